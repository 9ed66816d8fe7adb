import { LayerId } from '@luneo/design';
import { z } from 'zod';

/** What a product's rules may hold at most. */
export const RULE_LIMITS = { rules: 200, tests: 20, values: 200, effects: 20 } as const;

const Key = z.string().min(1).max(80);

/** True while the option is shown and its value is one of these. */
export const RuleTest = z.strictObject({
  option: Key,
  is: z.array(Key).min(1).max(RULE_LIMITS.values),
});

/** `all` hold, at least one of `any` holds where it is given, `none` holds. Empty = always. */
export const RuleWhen = z.strictObject({
  all: z.array(RuleTest).max(RULE_LIMITS.tests).optional(),
  any: z.array(RuleTest).min(1).max(RULE_LIMITS.tests).optional(),
  none: z.array(RuleTest).max(RULE_LIMITS.tests).optional(),
});

/** An option of the product, or a layer of the design by its id in the template. */
export const RuleTarget = z.union([z.strictObject({ option: Key }), z.strictObject({ layer: LayerId })]);

/**
 * `show`: hidden until a rule shows it. `hide`: an option has no value then, a layer is not printed.
 * `require`: an option needs a value, a layer needs content. `forbid`: values that cannot be chosen.
 * `set`: the value counts, whatever was chosen.
 */
export const RuleEffect = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('show'), target: RuleTarget }),
  z.strictObject({ do: z.literal('hide'), target: RuleTarget }),
  z.strictObject({ do: z.literal('require'), target: RuleTarget }),
  z.strictObject({
    do: z.literal('forbid'),
    option: Key,
    values: z.array(Key).min(1).max(RULE_LIMITS.values),
  }),
  z.strictObject({ do: z.literal('set'), option: Key, value: Key }),
]);

/** If `when` holds, `effects` happen. Rules run once each, in their order; a rule sees what those before it did. */
export const Rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'expected lower-case letters, digits, - and _'),
  when: RuleWhen,
  effects: z.array(RuleEffect).min(1).max(RULE_LIMITS.effects),
  /** Said to the shopper whom the rule stops. */
  message: z.string().min(1).max(200).optional(),
});

export const Rules = z.array(Rule).max(RULE_LIMITS.rules);

export type RuleTest = z.infer<typeof RuleTest>;
export type RuleWhen = z.infer<typeof RuleWhen>;
export type RuleTarget = z.infer<typeof RuleTarget>;
export type RuleEffect = z.infer<typeof RuleEffect>;
export type Rule = z.infer<typeof Rule>;

/** One thing the proof of rules found, with a choice of options that shows it. */
export const RuleFinding = z.object({
  code: z.enum([
    'rule_twice',
    'rule_refers_unknown',
    'rule_dead',
    'rule_without_effect',
    'rule_overtaken',
    'rules_contradict',
    'value_unreachable',
    'option_unreachable',
    'layer_unreachable',
    'variant_unreachable',
    'nothing_orderable',
    'price_negative',
    'rules_undecided',
  ]),
  /** `block` forbids publishing. */
  severity: z.enum(['warn', 'block']),
  /** Ids of the rules (of rules or prices) it is about. */
  rules: z.array(z.string()),
  message: z.string(),
  /** option -> value: choose these and see. */
  example: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type RuleFinding = z.infer<typeof RuleFinding>;

export const RuleProof = z.object({
  /** False: some combinations were too many to look at; `rules_undecided` says which. */
  decided: z.boolean(),
  /** Choices looked at. */
  combinations: z.int(),
  findings: z.array(RuleFinding),
});
export type RuleProof = z.infer<typeof RuleProof>;
