import type { ProductBundle } from '@luneo/contracts';
import type { OptionDomain } from './program.ts';

/** Options of a product as rules see them: those of variants always have a value. */
export const domainsOf = (options: ProductBundle['options']): OptionDomain[] =>
  options.map(({ id, values, choice }) => ({
    id,
    values: values.map((value) => value.id),
    optional: choice === true,
  }));
