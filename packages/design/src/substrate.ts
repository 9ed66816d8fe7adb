import type { ProductGeometry } from './product.ts';

/** The product on a variant's own substrate, on every side; `rgb` undefined = as it is. */
export const withSubstrate = (product: ProductGeometry, rgb: string | undefined): ProductGeometry =>
  rgb === undefined
    ? product
    : { ...product, sides: product.sides.map((side) => ({ ...side, substrate: { rgb } })) };
