import type { UploadLimits } from './limits.ts';
import { ingestHeic, ingestJpeg, ingestPixels } from './raster.ts';
import { refuse } from './refusal.ts';
import { sniff } from './sniff.ts';
import type { FontFacts, Ingested } from './types.ts';

/** Reads a file of unknown kind. Runs in the child: it may take too long, eat too much, or crash. */
export async function readUpload(source: Uint8Array, limits: UploadLimits): Promise<Ingested> {
  const type = sniff(source);
  switch (type) {
    case 'jpeg':
      return ingestJpeg(source, limits);
    case 'png':
    case 'webp':
      return ingestPixels(source, limits);
    case 'heic':
      return ingestHeic(source, limits);
    case 'svg':
      return (await import('./artwork.ts')).ingestSvg(source);
    default:
      return refuse(type);
  }
}

/** Reads a font. Runs in the child, too. */
export async function readFont(source: Uint8Array): Promise<Ingested<FontFacts>> {
  return (await import('./font/ingest-font.ts')).readFont(source);
}
