import type { Finding, Quote } from '@luneo/contracts';
import type { Design } from '@luneo/design';

/** A shopper's editable design; ids are UUIDs. `shopperId` null = made by the brand itself. */
export interface DesignRow {
  readonly id: string;
  readonly productId: string;
  readonly productVersion: number;
  readonly revision: number;
  readonly document: Design;
  readonly documentHash: string;
  readonly shopperId: string | null;
  /** Version of a template it is held to. */
  readonly template: { readonly id: string; readonly version: number } | null;
  readonly updatedAt: Date;
}

/** What a frozen version must keep, by content hash, and the versions of rules it was priced and made by. */
export interface Pins {
  readonly fonts: readonly string[];
  readonly assets: readonly string[];
  /** Recipe and engine, for the record. */
  readonly recipe: string;
  /** Id of the recipe the product chose; absent = the platform's own. */
  readonly recipeId?: string | undefined;
}

export interface VersionRow {
  readonly id: string;
  readonly designId: string;
  readonly productId: string;
  readonly productVersion: number;
  readonly variantId: string;
  readonly document: Design;
  readonly documentHash: string;
  readonly sceneHash: string;
  readonly quote: Quote;
  readonly findings: readonly Finding[];
  readonly pins: Pins;
  readonly createdAt: Date;
}
