import { CATALOGUE_LIMITS, type ProductDraft } from '@luneo/contracts';
import type { FieldError } from '../../platform/problem.ts';
import type { ContentVariant } from './product-content.ts';

/** Enough to see what is wrong; the rest is usually the same. */
const MOST_FAULTS = 50;

type Choice = Pick<ContentVariant, 'sku' | 'options' | 'sides'>;

/** Escapes a part of a JSON pointer. */
export const pointerPart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** What one variant chooses that the product does not have, or does not choose that it must. */
export function choiceFaults(
  { options, sides }: Pick<ProductDraft, 'options' | 'sides'>,
  variant: Omit<Choice, 'sku'>,
): { path: string[]; code: string; message: string }[] {
  const known = new Map(options.map((option) => [option.id, option]));
  const missing = options
    .filter(({ id, choice }) => !choice && variant.options[id] === undefined)
    .map(({ id }) => ({ path: ['options', id], code: 'option_missing', message: `no value of "${id}"` }));
  const wrong = Object.entries(variant.options).flatMap(([id, value]) => {
    const path = ['options', id];
    const option = known.get(id);
    if (option === undefined)
      return [{ path, code: 'option_unknown', message: `the product has no option "${id}"` }];
    if (option.choice)
      return [{ path, code: 'option_is_choice', message: `"${id}" is chosen beside the variant` }];
    if (option.values.some((one) => one.id === value)) return [];
    return [{ path, code: 'value_unknown', message: `option "${id}" has no value "${value}"` }];
  });
  const strange = Object.keys(variant.sides ?? {})
    .filter((id) => !sides.some((side) => side.id === id))
    .map((id) => ({ path: ['sides', id], code: 'side_unknown', message: `there is no side "${id}"` }));
  return [...missing, ...wrong, ...strange];
}

/** Names a combination of option values, whatever their order. */
export const combinationOf = (options: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What speaks against publishing these variants; the first 50. */
export function variantFaults(
  draft: Pick<ProductDraft, 'options' | 'sides'>,
  variants: readonly Choice[],
): FieldError[] {
  if (variants.length === 0)
    return [{ pointer: '/variants', code: 'variants_missing', message: 'the product has no variant' }];
  if (variants.length > CATALOGUE_LIMITS.variants)
    return [
      {
        pointer: '/variants',
        code: 'variants_too_many',
        message: `expected at most ${CATALOGUE_LIMITS.variants} variants`,
      },
    ];
  const faults: FieldError[] = [];
  const taken = new Map<string, string>();
  for (const variant of variants) {
    if (faults.length >= MOST_FAULTS) break;
    const base = `/variants/${pointerPart(variant.sku)}`;
    for (const { path, code, message } of choiceFaults(draft, variant))
      faults.push({ pointer: [base, ...path.map(pointerPart)].join('/'), code, message });
    const combination = combinationOf(variant.options);
    const twin = taken.get(combination);
    if (twin === undefined) taken.set(combination, variant.sku);
    else
      faults.push({
        pointer: `${base}/options`,
        code: 'combination_taken',
        message: `${twin} has the same option values`,
      });
  }
  return faults.slice(0, MOST_FAULTS);
}
