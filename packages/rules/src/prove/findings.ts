import type { RuleFinding, RuleTest } from '@luneo/contracts';
import type { Choices } from '../evaluate.ts';
import { NONE } from '../program.ts';
import type { Component, ProofInput } from './problem.ts';
import type { Choice, RuleTally, Tally } from './tally.ts';

/** A component and what was seen of it. `decided`: every choice was looked at. */
export interface Seen {
  readonly component: Component;
  readonly tally: Tally;
  readonly decided: boolean;
}

export const namesOf = ({ options }: Component, choice: Choice): Record<string, string> =>
  Object.fromEntries(
    options.flatMap(({ id, values }, i) => {
      const value = choice[i] ?? NONE;
      return value === NONE ? [] : [[id, values[value]!]];
    }),
  );

const said = (example: Choices): string =>
  Object.entries(example)
    .map(([option, value]) => `${option} = ${value}`)
    .join(', ') || 'nothing chosen';

export function ruleFindings({ component, tally, decided }: Seen): RuleFinding[] {
  const id = (rule: number): string => component.rules[rule]!.id;
  const conflicts = [...tally.conflicts.values()].map(({ first, second, choice }): RuleFinding => {
    const example = namesOf(component, choice);
    const message = `rules "${id(first)}" and "${id(second)}" ask for opposite things at ${said(example)}`;
    return {
      code: 'rules_contradict',
      severity: 'block',
      rules: [...new Set([id(first), id(second)])],
      message,
      example,
    };
  });
  const single = tally.rules.flatMap((rule, at) => aboutRule(component, rule, at, decided));
  return [...conflicts, ...single];
}

function aboutRule(component: Component, tally: RuleTally, at: number, decided: boolean): RuleFinding[] {
  const { id } = component.rules[at]!;
  const about = (code: RuleFinding['code'], severity: 'warn' | 'block', message: string, choice?: Choice) => {
    const example = choice && namesOf(component, choice);
    return { code, severity, rules: [id], message, ...(example && { example }) };
  };
  const overtaken = tally.overtaken && [
    about('rule_overtaken', 'warn', `a later rule changes what rule "${id}" has read`, tally.overtaken),
  ];
  if (!decided) return overtaken ?? [];
  if (tally.alive === undefined && tally.blocked === undefined) {
    const near = tally.nearest && namesOf(component, tally.nearest.choice);
    const failing = near === undefined ? '' : failingTests(component, at, near);
    return [about('rule_dead', 'block', `rule "${id}" never applies${failing}`, tally.nearest?.choice)];
  }
  if (tally.alive === undefined) {
    const { choice, by } = tally.blocked!;
    const other = by >= 0 ? `rule "${component.rules[by]!.id}" forbids` : 'other rules forbid';
    const found = about('rule_dead', 'block', `${other} every choice rule "${id}" applies to`, choice);
    return [{ ...found, rules: by >= 0 ? [id, component.rules[by]!.id] : [id] }];
  }
  if (tally.changed === undefined)
    return [about('rule_without_effect', 'warn', `rule "${id}" never changes anything`, tally.alive)];
  return overtaken ?? [];
}

/** What is missing for the rule even where it comes closest. */
function failingTests({ rules }: Component, at: number, near: Choices): string {
  const { all = [], any = [], none = [] } = rules[at]!.when;
  const passes = ({ option, is }: RuleTest): boolean =>
    near[option] !== undefined && is.includes(near[option]);
  const words = ({ option, is }: RuleTest): string => `${option} = ${is.join(' | ')}`;
  const failing = [
    ...all.filter((test) => !passes(test)).map(words),
    ...(any.length > 0 && !any.some(passes) ? [any.map(words).join(' or ')] : []),
    ...none.filter(passes).map((test) => `not ${words(test)}`),
  ];
  return failing.length === 0 ? '' : `: closest where only ${failing.join(' and ')} fails`;
}

/** Values, options, layers and variants that nobody can order. */
export function reachFindings(seen: Seen, { variants = [] }: ProofInput): RuleFinding[] {
  const { component, tally } = seen;
  if (!seen.decided || tally.orderable === 0) return [];
  const { columns } = component.table ?? { columns: [] as readonly number[] };
  return [
    ...component.options.flatMap(({ id }, at) => {
      if (tally.targets[at] === 0) return [optionUnreachable(id)];
      return columns.includes(at) ? [] : valuesUnreachable(seen, at);
    }),
    ...tally.program.layers.flatMap((layer, at) =>
      tally.targets[component.options.length + at] === 1 ? [] : [layerUnreachable(layer)],
    ),
    ...(component.table === undefined ? [] : variantsUnreachable(seen, variants)),
  ];
}

const optionUnreachable = (option: string): RuleFinding => ({
  code: 'option_unreachable',
  severity: 'block',
  rules: [],
  message: `option "${option}" is never shown in anything that can be ordered`,
  params: { option },
});
const layerUnreachable = (layer: string): RuleFinding => ({
  code: 'layer_unreachable',
  severity: 'block',
  rules: [],
  message: `layer "${layer}" is never shown in anything that can be ordered`,
  params: { layer },
});

function valuesUnreachable({ component, tally }: Seen, at: number): RuleFinding[] {
  const { id, values } = component.options[at]!;
  return values.flatMap((value, place) => {
    const slot = tally.program.slotOf[at]! + place;
    if (tally.slots[slot] === 1) return [];
    const refused = tally.refused.get(slot);
    return component.stands[at]!.get(value)!.map((one) =>
      unreachable(component, { option: id, value: one }, refused),
    );
  });
}

type Refused = { readonly choice: Choice; readonly by: number } | undefined;

function unreachable(
  component: Component,
  { option, value }: { option: string; value: string },
  refused: Refused,
): RuleFinding {
  const rule = refused !== undefined && refused.by >= 0 ? component.rules[refused.by]!.id : undefined;
  return {
    code: 'value_unreachable',
    severity: 'block',
    rules: rule === undefined ? [] : [rule],
    message: `nothing with ${option} = ${value} can be ordered${rule === undefined ? '' : `: rule "${rule}" refuses it`}`,
    params: { option, value },
    ...(refused && { example: { ...namesOf(component, refused.choice), [option]: value } }),
  };
}

/** Values no variant that can be ordered has; and, where its values are fine, each variant that cannot be. */
function variantsUnreachable({ component, tally }: Seen, variants: readonly Choices[]): RuleFinding[] {
  const { columns } = component.table!;
  const options = columns.map((at) => component.options[at]!.id);
  const standIn = columns.map(
    (at) =>
      new Map([...component.stands[at]!].flatMap(([rep, all]) => all.map((one) => [one, rep] as const))),
  );
  const reached = (variant: Choices): boolean =>
    tally.rows.has(
      columns
        .map((at, k) =>
          component.options[at]!.values.indexOf(standIn[k]!.get(variant[options[k]!] ?? '') ?? ''),
        )
        .join(),
    );
  const [good, bad] = [variants.filter(reached), variants.filter((variant) => !reached(variant))];
  const has = options.map((option) => new Set(good.map((variant) => variant[option])));
  const values = options.flatMap((option, k) =>
    [...new Set(bad.map((variant) => variant[option]!))]
      .filter((value) => !has[k]!.has(value))
      .map((value) => {
        const rep = component.options[columns[k]!]!.values.indexOf(standIn[k]!.get(value) ?? '');
        const slot = tally.program.slotOf[columns[k]!]! + rep;
        return unreachable(component, { option, value }, tally.refused.get(slot));
      }),
  );
  const rest = bad.filter((variant) => options.every((option, k) => has[k]!.has(variant[option])));
  if (rest.length === 0) return values;
  const example = Object.fromEntries(options.map((option) => [option, rest[0]![option]!]));
  const message = `${rest.length} variant${rest.length > 1 ? 's' : ''} cannot be ordered, e.g. ${said(example)}`;
  const params = { variants: rest.length };
  return [...values, { code: 'variant_unreachable', severity: 'warn', rules: [], message, example, params }];
}
