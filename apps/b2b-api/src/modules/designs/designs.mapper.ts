import type { DesignRecord, DesignVersion } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';
import type { DesignRow, VersionRow } from './designs.types.ts';
import { printedSides } from './printed-sides.ts';

export const CART_PREVIEW_WIDTH = 640;

/** Addresses that name their content: they can be cached for ever. */
export const previewUrl = (
  origin: string,
  sceneHash: string,
  side: string,
  width = CART_PREVIEW_WIDTH,
): string => `${origin}/previews/${sceneHash}-${side}@${width}.webp`;

/** `sides`: printed ones, in the document's order. */
export const previewsOf = (
  origin: string,
  { sceneHash, sides }: { readonly sceneHash: string; readonly sides: readonly string[] },
): DesignVersion['previews'] => sides.map((side) => ({ side, url: previewUrl(origin, sceneHash, side) }));

export const toRecord = (row: DesignRow): DesignRecord => ({
  id: publicIdOf('design', row.id),
  productId: publicIdOf('product', row.productId),
  productVersion: row.productVersion,
  ...(row.template && {
    template: { id: publicIdOf('template', row.template.id), version: row.template.version },
  }),
  revision: row.revision,
  document: row.document,
  updatedAt: row.updatedAt.toISOString(),
});

export const toVersion = (row: VersionRow, origin: string): DesignVersion => ({
  id: publicIdOf('designVersion', row.id),
  designId: publicIdOf('design', row.designId),
  productId: publicIdOf('product', row.productId),
  productVersion: row.productVersion,
  variantId: publicIdOf('variant', row.variantId),
  documentHash: row.documentHash,
  sceneHash: row.sceneHash,
  quote: row.quote,
  findings: [...row.findings],
  previews: previewsOf(origin, { sceneHash: row.sceneHash, sides: printedSides(row.document) }),
  createdAt: row.createdAt.toISOString(),
});
