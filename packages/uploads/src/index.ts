export { isFont } from './font/is-font.ts';
export { ingest, ingestFont } from './ingest.ts';
export { UPLOAD_LIMITS, type UploadLimits } from './limits.ts';
export { REFUSALS, type RefusalReason } from './refusal.ts';
export { svgToArtwork } from './svg/svg-to-artwork.ts';
export type { FontFacts, Ingested, Thumbnail } from './types.ts';
