export { type JpegFacts, readJpeg } from './image/jpeg.ts';
export type { MarkSpec } from './marks.ts';
export { compareRasters, heatmap, type Parity, type ParityRaster } from './parity/compare.ts';
export { type PdfOptions, writePdf } from './pdf/write.ts';
export { type PageWindow, rasterisePdf } from './pdfium/rasterise.ts';
export { bandsOf, encodePng } from './png/encode.ts';
export type {
  AssetFiles,
  PreviewJob,
  PrintFileJob,
  ProofJob,
  RenderJob,
  RenderResult,
} from './pool/protocol.ts';
export { type PoolOptions, poolSize, RenderPool } from './pool/render-pool.ts';
export { fileSource, runJob } from './pool/run-job.ts';
export {
  type Certificate,
  type PrintFile,
  type PrintFileInput,
  producePrintFile,
  readBack,
  renderProof,
} from './produce.ts';
export { frameOf, type RasterSize } from './raster/frame.ts';
export {
  type Raster,
  type RasterOptions,
  renderPng,
  renderRaster,
  renderWebp,
  transientPng,
} from './raster/render.ts';
export { ENGINE_VERSION, type OutputRecipe, outputKey, PLAIN_PDF, RECIPES, recipeById } from './recipe.ts';
export { type ImageSource, rememberSources } from './sources.ts';
export { watermarked } from './watermark.ts';
