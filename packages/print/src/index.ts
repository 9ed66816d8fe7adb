export { type JpegFacts, readJpeg } from './image/jpeg.ts';
export type { MarkSpec } from './marks.ts';
export { type PdfOptions, writePdf } from './pdf/write.ts';
export { bandsOf, encodePng } from './png/encode.ts';
export { frameOf, type RasterSize } from './raster/frame.ts';
export {
  type Raster,
  type RasterOptions,
  renderPng,
  renderRaster,
  renderWebp,
  transientPng,
} from './raster/render.ts';
export { type ImageSource, rememberSources } from './sources.ts';
