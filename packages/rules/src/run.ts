import { type Condition, NONE, type Program, type Test } from './program.ts';

/** Rules `first` and `then` ask for what cannot be had together, of a target or of an option's value. */
export type OnConflict = (first: number, second: number) => void;

const nothing: OnConflict = () => undefined;

/**
 * What the rules make of a choice. One object is run over and over: its arrays hold the outcome of the
 * last run, by option, target or slot of the {@link Program}; rules are named by their place.
 */
export class RuleRun {
  readonly program: Program;
  /** Value that counts, by option, while the option is shown. */
  readonly value: Int32Array;
  readonly shown: Uint8Array;
  readonly shownBy: Int32Array;
  readonly hiddenBy: Int32Array;
  readonly requiredBy: Int32Array;
  readonly setBy: Int32Array;
  readonly forbiddenBy: Int32Array;
  readonly fired: Uint8Array;
  /** 1 = the rule made a difference. */
  readonly changed: Uint8Array;

  constructor(program: Program) {
    const { options, layers, rules, slots } = program;
    const targets = options.length + layers.length;
    this.program = program;
    this.value = new Int32Array(options.length);
    this.shown = new Uint8Array(targets);
    this.shownBy = new Int32Array(targets);
    this.hiddenBy = new Int32Array(targets);
    this.requiredBy = new Int32Array(targets);
    this.setBy = new Int32Array(options.length);
    this.forbiddenBy = new Int32Array(slots);
    this.fired = new Uint8Array(rules.length);
    this.changed = new Uint8Array(rules.length);
  }

  /** Runs the rules once, in their order. `choice`: value by option, {@link NONE} = not chosen. */
  run(choice: Int32Array, onConflict: OnConflict = nothing): void {
    this.#reset(choice);
    for (let rule = 0; rule < this.program.rules.length; rule++) {
      const { when, effects } = this.program.rules[rule]!;
      this.changed[rule] = 0;
      this.fired[rule] = this.holds(when) ? 1 : 0;
      if (this.fired[rule] === 0) continue;
      for (const effect of effects) {
        if (effect.kind === 'forbid') for (const slot of effect.slots) this.#forbid(rule, slot);
        else if (effect.kind === 'set') this.#set(rule, effect.option, effect.value, onConflict);
        else if (effect.kind === 'require') this.#require(rule, effect.target);
        else this.#reveal(rule, effect.target, effect.kind === 'show', onConflict);
      }
    }
  }

  #reset(choice: Int32Array): void {
    this.value.set(choice);
    this.shown.fill(1);
    for (const target of this.program.hiddenAtFirst) this.shown[target] = 0;
    this.shownBy.fill(NONE);
    this.hiddenBy.fill(NONE);
    this.requiredBy.fill(NONE);
    this.setBy.fill(NONE);
    this.forbiddenBy.fill(NONE);
  }

  holds({ all, any, none }: Condition): boolean {
    for (const test of all) if (!this.passes(test)) return false;
    for (const test of none) if (this.passes(test)) return false;
    if (any.length === 0) return true;
    for (const test of any) if (this.passes(test)) return true;
    return false;
  }

  passes({ option, mask }: Test): boolean {
    const value = this.current(option);
    return value !== NONE && mask[value] === 1;
  }

  /** The value that counts: none while the option is hidden. */
  current(option: number): number {
    return option !== NONE && this.shown[option] === 1 ? this.value[option]! : NONE;
  }

  #forbid(rule: number, slot: number): void {
    if (this.forbiddenBy[slot] !== NONE) return;
    this.forbiddenBy[slot] = rule;
    this.changed[rule] = 1;
  }

  #set(rule: number, option: number, value: number, onConflict: OnConflict): void {
    const former = this.setBy[option]!;
    if (former !== NONE && this.value[option] !== value) onConflict(former, rule);
    if (this.value[option] !== value) this.changed[rule] = 1;
    this.value[option] = value;
    this.setBy[option] = rule;
  }

  #require(rule: number, target: number): void {
    if (this.requiredBy[target] !== NONE) return;
    this.requiredBy[target] = rule;
    // an option that always has a value is required already
    if (this.program.options[target]?.optional ?? true) this.changed[rule] = 1;
  }

  #reveal(rule: number, target: number, show: boolean, onConflict: OnConflict): void {
    const against = show ? this.hiddenBy[target]! : this.shownBy[target]!;
    if (against !== NONE) onConflict(against, rule);
    if (this.shown[target] !== (show ? 1 : 0)) this.changed[rule] = 1;
    this.shown[target] = show ? 1 : 0;
    (show ? this.shownBy : this.hiddenBy)[target] = rule;
  }
}
