import type { Rule } from '@luneo/contracts';
import { compileRules, NONE, type OptionDomain, type Program } from './program.ts';
import { RuleRun } from './run.ts';

/** Why a choice of options cannot be ordered. */
export interface RuleFault {
  readonly code: 'option_required' | 'option_value_forbidden' | 'option_unknown';
  readonly option: string;
  /** The forbidden or unknown value. */
  readonly value?: string;
  /** The rule that asks for it. */
  readonly rule?: string;
  /** What the brand says about it. */
  readonly message?: string;
}

/** What the rules make of a choice. */
export interface RuleState {
  /** option -> the value that counts; hidden options and those without a value are not in here. */
  readonly values: Readonly<Record<string, string>>;
  readonly hiddenOptions: readonly string[];
  readonly requiredOptions: readonly string[];
  /** option -> values that cannot be chosen now. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
  /** Options whose value a rule decides now. */
  readonly set: readonly string[];
  readonly hiddenLayers: readonly string[];
  readonly requiredLayers: readonly string[];
  /** Rules whose condition held. */
  readonly fired: readonly string[];
  readonly faults: readonly RuleFault[];
}

export type Choices = Readonly<Record<string, string>>;

/**
 * Rules ready to be asked again and again; the same code in the page and on the server.
 *
 * ```ts
 * const ask = ruleEvaluator(product.rules ?? [], domainsOf(product));
 * const { values, hiddenOptions, faults } = ask({ colour: 'black', size: 'm' });
 * ```
 */
export function ruleEvaluator(
  rules: readonly Rule[],
  options: readonly OptionDomain[],
): (choices: Choices) => RuleState {
  const program = compileRules(rules, options);
  const run = new RuleRun(program);
  return (choices) => {
    const chosen = options.map(({ id, values }) =>
      Object.hasOwn(choices, id) ? values.indexOf(choices[id]!) : NONE,
    );
    run.run(Int32Array.from(chosen));
    return describe(program, run, choices);
  };
}

/** {@link ruleEvaluator}, for one question. */
export const evaluateRules = (
  rules: readonly Rule[],
  options: readonly OptionDomain[],
  choices: Choices,
): RuleState => ruleEvaluator(rules, options)(choices);

function describe(program: Program, run: RuleRun, choices: Choices): RuleState {
  const { options, layers, rules, slotOf } = program;
  const at = options.map((_, index) => index);
  const forbiddenOf = (index: number): string[] =>
    options[index]!.values.filter((_, value) => run.forbiddenBy[slotOf[index]! + value] !== NONE);
  const layer = (index: number): number => options.length + index;
  const shown = at.filter((index) => run.shown[index] === 1);
  const required = shown.filter((i) => !options[i]!.optional || run.requiredBy[i] !== NONE);
  return {
    values: Object.fromEntries(
      shown.flatMap((i) =>
        run.value[i] === NONE ? [] : [[options[i]!.id, options[i]!.values[run.value[i]!]!]],
      ),
    ),
    hiddenOptions: at.filter((i) => run.shown[i] === 0).map((i) => options[i]!.id),
    requiredOptions: required.map((i) => options[i]!.id),
    forbidden: Object.fromEntries(
      at.map((i) => [options[i]!.id, forbiddenOf(i)] as const).filter(([, values]) => values.length > 0),
    ),
    set: shown.filter((i) => run.setBy[i] !== NONE).map((i) => options[i]!.id),
    hiddenLayers: layers.filter((_, i) => run.shown[layer(i)] === 0),
    requiredLayers: layers.filter((_, i) => run.shown[layer(i)] === 1 && run.requiredBy[layer(i)] !== NONE),
    fired: rules.filter((_, i) => run.fired[i] === 1).map(({ rule }) => rule.id),
    faults: [...unknown(options, choices), ...shown.flatMap((i) => faultOf(program, run, i))],
  };
}

/** Choices that name no option or value of the product. */
const unknown = (options: readonly OptionDomain[], choices: Choices): RuleFault[] =>
  Object.entries(choices)
    .filter(([id, value]) => !options.some((option) => option.id === id && option.values.includes(value)))
    .map(([option, value]) => ({ code: 'option_unknown', option, value }));

function faultOf({ options, rules, slotOf }: Program, run: RuleRun, i: number): RuleFault[] {
  const { id: option, optional } = options[i]!;
  const value = run.value[i]!;
  const by = (index: number) => {
    const { id, message } = rules[index]!.rule;
    return { rule: id, ...(message !== undefined && { message }) };
  };
  if (value !== NONE) {
    const rule = run.forbiddenBy[slotOf[i]! + value]!;
    if (rule === NONE) return [];
    return [{ code: 'option_value_forbidden', option, value: options[i]!.values[value]!, ...by(rule) }];
  }
  const rule = run.requiredBy[i]!;
  if (rule !== NONE) return [{ code: 'option_required', option, ...by(rule) }];
  return optional ? [] : [{ code: 'option_required', option }];
}
