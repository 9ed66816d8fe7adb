import { type Rule, type RuleEffect, type RuleFinding, Rules, type RuleTest } from '@luneo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRules, type OptionDomain, type PriceTerms, type ProofInput, proveRules } from '../index.ts';

const option = (id: string, values: string, optional = false): OptionDomain => ({
  id,
  values: values.split(' '),
  optional,
});
const shirt = [
  option('colour', 'white black red'),
  option('size', 's m l xl'),
  option('print', 'dtg foil', true),
];
const prove = (rules: unknown, more: Partial<ProofInput> = {}) =>
  proveRules({ rules: Rules.parse(rules), options: shirt, ...more });
const when = (...tests: [string, ...string[]][]) => ({
  all: tests.map(([name, ...is]): RuleTest => ({ option: name, is })),
});
const forbid = (name: string, ...values: string[]): RuleEffect => ({ do: 'forbid', option: name, values });
const of = (findings: readonly RuleFinding[], code: RuleFinding['code']) =>
  findings.filter((finding) => finding.code === code);

describe('the proof', () => {
  it('finds nothing wrong with sound rules', () => {
    const proof = prove([{ id: 'a', when: when(['colour', 'black']), effects: [forbid('print', 'dtg')] }]);
    expect(proof).toMatchObject({ decided: true, findings: [] });
  });

  it('shows a dead rule by the choice that comes closest', () => {
    const { findings } = prove([
      {
        id: 'dead',
        when: when(['colour', 'black'], ['colour', 'red'], ['size', 'm']),
        effects: [forbid('print', 'foil')],
      },
    ]);
    expect(findings).toMatchObject([{ code: 'rule_dead', severity: 'block', rules: ['dead'] }]);
    expect(findings[0]!.message).toMatch(/only colour = (red|black) fails/);
    expect(findings[0]!.example).toMatchObject({ size: 'm' });
  });

  it('shows a rule that others shut out', () => {
    const { findings } = prove([
      { id: 'no-red', when: when(['size', 'xl']), effects: [forbid('colour', 'red')] },
      { id: 'red-xl', when: when(['size', 'xl'], ['colour', 'red']), effects: [forbid('print', 'foil')] },
    ]);
    expect(findings).toMatchObject([
      { code: 'rule_dead', rules: ['red-xl', 'no-red'], example: { size: 'xl', colour: 'red' } },
    ]);
  });

  it.each([
    [
      { do: 'set', option: 'print', value: 'dtg' },
      { do: 'set', option: 'print', value: 'foil' },
    ],
    [
      { do: 'show', target: { option: 'print' } },
      { do: 'hide', target: { option: 'print' } },
    ],
    [{ do: 'set', option: 'print', value: 'dtg' }, forbid('print', 'dtg')],
    [
      { do: 'require', target: { option: 'print' } },
      { do: 'hide', target: { option: 'print' } },
    ],
    [{ do: 'require', target: { option: 'print' } }, forbid('print', 'dtg', 'foil')],
    [
      { do: 'require', target: { layer: 'logo' } },
      { do: 'hide', target: { layer: 'logo' } },
    ],
  ] as const)('shows that %o contradicts %o', (first, second) => {
    const { findings } = prove([
      { id: 'a', when: when(['colour', 'black']), effects: [first] },
      { id: 'b', when: when(['size', 'xl']), effects: [second] },
    ]);
    const [found] = of(findings, 'rules_contradict');
    expect(found).toMatchObject({ severity: 'block', rules: ['a', 'b'] });
    expect(found!.example).toMatchObject({ colour: 'black', size: 'xl' });
  });

  it('shows what nobody can order, and which rule refuses it', () => {
    const { findings } = prove([{ id: 'never', when: {}, effects: [forbid('size', 'xl')] }]);
    expect(findings).toMatchObject([
      {
        code: 'value_unreachable',
        rules: ['never'],
        params: { option: 'size', value: 'xl' },
        example: { size: 'xl' },
      },
    ]);
  });

  it('names variants that exist and cannot be ordered', () => {
    const variants = [
      { colour: 'white', size: 's' },
      { colour: 'black', size: 's' },
      { colour: 'black', size: 'm' },
      { colour: 'white', size: 'm' },
      { colour: 'red', size: 'l' },
    ];
    const rules = [{ id: 'a', when: when(['colour', 'black']), effects: [forbid('size', 'm')] }];
    const { findings } = prove(rules, { variants });
    expect(findings).toMatchObject([
      { code: 'variant_unreachable', severity: 'warn', example: { colour: 'black', size: 'm' } },
    ]);
    const red = [{ id: 'a', when: when(['colour', 'red']), effects: [forbid('size', 'l')] }];
    expect(of(prove(red, { variants }).findings, 'value_unreachable').map(({ params }) => params)).toEqual([
      { option: 'colour', value: 'red' },
      { option: 'size', value: 'l' },
    ]);
  });

  it('says when nothing is left', () => {
    const rules = [{ id: 'all', when: {}, effects: [forbid('size', 's', 'm', 'l', 'xl')] }];
    expect(of(prove(rules).findings, 'nothing_orderable')).toMatchObject([{ rules: ['all'] }]);
  });

  it('warns of a rule whose ground a later one takes away', () => {
    const { findings } = prove([
      { id: 'a', when: when(['print', 'foil']), effects: [forbid('size', 'xl')] },
      { id: 'b', when: when(['colour', 'red']), effects: [{ do: 'hide', target: { option: 'print' } }] },
    ]);
    expect(findings).toMatchObject([
      { code: 'rule_overtaken', severity: 'warn', rules: ['a'], example: { print: 'foil', colour: 'red' } },
    ]);
  });

  it('refuses names the product does not have', () => {
    const rules = [
      { id: 'a', when: when(['color', 'black']), effects: [forbid('size', 'xxl')] },
      { id: 'a', when: {}, effects: [{ do: 'show', target: { layer: 'logo' } }] },
    ];
    expect(prove(rules, { layers: [] }).findings.map(({ code }) => code)).toEqual([
      'rule_twice',
      'rule_refers_unknown',
      'rule_refers_unknown',
      'rule_refers_unknown',
    ]);
  });

  it('shows the choice that sells below nothing', () => {
    const prices: PriceTerms = {
      book: 'b',
      version: 2,
      unitMinor: 500,
      onceMinor: 100,
      points: [
        { quantity: 1, unitPm: 1000 },
        { quantity: 10, unitPm: 500 },
      ],
      terms: [
        { rule: 'outlet', when: [{ option: 'colour', is: ['red'] }], unitMinor: -400, onceMinor: 0 },
        { rule: 'foil', when: [{ option: 'print', is: ['foil'] }], unitMinor: -150, onceMinor: 0 },
        { rule: 'xl', when: [{ option: 'size', is: ['xl'] }], unitMinor: 90, onceMinor: 0 },
      ],
    };
    const [found] = prove([], { prices }).findings;
    expect(found).toMatchObject({
      code: 'price_negative',
      rules: ['outlet', 'foil'],
      example: { colour: 'red', print: 'foil' },
      params: { quantity: 10, totalMinor: -150 },
    });
    const rules = [{ id: 'no-red-foil', when: when(['colour', 'red']), effects: [forbid('print', 'foil')] }];
    expect(prove(rules, { prices }).findings).toEqual([]);
  });
});

describe('a large product', () => {
  const digits = Array.from({ length: 40 }, (_, i) => String(i)).join(' ');
  const wide = Array.from({ length: 12 }, (_, i) => option(`o${i}`, digits, true));

  it('is decided in seconds where options are independent or values are alike', { timeout: 10_000 }, () => {
    const rules = wide.map(
      ({ id }, i): Rule => ({
        id: `r${i}`,
        when: when([id, '3']),
        effects: [forbid(`o${(i + 1) % 12}`, '5')],
      }),
    );
    const proof = proveRules({ rules, options: wide });
    expect(proof).toMatchObject({ decided: false });
    const decided = proveRules({ rules: rules.filter((_, i) => i % 3 !== 2), options: wide });
    expect(decided).toMatchObject({ decided: true, findings: [] });
  });

  it('says honestly what it could not decide, and still shows what it met', () => {
    const all = wide.flatMap(({ id, values }): RuleTest[] => [{ option: id, is: values.slice(1) }]);
    const rules: Rule[] = [
      { id: 'a', when: { any: all }, effects: [{ do: 'set', option: 'o0', value: '1' }] },
      { id: 'b', when: { any: all }, effects: [{ do: 'set', option: 'o0', value: '2' }] },
      ...wide
        .flatMap(({ id, values }) =>
          values.slice(2, 20).map(
            (value): Rule => ({
              id: `${id}-${value}`,
              when: when([id, value]),
              effects: [forbid('o1', '7')],
            }),
          ),
        )
        .slice(0, 190),
    ];
    const { decided, findings } = proveRules({ rules, options: wide, limit: 10_000 });
    expect(decided).toBe(false);
    const [undecided] = of(findings, 'rules_undecided');
    expect(undecided!.params).toMatchObject({ looked: 100_000 });
    expect(of(findings, 'rules_contradict')[0]).toMatchObject({ rules: ['a', 'b'] });
    expect(of(findings, 'rule_dead')).toEqual([]);
  });
});

describe('against looking at every choice of every option', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const values = ['0', '1', '2'];
  const test = fc.record({
    option: fc.constantFrom(...ids),
    is: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  });
  const target = fc.oneof(
    fc.record({ option: fc.constantFrom('c', 'd') }),
    fc.record({ layer: fc.constantFrom('x', 'y') }),
  );
  const effect: fc.Arbitrary<RuleEffect> = fc.oneof(
    fc.record({ do: fc.constantFrom('show' as const, 'hide' as const, 'require' as const), target }),
    fc.record({
      do: fc.constant('forbid' as const),
      option: fc.constantFrom(...ids),
      values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      do: fc.constant('set' as const),
      option: fc.constantFrom('c', 'd'),
      value: fc.constantFrom(...values),
    }),
  );
  const ruleSet = fc
    .array(
      fc.record({
        when: fc.record({ all: fc.array(test, { maxLength: 2 }), none: fc.array(test, { maxLength: 1 }) }),
        effects: fc.array(effect, { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((rules): Rule[] => rules.map((rule, i) => ({ id: `r${i}`, ...rule })));
  const options = ids.map((id) => option(id, '0 1 2', id === 'c' || id === 'd'));
  const variantRows = fc.uniqueArray(
    fc.record({ a: fc.constantFrom(...values), b: fc.constantFrom(...values) }),
    { minLength: 1, maxLength: 9, selector: ({ a, b }) => a + b },
  );

  function everyChoice(variants: readonly { a: string; b: string }[]): Record<string, string>[] {
    const free = [undefined, ...values];
    return variants.flatMap((variant) =>
      free.flatMap((c) => free.map((d) => ({ ...variant, ...(c && { c }), ...(d && { d }) }))),
    );
  }

  it('the same rules are dead, the same values unreachable, the same prices negative', () => {
    fc.assert(
      fc.property(ruleSet, variantRows, fc.integer({ min: -30, max: 30 }), (rules, variants, extra) => {
        const prices: PriceTerms = {
          book: 'b',
          version: 1,
          unitMinor: 20,
          onceMinor: 0,
          points: [{ quantity: 1, unitPm: 1000 }],
          terms: [
            { rule: 'p', when: [{ option: 'a', is: ['1'] }], unitMinor: extra, onceMinor: 0 },
            { rule: 'q', when: [{ option: 'c', is: ['2'] }], unitMinor: -11, onceMinor: 0 },
          ],
        };
        const { decided, findings } = proveRules({ rules, options, variants, prices });
        expect(decided).toBe(true);
        const states = everyChoice(variants).map((choices) => evaluateRules(rules, options, choices));
        const orderable = states.filter(({ faults }) => faults.length === 0);

        const never = rules.filter(({ id }) => !states.some(({ fired }) => fired.includes(id)));
        const dead = of(findings, 'rule_dead');
        for (const { id } of never) expect(dead.map(({ rules: [first] }) => first)).toContain(id);
        for (const {
          rules: [id],
        } of dead)
          expect(orderable.some(({ fired }) => fired.includes(id!))).toBe(false);

        const shown = new Set(
          ids.filter((id) => orderable.some((state) => !state.hiddenOptions.includes(id))),
        );
        if (orderable.length > 0 && of(findings, 'nothing_orderable').length === 0) {
          const has = (id: string, value: string) => orderable.some((state) => state.values[id] === value);
          const existing = (id: string, value: string) =>
            id === 'c' || id === 'd' || variants.some((variant) => variant[id as 'a'] === value);
          const missing = ids.flatMap((id) =>
            values.filter((v) => shown.has(id) && existing(id, v) && !has(id, v)).map((v) => `${id}${v}`),
          );
          const found = of(findings, 'value_unreachable').map(
            ({ params }) => `${params!.option}${params!.value}`,
          );
          expect(found.sort()).toEqual(missing.sort());
          const lowest = Math.min(
            ...orderable.map(({ values: v }) => 20 + (v.a === '1' ? extra : 0) + (v.c === '2' ? -11 : 0)),
          );
          expect(of(findings, 'price_negative').length).toBe(lowest < 0 ? 1 : 0);
        } else expect(orderable.length).toBe(0);
        for (const { code, example } of findings)
          if (code === 'rules_contradict')
            expect(evaluateRules(rules, options, example!).fired.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
