import type { FontRef } from '@luneo/design';
import type { Coverage } from './coverage.ts';
import type { Face, FontBook } from './types.ts';

export interface FontBookParts {
  readonly faces: Iterable<Face>;
  /** Tried in this order for characters the chosen face lacks. */
  readonly fallbacks?: readonly FontRef[];
  /** Hash of the emoji face. */
  readonly emoji?: string | undefined;
  /** Coverage of whole files by hash, also of those not loaded yet. */
  readonly coverage?: (hash: string) => Coverage | undefined;
}

/** A book never changes: when a face has been loaded, make a new one. Faces keep their caches. */
export function createFontBook({ faces, fallbacks = [], emoji, coverage }: FontBookParts): FontBook {
  const byHash = new Map(Array.from(faces, (face) => [face.hash, face]));
  return {
    face: (hash) => byHash.get(hash),
    coverage: (hash) => byHash.get(hash)?.whole ?? coverage?.(hash),
    fallbacks,
    emoji,
  };
}
