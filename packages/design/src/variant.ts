// Apart from the schemas, so that a page that needs this does not load the schema library.
import type { ProductGeometry, ProductSide, SideOverride } from './product.ts';

/** What of a variant changes the geometry. */
export interface VariantGeometry {
  /** "#rrggbb" of the bare substrate, on every side. */
  readonly substrate?: string | undefined;
  readonly sides?: Readonly<Record<string, SideOverride>> | undefined;
}

/** The geometry as one variant has it; the product's own where the variant changes nothing. */
export function geometryOfVariant(geometry: ProductGeometry, variant: VariantGeometry): ProductGeometry {
  const { substrate, sides: overrides } = variant;
  if (substrate === undefined && overrides === undefined) return geometry;
  const colour = substrate === undefined ? {} : { substrate: { rgb: substrate } };
  const changesOf = (id: string) => overrides?.[id] as Partial<ProductSide> | undefined;
  const sides = geometry.sides.map((side) => ({ ...side, ...colour, ...changesOf(side.id) }));
  return { ...geometry, sides };
}
