import type { RuleFinding, RuleProof } from '@luneo/contracts';
import { componentsOf } from './components.ts';
import { combinations, eachChoice, someChoices } from './enumerate.ts';
import { namesOf, reachFindings, ruleFindings, type Seen } from './findings.ts';
import type { Component, PriceTerms, ProofInput } from './problem.ts';
import { referenceFindings } from './references.ts';
import { Tally } from './tally.ts';

/** Choices that are looked at one by one, small groups of dependent options first. */
const LIMIT = 1_000_000;
/** Looked at in a group that is too large. */
const SAMPLES = 100_000;

const NO_PRICES: PriceTerms = { book: '', version: 0, unitMinor: 0, onceMinor: 0, points: [], terms: [] };

/**
 * Proves rules before they are published: looks at every choice of options there is and names rules that
 * are dead, contradict one another, shut something out, or sell below nothing, each with a choice that
 * shows it. Options that do not depend on one another are looked at apart, values nobody tells apart are
 * one; where a group is still too large for what is left of `limit`, what a sample shows is true and
 * `rules_undecided` says that the rest is not known.
 *
 * ```ts
 * const { findings } = proveRules({ rules, options, variants, prices: priceTerms(book) });
 * ```
 */
export function proveRules(input: ProofInput): RuleProof {
  const steps = proofSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** {@link proveRules} in steps of some hundredths of a second, for those who have other work in between. */
export function* proofSteps(input: ProofInput): Generator<void, RuleProof> {
  const broken = referenceFindings(input);
  if (broken.length > 0) return { decided: false, combinations: 0, findings: broken };
  const prices = input.prices ?? NO_PRICES;
  const seen: Seen[] = [];
  let left = input.limit ?? LIMIT;
  const smallFirst = componentsOf(input).toSorted((a, b) => combinations(a) - combinations(b));
  for (const component of smallFirst) {
    const one: Seen = yield* lookAt(component, prices, left);
    if (one.decided) left -= one.tally.seen;
    seen.push(one);
  }
  const undecided = seen.filter(({ decided }) => !decided);
  const findings = [
    ...seen.flatMap(ruleFindings),
    ...seen.flatMap((one) => reachFindings(one, input)),
    ...nothingOrderable(seen),
    ...negativePrice(seen, prices),
    ...undecided.map(undecidedFinding),
  ];
  const looked = seen.reduce((sum, { tally }) => sum + tally.seen, 0);
  return { decided: undecided.length === 0, combinations: looked, findings };
}

function* lookAt(component: Component, { points }: PriceTerms, limit: number): Generator<void, Seen> {
  const tally = new Tally(component, points);
  const decided = combinations(component) <= limit;
  if (decided) yield* eachChoice(component, tally.look);
  else yield* someChoices(component, SAMPLES, tally.look);
  return { component, tally, decided };
}

function undecidedFinding({ component, tally }: Seen): RuleFinding {
  const total = combinations(component);
  const options = component.options.map(({ id }) => id);
  return {
    code: 'rules_undecided',
    severity: 'warn',
    rules: component.rules.map(({ id }) => id),
    message: `${options.join(', ')} depend on one another in ${total} ways; ${tally.seen} were looked at`,
    params: { combinations: total, looked: tally.seen },
  };
}

const nothingOrderable = (seen: readonly Seen[]): RuleFinding[] =>
  seen
    .filter(({ tally, decided }) => decided && tally.orderable === 0 && tally.seen > 0)
    .map(({ component, tally }) => ({
      code: 'nothing_orderable' as const,
      severity: 'block' as const,
      rules: component.rules.map(({ id }) => id),
      message: `the rules let nothing be ordered: no choice of ${component.options.map(({ id }) => id).join(', ')} is left`,
      ...[...tally.refused.values()]
        .slice(0, 1)
        .map(({ choice }) => ({ example: namesOf(component, choice) }))[0],
    }));

/** The cheapest choice of each component at each quantity; together they are the cheapest thing there is. */
function negativePrice(
  seen: readonly Seen[],
  { book, version, unitMinor, onceMinor, points, terms }: PriceTerms,
): RuleFinding[] {
  const orderable = seen.filter(({ tally }) => tally.orderable > 0);
  const worst = points
    .map(({ quantity, unitPm }, k) => {
      const base = (unitMinor * quantity * unitPm) / 1000 + onceMinor;
      const total = orderable.reduce((sum, { tally }) => sum + tally.lowest[k]!.amount, base);
      return { k, quantity, total };
    })
    .filter(({ total }) => total < 0)
    .sort((a, b) => a.total - b.total)[0];
  if (worst === undefined) return [];
  const { k, quantity, total } = worst;
  const example = Object.assign(
    {},
    ...orderable.map(({ component, tally }) => namesOf(component, tally.lowest[k]!.choice)),
  );
  const rules = terms.filter((term) => term.unitMinor < 0 || term.onceMinor < 0).map(({ rule }) => rule);
  return [
    {
      code: 'price_negative',
      severity: 'block',
      rules,
      message: `price book ${book} version ${version} sells ${quantity} for less than nothing`,
      example,
      params: { quantity, totalMinor: Math.floor(total) },
    },
  ];
}
