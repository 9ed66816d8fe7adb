import { z } from 'zod';
import { Artwork } from './artwork.ts';
import { BlobHash } from './schema.ts';

/**
 * What a scene must know of a stored picture. `widthPx`/`heightPx` are those of the stored file;
 * `orientation` is Exif's 1-8 that brings it upright (pixels of JPEGs are never turned).
 */
export const ImageFacts = z.strictObject({
  kind: z.literal('image'),
  hash: BlobHash,
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  orientation: z.int().min(1).max(8),
  hasAlpha: z.boolean(),
});
export const ArtworkFacts = z.strictObject({ kind: z.literal('artwork'), hash: BlobHash, artwork: Artwork });
export const AssetFacts = z.discriminatedUnion('kind', [ImageFacts, ArtworkFacts]);

export type ImageFacts = z.infer<typeof ImageFacts>;
export type ArtworkFacts = z.infer<typeof ArtworkFacts>;
export type AssetFacts = z.infer<typeof AssetFacts>;

/** Facts by content hash; pure, because a hash names one content for ever. */
export type AssetBook = { get(hash: string): AssetFacts | undefined };
