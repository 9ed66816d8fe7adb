import type { PriceFacts, Quote } from '@luneo/contracts';
import type { Design } from '@luneo/design';
import { quote } from '@luneo/pricing';
import { type Choices, domainsOf, evaluateRules, layerFaults, type RuleState } from '@luneo/rules';
import { Injectable } from '@nestjs/common';
import { ApiError, type FieldError } from '../../platform/problem.ts';
import type { ProductVariant, ProductVersion } from '../products/products.types.ts';

/** What of a design a price depends on. */
export type PricedInk = Pick<PriceFacts, 'printedSides' | 'sides'>;

/** The server's price and its say on options: the only ones that count. */
@Injectable()
export class QuotesService {
  /** Throws `options_invalid` for choices the product or its rules do not allow. */
  price(
    product: ProductVersion,
    variant: ProductVariant,
    quantity: number,
    ink: PricedInk,
    choices: Choices = {},
  ): Quote {
    const { values: options } = this.options(product, variant, choices);
    const { printedSides, sides } = ink;
    const { process } = product.geometry;
    return quote(product.priceBook, {
      quantity,
      printedSides,
      options,
      process,
      ...(sides && { sides }),
    });
  }

  /** The price of something frozen, at another quantity or as another variant. */
  reprice(product: ProductVersion, variant: ProductVariant, quantity: number, frozen: FrozenPrice): Quote {
    const { printedSides, sides, options = {} } = frozen.quote.facts ?? frozen;
    return this.price(product, variant, quantity, { printedSides, sides }, choicesOf(product, options));
  }

  /** What the product's rules make of a variant and the choices beside it. Throws `options_invalid`. */
  options(product: ProductVersion, variant: ProductVariant, choices: Choices): RuleState {
    const all = { ...choices, ...variant.options };
    const state = evaluateRules(product.rules ?? [], domainsOf(product.options), all);
    const errors = state.faults.map(
      ({ code, option, value, message }): FieldError => ({
        pointer: `/body/choices/${option}`,
        code,
        message:
          message ?? (value === undefined ? `"${option}" needs a value` : `"${option}" cannot be "${value}"`),
      }),
    );
    for (const [option, value] of Object.entries(variant.options))
      if (state.set.includes(option) && state.values[option] !== value)
        errors.push({
          pointer: '/body/variantId',
          code: 'option_set',
          message: `"${option}" has to be "${state.values[option]}"`,
        });
    if (errors.length > 0) throw new ApiError('options_invalid', errors[0]!.message, { errors });
    return state;
  }

  /** Throws `design_rules_broken` where a design shows what the rules hide, or lacks what they require. */
  checkLayers(product: ProductVersion, state: RuleState, design: Design): void {
    if (product.rules === undefined) return;
    const errors = layerFaults(design, state).map(({ code, layer }) => ({
      pointer: `/document/layers/${layer}`,
      code,
      message:
        code === 'layer_required' ? `layer "${layer}" needs content` : `layer "${layer}" has to be hidden`,
    }));
    if (errors.length > 0) throw new ApiError('design_rules_broken', errors[0]!.message, { errors });
  }
}

/** A frozen design as far as its price goes; `printedSides` counts where its quote does not know. */
export interface FrozenPrice extends PricedInk {
  readonly quote: Quote;
  readonly options?: undefined;
}

/** Of the values a quote was made from, those of options that are not part of variants. */
export const choicesOf = ({ options }: ProductVersion, values: Choices): Choices =>
  Object.fromEntries(
    options.flatMap(({ id, choice }) => (choice && values[id] !== undefined ? [[id, values[id]]] : [])),
  );
