import { createTextEngine, faceByHash, loadFont, type TextEngine } from '@luneo/fonts';
import { CodedError } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';

/** HarfBuzz never gives the memory of a font back: after so much of brands' own fonts a new one starts. */
const MOST_OWN_BYTES = 96 * 1024 * 1024;

/**
 * Loads HarfBuzz and fonts at the first need, once: those of the catalogue, and any stored font by its hash.
 * Whose fonts a brand may use is for the caller to say.
 */
export function lazyTextEngine(blobs: Pick<BlobStore, 'get'>): () => Promise<TextEngine> {
  let engine: Promise<TextEngine> | undefined;
  let ownBytes = 0;
  const read = async (hash: string): Promise<Uint8Array> => {
    if (faceByHash(hash) !== undefined) return loadFont(hash);
    const bytes = await blobs.get(hash);
    if (bytes === undefined)
      throw new CodedError({ code: 'font_unknown', message: `no font ${hash.slice(0, 8)} is stored` });
    ownBytes += bytes.length;
    return bytes;
  };
  return () => {
    if (ownBytes > MOST_OWN_BYTES) {
      engine = undefined;
      ownBytes = 0;
    }
    engine ??= createTextEngine(read);
    return engine;
  };
}
