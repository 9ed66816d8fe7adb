import { contentHash, fault, ok, type Result } from '@luneo/kernel';
import type { MarkSpec } from './marks.ts';

/**
 * Everything that decides the bytes of an output besides scene, pictures and engine. A recipe is never
 * changed: a change is a new version with a new id, and reprints keep using the old one.
 */
export interface OutputRecipe {
  readonly id: string;
  /** Resolution of the proof and of the comparison with it. */
  readonly dpi: number;
  readonly marks: MarkSpec | null;
  /** Horizontal bands in which rasters are painted and compressed. */
  readonly bands: number;
}

const MARKS: MarkSpec = { offsetUm: 1_000, lengthUm: 5_000, strokeUm: 90, registration: true };

/** All there are, the platform's own first. */
export const RECIPES: readonly OutputRecipe[] = [
  { id: 'plain-pdf@1', dpi: 300, marks: null, bands: 8 },
  { id: 'plain-pdf-marks@1', dpi: 300, marks: MARKS, bands: 8 },
];

export const PLAIN_PDF: OutputRecipe = RECIPES[0]!;

/** Fault `recipe_unknown`. */
export function recipeById(id: string): Result<OutputRecipe> {
  const recipe = RECIPES.find((candidate) => candidate.id === id);
  return recipe
    ? ok(recipe)
    : fault('recipe_unknown', `no output recipe is called "${id}"`, { params: { id } });
}

/** Changes whenever the same input would give other bytes: our own code or a library that draws. */
export const ENGINE_VERSION = 'print-2 skia-1.1.1 sharp-0.35.5 zlib-node24';

/** Names an output by all that decides its bytes; equal names, equal files. */
export const outputKey = (input: {
  readonly sceneHash: string;
  readonly side: string;
  readonly recipe: OutputRecipe;
  readonly createdAtMs: number;
  readonly title: string;
}): string => contentHash({ ...input, engine: ENGINE_VERSION });
