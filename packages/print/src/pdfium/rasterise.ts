import { type Box, PT_PER_INCH } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';
import type { Raster } from '../raster/render.ts';
import { loadPdfium, type Pdfium } from './module.ts';

/** Which part of a page becomes which pixels. Lengths in points, from the page's top left, y down. */
export interface PageWindow {
  readonly page: number;
  readonly dpi: number;
  readonly leftPt: number;
  readonly topPt: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A rectangle of the target's pixels. */
interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const BGRA = 4;
const REVERSE_BYTE_ORDER = 0x10;
const PRINTING = 0x800;

/**
 * A finished PDF as sRGB pixels on white, by an engine that shares nothing with the one that wrote it.
 * `turned`: where pictures are turned, PDFium counts their pixels in steps of 1/256 from the corner of
 * what it draws, so the far side of a large one lies pixels away; small tiles keep that below half a
 * pixel. Throws `pdf_unreadable`.
 */
export async function rasterisePdf(
  pdf: Uint8Array,
  window: PageWindow,
  turned: readonly Box[] = [],
): Promise<Raster> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.wasmExports;
  const data = malloc(pdf.length);
  pdfium.HEAPU8.set(pdf, data);
  const document = pdfium._FPDF_LoadMemDocument(data, pdf.length, 0);
  const page = document && pdfium._FPDF_LoadPage(document, window.page);
  try {
    if (!page)
      throw new CodedError({ code: 'pdf_unreadable', message: `page ${window.page} cannot be read back` });
    const { widthPx, heightPx, dpi } = window;
    const pixels = new Uint8Array(widthPx * heightPx * 4);
    for (const tile of tilesOf(window, turned)) renderTile(pdfium, page, window, tile, pixels);
    return { widthPx, heightPx, dpi, pixels };
  } finally {
    if (page) pdfium._FPDF_ClosePage(page);
    if (document) pdfium._FPDF_CloseDocument(document);
    free(data);
  }
}

const BAND = 1024;
const SMALL = 128;

/** Bands first (little memory), then small tiles over the turned pictures. */
function* tilesOf({ widthPx, heightPx }: PageWindow, turned: readonly Box[]): Generator<Tile> {
  for (let top = 0; top < heightPx; top += BAND)
    yield { left: 0, top, width: widthPx, height: Math.min(BAND, heightPx - top) };
  for (let top = 0; top < heightPx; top += SMALL)
    for (let left = 0; left < widthPx; left += SMALL) {
      const tile = {
        left,
        top,
        width: Math.min(SMALL, widthPx - left),
        height: Math.min(SMALL, heightPx - top),
      };
      if (turned.some((box) => touches(box, tile))) yield tile;
    }
}

const touches = (box: Box, tile: Tile): boolean =>
  box.x < tile.left + tile.width &&
  box.y < tile.top + tile.height &&
  box.x + box.width > tile.left &&
  box.y + box.height > tile.top;

function renderTile(pdfium: Pdfium, page: number, window: PageWindow, tile: Tile, out: Uint8Array): void {
  const { left, top, width, height } = tile;
  const { malloc, free } = pdfium.wasmExports;
  const pointer = malloc(width * height * 4);
  const numbers = malloc(10 * 4);
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, BGRA, pointer, width * 4);
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  // from the page's own space as PDFium lays it out: points, y down, origin at the top left
  const scale = window.dpi / PT_PER_INCH;
  const [e, f] = [-window.leftPt * scale - left, -window.topPt * scale - top];
  pdfium.HEAPF32.set([scale, 0, 0, scale, e, f, 0, 0, width, height], numbers / 4);
  pdfium._FPDF_RenderPageBitmapWithMatrix(bitmap, page, numbers, numbers + 24, REVERSE_BYTE_ORDER | PRINTING);
  pdfium._FPDFBitmap_Destroy(bitmap);
  for (let row = 0; row < height; row++) {
    const from = pointer + row * width * 4;
    out.set(pdfium.HEAPU8.subarray(from, from + width * 4), ((top + row) * window.widthPx + left) * 4);
  }
  free(numbers);
  free(pointer);
}
