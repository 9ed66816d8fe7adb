import type { Rule, RuleTest } from '@luneo/contracts';
import type { Choices } from '../evaluate.ts';
import { NONE, type OptionDomain } from '../program.ts';
import type { Component, PriceTerm, ProofInput } from './problem.ts';

const testsOf = ({ when: { all = [], any = [], none = [] } }: Rule): RuleTest[] => [...all, ...any, ...none];

/** Options and layers a rule speaks of: `option:…`, `layer:…`. */
function namesOf(rule: Rule): string[] {
  const tested = testsOf(rule).map(({ option }) => `option:${option}`);
  const touched = rule.effects.map((effect) => {
    if (!('target' in effect)) return `option:${effect.option}`;
    return 'option' in effect.target ? `option:${effect.target.option}` : `layer:${effect.target.layer}`;
  });
  return [...tested, ...touched];
}

/** Values told apart by a rule or a price. */
function mentioned(rules: readonly Rule[], terms: readonly PriceTerm[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (option: string, values: readonly string[]): void => {
    const known = found.get(option) ?? new Set();
    for (const value of values) known.add(value);
    found.set(option, known);
  };
  for (const { option, is } of [...rules.flatMap(testsOf), ...terms.flatMap(({ when }) => when)])
    add(option, is);
  for (const effect of rules.flatMap(({ effects }) => effects))
    if (effect.do === 'forbid') add(effect.option, effect.values);
    else if (effect.do === 'set') add(effect.option, [effect.value]);
  return found;
}

/** Splits the question into groups of options that have nothing to do with one another. */
export function componentsOf({ rules, options, variants, prices }: ProofInput): Component[] {
  const terms = prices?.terms ?? [];
  const groups = new Groups();
  for (const { id } of options) groups.join([`option:${id}`]);
  for (const rule of rules) groups.join(namesOf(rule));
  for (const { when } of terms) groups.join(when.map(({ option }) => `option:${option}`));
  const fixed = options.filter(({ optional }) => !optional);
  const rows = variants === undefined ? undefined : dependent(fixed, variants);
  if (rows !== undefined) groups.join(fixed.map(({ id }) => `option:${id}`));
  const told = mentioned(rules, terms);
  return groups.all().map((names) => {
    const own = options.filter(({ id }) => names.has(`option:${id}`)).map((option) => reduce(option, told));
    const inTable = rows !== undefined && fixed[0] !== undefined && names.has(`option:${fixed[0].id}`);
    return {
      options: own.map(({ option }) => option),
      stands: own.map(({ stands }) => stands),
      rules: rules.filter((rule) => names.has(namesOf(rule)[0]!)),
      terms: terms.filter(({ when }) => when[0] !== undefined && names.has(`option:${when[0].option}`)),
      ...(inTable && { table: tableOf(own, rows) }),
    };
  });
}

/** The variants, unless they are all there can be: then each option is free of the others. */
function dependent(
  fixed: readonly OptionDomain[],
  variants: readonly Choices[],
): readonly Choices[] | undefined {
  const distinct = new Set(variants.map((row) => JSON.stringify(fixed.map(({ id }) => row[id]))));
  const all = fixed.reduce((product, { values }) => product * values.length, 1);
  return distinct.size === all ? undefined : variants;
}

interface Reduced {
  readonly option: OptionDomain;
  readonly stands: ReadonlyMap<string, readonly string[]>;
  /** value -> place of its representative. */
  readonly placeOf: ReadonlyMap<string, number>;
}

function reduce(
  { id, values, optional }: OptionDomain,
  told: ReadonlyMap<string, ReadonlySet<string>>,
): Reduced {
  const own = told.get(id);
  const others = values.filter((value) => !own?.has(value));
  const kept = values.filter((value) => own?.has(value) || value === others[0]);
  const stands = new Map(kept.map((value) => [value, value === others[0] ? others : [value]]));
  const placeOf = new Map(kept.flatMap((value, at) => stands.get(value)!.map((one) => [one, at] as const)));
  return { option: { id, values: kept, optional }, stands, placeOf };
}

function tableOf(own: readonly Reduced[], variants: readonly Choices[]): NonNullable<Component['table']> {
  const columns = own.flatMap(({ option }, at) => (option.optional ? [] : [at]));
  const rows = new Map<string, number[]>();
  for (const variant of variants) {
    const row = columns.map((at) => own[at]!.placeOf.get(variant[own[at]!.option.id] ?? '') ?? NONE);
    rows.set(row.join(), row);
  }
  return { columns, rows: [...rows.values()] };
}

/** Names that belong together, by union and find. */
class Groups {
  readonly #parents = new Map<string, string>();

  join(names: readonly string[]): void {
    const [first, ...rest] = names;
    if (first === undefined) return;
    const root = this.#root(first);
    for (const name of rest) this.#parents.set(this.#root(name), root);
  }

  #root(name: string): string {
    let at = name;
    while (this.#parents.has(at) && this.#parents.get(at) !== at) at = this.#parents.get(at)!;
    this.#parents.set(at, at);
    if (name !== at) this.#parents.set(name, at);
    return at;
  }

  all(): ReadonlySet<string>[] {
    const groups = new Map<string, Set<string>>();
    for (const name of this.#parents.keys()) {
      const root = this.#root(name);
      groups.set(root, (groups.get(root) ?? new Set()).add(name));
    }
    return [...groups.values()];
  }
}
