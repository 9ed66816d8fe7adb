import { compileRules, NONE, type Program, type Test } from '../program.ts';
import { RuleRun } from '../run.ts';
import type { Component, PriceTerms } from './problem.ts';

/** More than one rule is to blame. */
const MANY = -2;

export type Choice = Int32Array;

/** What was seen of one rule. Choices are the first ones that showed it. */
export interface RuleTally {
  /** It ran, and nothing but itself stands against ordering. */
  alive?: Choice;
  /** It ran, but other rules forbid ordering this. */
  blocked?: { choice: Choice; by: number };
  /** It made a difference. */
  changed?: Choice;
  /** A later rule undid what its condition had read. */
  overtaken?: Choice;
  /** Closest to running: how many of its tests passed. */
  nearest?: { choice: Choice; passed: number };
}

interface Compiled {
  readonly tests: readonly Test[];
  readonly unitMinor: number;
  readonly onceMinor: number;
}

/** Looks at choices of one component and remembers what each thing to be proved needs. */
export class Tally {
  readonly program: Program;
  readonly rules: RuleTally[];
  /** `first/second` -> a choice where the two rules ask for what cannot be had together. */
  readonly conflicts = new Map<string, { first: number; second: number; choice: Choice }>();
  /** Value slots, targets and rows of the variants that can be ordered. */
  readonly slots: Uint8Array;
  readonly targets: Uint8Array;
  readonly rows = new Set<string>();
  /** A refused choice that has this value, and the rule that refuses; by slot. */
  readonly refused = new Map<number, { choice: Choice; by: number }>();
  /** Lowest price above that of other components, by point of the price book. */
  readonly lowest: { amount: number; choice: Choice }[];
  seen = 0;
  orderable = 0;
  readonly #run: RuleRun;
  readonly #component: Component;
  readonly #terms: readonly Compiled[];
  readonly #points: PriceTerms['points'];
  readonly #table: ReadonlySet<string> | undefined;
  readonly #mayBeOvertaken: readonly number[];

  constructor(component: Component, points: PriceTerms['points']) {
    const { options, rules, terms, table } = component;
    this.program = compileRules(rules, options);
    this.rules = rules.map(() => ({}));
    this.slots = new Uint8Array(this.program.slots);
    this.targets = new Uint8Array(options.length + this.program.layers.length);
    this.lowest = points.map(() => ({ amount: Number.POSITIVE_INFINITY, choice: new Int32Array() }));
    this.#component = component;
    this.#run = new RuleRun(this.program);
    this.#points = points;
    this.#terms = terms.map(({ when, ...amounts }) => ({
      ...amounts,
      tests: when.map((test) => this.program.compileTest(test)),
    }));
    this.#table = table && new Set(table.rows.map((row) => row.join()));
    this.#mayBeOvertaken = overtakable(this.program);
  }

  readonly look = (choice: Choice): void => {
    const clashes: [number, number][] = [];
    this.#run.run(choice, (first, second) => clashes.push([first, second]));
    this.seen += 1;
    const blame = this.#blame();
    this.#conflicts(choice, clashes);
    this.#rules(choice, blame);
    if (blame === NONE && this.#exists()) this.#ordered(choice);
    else if (blame !== NONE) this.#refuse(choice, blame);
  };

  /** The rule that stands against ordering: {@link NONE}, one, or {@link MANY}. */
  #blame(): number {
    const { options, slotOf } = this.program;
    const run = this.#run;
    let blame = NONE;
    for (let i = 0; i < options.length; i++) {
      if (run.shown[i] === 0) continue;
      const value = run.value[i]!;
      const by = value === NONE ? run.requiredBy[i]! : run.forbiddenBy[slotOf[i]! + value]!;
      if (by !== NONE) blame = blame === NONE || blame === by ? by : MANY;
    }
    return blame;
  }

  #conflicts(choice: Choice, clashes: readonly (readonly [number, number])[]): void {
    const { options, layers, slotOf } = this.program;
    const run = this.#run;
    const add = (first: number, second: number): void => {
      const key = `${first}/${second}`;
      if (!this.conflicts.has(key)) this.conflicts.set(key, { first, second, choice: choice.slice() });
    };
    // What the shopper may not choose anyway shows nothing.
    for (let i = 0; i < options.length; i++) {
      const value = run.value[i]!;
      if (
        run.shown[i] === 1 &&
        value !== NONE &&
        run.setBy[i] === NONE &&
        run.forbiddenBy[slotOf[i]! + value] !== NONE
      )
        return;
    }
    for (const [first, second] of clashes) add(first, second);
    for (let i = 0; i < options.length + layers.length; i++) {
      if (run.requiredBy[i] !== NONE && run.hiddenBy[i] !== NONE && run.shown[i] === 0)
        add(run.requiredBy[i]!, run.hiddenBy[i]!);
      if (i >= options.length || run.shown[i] === 0) continue;
      const value = run.value[i]!;
      const forbidden = value === NONE ? NONE : run.forbiddenBy[slotOf[i]! + value]!;
      if (forbidden !== NONE) add(run.setBy[i]!, forbidden);
      const empty = value === NONE && run.requiredBy[i] !== NONE ? this.#lastForbidding(i) : NONE;
      if (empty !== NONE) add(run.requiredBy[i]!, empty);
    }
  }

  /** The rule that forbids the last value left, when none is. */
  #lastForbidding(option: number): number {
    const start = this.program.slotOf[option]!;
    const end = start + this.program.options[option]!.values.length;
    let last = NONE;
    for (let slot = start; slot < end; slot++) {
      const by = this.#run.forbiddenBy[slot]!;
      if (by === NONE) return NONE;
      last = Math.max(last, by);
    }
    return last;
  }

  #rules(choice: Choice, blame: number): void {
    const run = this.#run;
    for (let i = 0; i < this.rules.length; i++) {
      const tally = this.rules[i]!;
      if (run.fired[i] === 1) {
        if (blame === NONE || blame === i) tally.alive ??= choice.slice();
        else tally.blocked ??= { choice: choice.slice(), by: blame };
        if (run.changed[i] === 1) tally.changed ??= choice.slice();
      } else if (tally.alive === undefined && tally.blocked === undefined) this.#near(tally, i, choice);
    }
    if (blame !== NONE) return;
    for (const i of this.#mayBeOvertaken)
      if (
        this.rules[i]!.overtaken === undefined &&
        run.holds(this.program.rules[i]!.when) !== (run.fired[i] === 1)
      )
        this.rules[i]!.overtaken = choice.slice();
  }

  #near(tally: RuleTally, rule: number, choice: Choice): void {
    const { all, any, none } = this.program.rules[rule]!.when;
    let passed = any.some((test) => this.#run.passes(test)) ? 1 : 0;
    for (const test of all) if (this.#run.passes(test)) passed++;
    for (const test of none) if (!this.#run.passes(test)) passed++;
    if (tally.nearest === undefined || passed > tally.nearest.passed)
      tally.nearest = { choice: choice.slice(), passed };
  }

  /** Rules may set values of variants: is there such a variant? */
  #exists(): boolean {
    return this.#table === undefined || this.#table.has(this.#row());
  }

  #row(): string {
    return this.#component.table!.columns.map((place) => this.#run.value[place]).join();
  }

  #ordered(choice: Choice): void {
    const { options, slotOf } = this.program;
    this.orderable += 1;
    for (let i = 0; i < this.targets.length; i++) {
      if (this.#run.shown[i] === 0) continue;
      this.targets[i] = 1;
      if (i < options.length && this.#run.value[i] !== NONE) this.slots[slotOf[i]! + this.#run.value[i]!] = 1;
    }
    if (this.#table !== undefined) this.rows.add(this.#row());
    if (this.#terms.length > 0 || this.orderable === 1) this.#price(choice);
  }

  #refuse(choice: Choice, by: number): void {
    for (const [i, slot] of this.program.slotOf.entries()) {
      const value = this.#run.current(i);
      if (value === NONE) continue;
      const known = this.refused.get(slot + value);
      // the plainest refusal: one rule, and the one that forbids this very value
      if (known === undefined || (known.by === MANY && by !== MANY))
        this.refused.set(slot + value, { choice: choice.slice(), by: by });
    }
  }

  #price(choice: Choice): void {
    let [unit, once] = [0, 0];
    for (const { tests, unitMinor, onceMinor } of this.#terms) {
      if (!tests.every((test) => this.#run.passes(test))) continue;
      unit += unitMinor;
      once += onceMinor;
    }
    for (const [k, { quantity, unitPm }] of this.#points.entries()) {
      const amount = (unit * quantity * unitPm) / 1000 + once;
      if (amount < this.lowest[k]!.amount) this.lowest[k] = { amount, choice: choice.slice() };
    }
  }
}

/** Rules whose condition reads an option that a later rule sets, shows or hides. */
function overtakable({ rules }: Program): number[] {
  return rules.flatMap(({ when }, at) => {
    const read = new Set([...when.all, ...when.any, ...when.none].map(({ option }) => option));
    const touches = rules.slice(at + 1).some(({ effects }) =>
      effects.some((effect) => {
        if (effect.kind === 'set') return read.has(effect.option);
        return (effect.kind === 'show' || effect.kind === 'hide') && read.has(effect.target);
      }),
    );
    return touches ? [at] : [];
  });
}
