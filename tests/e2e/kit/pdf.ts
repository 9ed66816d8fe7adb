import { inflateSync } from 'node:zlib';

/** Just enough of a PDF reader for our own files: classic cross-reference table, no object streams. */
export interface PdfObject {
  readonly dict: string;
  /** As it stands in the file. */
  readonly stream?: Buffer;
}
export interface Pdf {
  readonly objects: ReadonlyMap<number, PdfObject>;
  readonly pages: readonly PdfObject[];
}

export interface PlacedImage {
  readonly object: PdfObject;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Along the coarser axis, from the matrix it is drawn with. */
  readonly dpi: number;
}

const NUMBER = '[-+]?\\d*\\.?\\d+';
const DRAWN = new RegExp(`((?:${NUMBER} ){6})cm\\n/(\\S+) Do`, 'g');
const MM_PER_PT = 25.4 / 72;

export function readPdf(bytes: Buffer): Pdf {
  const text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]);
  const size = Number(/^xref\s+0 (\d+)/.exec(text.slice(start, start + 40))![1]);
  const rows = text.slice(text.indexOf('\n', start + 5) + 1);
  const objects = new Map<number, PdfObject>();
  for (let id = 1; id < size; id++)
    objects.set(id, readObject(bytes, text, Number(rows.slice(id * 20, id * 20 + 10)), id));
  const pages = [...objects.values()].filter(({ dict }) => /\/Type ?\/Page\b/.test(dict));
  return { objects, pages };
}

function readObject(bytes: Buffer, text: string, offset: number, id: number): PdfObject {
  if (!text.startsWith(`${id} 0 obj\n`, offset)) throw new Error(`object ${id} is not at ${offset}`);
  const end = text.indexOf('endobj', offset);
  const open = text.indexOf('stream\n', offset);
  if (open < 0 || open > end) return { dict: text.slice(offset, end) };
  const dict = text.slice(offset, open);
  const length = Number(/\/Length (\d+)/.exec(dict)![1]);
  const from = open + 'stream\n'.length;
  if (!text.startsWith('\nendstream', from + length)) throw new Error(`stream ${id} has another length`);
  return { dict, stream: bytes.subarray(from, from + length) };
}

/** A page box in millimetres: left, bottom, right, top. */
export function boxMm(page: PdfObject, name: 'MediaBox' | 'TrimBox' | 'BleedBox'): number[] {
  const box = new RegExp(`/${name} ?\\[([^\\]]+)\\]`).exec(page.dict);
  if (!box) throw new Error(`the page has no ${name}`);
  return box[1]!
    .trim()
    .split(/\s+/)
    .map((pt) => Number(pt) * MM_PER_PT);
}

const streamText = ({ dict, stream }: PdfObject): string =>
  (/\/FlateDecode/.test(dict) ? inflateSync(stream!) : stream!).toString('latin1');

/** Everything the pages say: their contents and those of the groups in them. */
export function contentsOf({ objects }: Pdf): string[] {
  const isContent = ({ dict, stream }: PdfObject): boolean =>
    stream !== undefined && (!/\/Type|\/Alternate/.test(dict) || /\/Subtype ?\/Form/.test(dict));
  return [...objects.values()].filter(isContent).map(streamText);
}

/** Every byte that can be read, streams unpacked: for words that must not be in the file. */
export const wholeText = ({ objects }: Pdf): string =>
  [...objects.values()].map((one) => one.dict + (one.stream ? streamText(one) : '')).join('\n');

export function imagesOf(pdf: Pdf): PlacedImage[] {
  return pdf.pages.flatMap((page) => {
    const contents = Number(/\/Contents (\d+) 0 R/.exec(page.dict)![1]);
    const drawn = streamText(pdf.objects.get(contents)!).matchAll(DRAWN);
    return [...drawn].map(([, matrix, name]) => {
      const ref = new RegExp(`/${name} (\\d+) 0 R`).exec(page.dict)![1];
      return placed(pdf.objects.get(Number(ref))!, matrix!.trim().split(' ').map(Number));
    });
  });
}

function placed(object: PdfObject, [a, b, c, d]: number[]): PlacedImage {
  const number = (key: string): number => Number(new RegExp(`/${key} (\\d+)`).exec(object.dict)![1]);
  const [widthPx, heightPx] = [number('Width'), number('Height')];
  const across = (widthPx * 72) / Math.hypot(a!, b!);
  const down = (heightPx * 72) / Math.hypot(c!, d!);
  return { object, widthPx, heightPx, dpi: Math.min(across, down) };
}
