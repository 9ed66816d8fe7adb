import { PDFiumModule } from '@hyzyla/pdfium';

/** The functions of PDFium (WebAssembly) that we call; pointers and handles are numbers. */
export interface Pdfium {
  readonly HEAPU8: Uint8Array;
  readonly HEAPF32: Float32Array;
  readonly wasmExports: { malloc(bytes: number): number; free(pointer: number): void };
  _FPDF_InitLibraryWithConfig(config: object): void;
  _FPDF_LoadMemDocument(data: number, bytes: number, password: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, data: number, stride: number): number;
  _FPDFBitmap_FillRect(
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    argb: number,
  ): void;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDF_RenderPageBitmapWithMatrix(
    bitmap: number,
    page: number,
    matrix: number,
    clip: number,
    flags: number,
  ): void;
}

let loading: Promise<Pdfium> | undefined;

/** Loaded once a process. Its memory only grows: long-lived processes rasterise in render workers. */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= (async () => {
    const module = (await PDFiumModule({})) as unknown as Pdfium;
    module._FPDF_InitLibraryWithConfig({});
    return module;
  })();
  return loading;
}
