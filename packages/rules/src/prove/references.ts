import type { RuleFinding, RuleTest } from '@luneo/contracts';
import type { ProofInput } from './problem.ts';

/** Rules of one name, and names nothing in the product has. */
export function referenceFindings({ rules, options, layers }: ProofInput): RuleFinding[] {
  const values = new Map(options.map((option) => [option.id, new Set(option.values)]));
  const finding = (code: RuleFinding['code'], rule: string, message: string): RuleFinding => ({
    code,
    severity: 'block',
    rules: [rule],
    message,
  });
  const unknownIn = (option: string, asked: readonly string[]): string[] => {
    const known = values.get(option);
    if (known === undefined) return [`option "${option}"`];
    return asked
      .filter((value) => !known.has(value))
      .map((value) => `value "${value}" of option "${option}"`);
  };
  const ofTest = ({ option, is }: RuleTest): string[] => unknownIn(option, is);
  const ids = rules.map(({ id }) => id);
  const twins = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  return [
    ...twins.map((id) => finding('rule_twice', id, `there are several rules "${id}"`)),
    ...rules.flatMap(({ id, when: { all = [], any = [], none = [] }, effects }) => {
      const touched = effects.flatMap((effect) => {
        if (effect.do === 'forbid') return unknownIn(effect.option, effect.values);
        if (effect.do === 'set') return unknownIn(effect.option, [effect.value]);
        if ('option' in effect.target) return unknownIn(effect.target.option, []);
        return layers === undefined || layers.includes(effect.target.layer)
          ? []
          : [`layer "${effect.target.layer}"`];
      });
      const unknown = [...[...all, ...any, ...none].flatMap(ofTest), ...touched];
      return [...new Set(unknown)].map((what) =>
        finding('rule_refers_unknown', id, `rule "${id}" names ${what}, which the product does not have`),
      );
    }),
  ];
}
