import type { Rule, RuleEffect, RuleTarget, RuleTest, RuleWhen } from '@luneo/contracts';

/** An option as rules see it. `optional`: it may be left without a value; options of variants never are. */
export interface OptionDomain {
  readonly id: string;
  readonly values: readonly string[];
  readonly optional: boolean;
}

/** No value chosen; no rule. */
export const NONE = -1;

/** One test: `mask[value]` is 1 where it holds. */
export interface Test {
  readonly option: number;
  readonly mask: Uint8Array;
}
export interface Condition {
  readonly all: readonly Test[];
  readonly any: readonly Test[];
  readonly none: readonly Test[];
}
type Effect =
  | { readonly kind: 'show' | 'hide' | 'require'; readonly target: number }
  | { readonly kind: 'forbid'; readonly slots: readonly number[] }
  | { readonly kind: 'set'; readonly option: number; readonly value: number };

export interface CompiledRule {
  readonly rule: Rule;
  readonly when: Condition;
  readonly effects: readonly Effect[];
}

/**
 * Rules over numbers instead of names: options, then layers, are targets; every value of every option
 * has a slot. What names nothing known never holds and does nothing.
 */
export interface Program {
  readonly options: readonly OptionDomain[];
  readonly layers: readonly string[];
  readonly rules: readonly CompiledRule[];
  /** Where the slots of an option begin. */
  readonly slotOf: readonly number[];
  readonly slots: number;
  /** Targets that stay hidden until a rule shows them. */
  readonly hiddenAtFirst: readonly number[];
  compileTest(test: RuleTest): Test;
}

export function compileRules(rules: readonly Rule[], options: readonly OptionDomain[]): Program {
  const layers = [...new Set(rules.flatMap(({ effects }) => effects.flatMap(layersOf)))];
  const optionAt = new Map(options.map(({ id }, at) => [id, at]));
  const layerAt = new Map(layers.map((id, at) => [id, options.length + at]));
  const valueAt = options.map(({ values }) => new Map(values.map((value, at) => [value, at])));
  let slots = 0;
  const slotOf = options.map(({ values }) => {
    slots += values.length;
    return slots - values.length;
  });
  const compileTest = ({ option, is }: RuleTest): Test => {
    const at = optionAt.get(option) ?? NONE;
    const mask = new Uint8Array(at === NONE ? 0 : options[at]!.values.length);
    for (const value of is) {
      const known = valueAt[at]?.get(value);
      if (known !== undefined) mask[known] = 1;
    }
    return { option: at, mask };
  };
  const targetAt = (target: RuleTarget): number | undefined =>
    'option' in target ? optionAt.get(target.option) : layerAt.get(target.layer);
  const compileEffect = (effect: RuleEffect): Effect[] => {
    if (effect.do === 'forbid') {
      const at = optionAt.get(effect.option);
      if (at === undefined) return [];
      const known = effect.values.flatMap((value) => valueAt[at]!.get(value) ?? []);
      return [{ kind: 'forbid', slots: known.map((value) => slotOf[at]! + value) }];
    }
    if (effect.do === 'set') {
      const at = optionAt.get(effect.option);
      const value = at === undefined ? undefined : valueAt[at]!.get(effect.value);
      return at === undefined || value === undefined ? [] : [{ kind: 'set', option: at, value }];
    }
    const target = targetAt(effect.target);
    return target === undefined ? [] : [{ kind: effect.do, target }];
  };
  const compileWhen = ({ all = [], any = [], none = [] }: RuleWhen): Condition => ({
    all: all.map(compileTest),
    any: any.map(compileTest),
    none: none.map(compileTest),
  });
  const compiled = rules.map((rule) => ({
    rule,
    when: compileWhen(rule.when),
    effects: rule.effects.flatMap(compileEffect),
  }));
  const shown = compiled.flatMap(({ effects }) =>
    effects.flatMap((e) => (e.kind === 'show' ? [e.target] : [])),
  );
  return { options, layers, rules: compiled, slotOf, slots, hiddenAtFirst: [...new Set(shown)], compileTest };
}

const layersOf = (effect: RuleEffect): string[] =>
  'target' in effect && 'layer' in effect.target ? [effect.target.layer] : [];
