import type { Artwork, AssetFacts, Design, FontRef, Layer, ProductGeometry } from '@luneo/design';
import { EMOJI_HASH, FALLBACK_FONTS, findFace, fontRef, type TextEngine } from '@luneo/fonts';
import { rectPath, type Segment, writePath } from '@luneo/geometry';
import { sha256Hex, unwrap } from '@luneo/kernel';
import { type ImageSource, writePdf } from '@luneo/print';
import { sceneOf } from '@luneo/scene';
import bwip from 'bwip-js/node';
import sharp from 'sharp';
import type { SheetWords } from './words.ts';

/** What the people at the press read of a ticket. */
export interface SheetTicket {
  /** Public id; what the code holds. */
  readonly id: string;
  /** First line of the sheet. */
  readonly title: string;
  readonly order: string;
  /** Label and value, from top to bottom. */
  readonly rows: readonly (readonly [string, string])[];
  /** What must be seen: a reprint with its reason, a test. */
  readonly notice: string | null;
  /** Proofs by side, PNG. */
  readonly proofs: readonly { readonly side: string; readonly png: Uint8Array }[];
}

/** A5, upright. */
const WIDTH_UM = 148_000;
const HEIGHT_UM = 210_000;
const MARGIN_UM = 9_000;
const INNER_UM = WIDTH_UM - 2 * MARGIN_UM;
const CODE_UM = 27_000;
const ROW_UM = 7_000;
const LABEL_UM = 34_000;
const THUMB_PX = 900;
const MOST_TEXT = 200;
const MOST_PROOFS = 4;
const INK = { rgb: '#111111' };
const QUIET = { rgb: '#666666' };

const regular = fontRef(findFace('Open Sans')!);
const bold = fontRef(findFace('Open Sans', 700)!);

interface Place {
  readonly xUm: number;
  readonly yUm: number;
  readonly widthUm: number;
  readonly heightUm: number;
}
const base = {
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
} as const;

/** The layers of one sheet and the pictures they draw. */
class Sheet {
  readonly layers: Layer[] = [];
  readonly assets = new Map<string, AssetFacts>();
  readonly bytes = new Map<string, Uint8Array>();

  text(place: Place, text: string, look: { sizeUm: number; font?: FontRef; color?: { rgb: string } }): void {
    const { sizeUm, font = regular, color = INK } = look;
    const shown = text.replace(/\s+/g, ' ').trim();
    if (shown === '') return;
    const cut = shown.length > MOST_TEXT ? `${shown.slice(0, MOST_TEXT)}…` : shown;
    this.#add({
      ...base,
      ...place,
      id: this.#id(),
      type: 'text',
      runs: [{ text: cut, font, sizeUm, fill: { type: 'solid', color }, letterSpacingPm: 0 }],
      align: 'start',
      verticalAlign: 'middle',
      direction: 'auto',
      lineHeightPm: 1000,
      fit: { mode: 'shrink', minSizeUm: 1_200 },
      breaks: [],
    });
  }

  rule(yUm: number): void {
    this.#add({
      ...base,
      id: this.#id(),
      type: 'shape',
      ...{ xUm: MARGIN_UM, yUm, widthUm: INNER_UM, heightUm: 200 },
      shape: { kind: 'rect', radiusUm: 0 },
      fill: { type: 'solid', color: { rgb: '#cccccc' } },
    });
  }

  code(place: Place, text: string): void {
    const artwork = codeOf(text);
    const hash = sha256Hex(`code ${text}`);
    this.assets.set(hash, { kind: 'artwork', hash, artwork });
    this.#add({ ...base, ...place, id: this.#id(), type: 'artwork', asset: hash });
  }

  /** Fits the picture into the place, which stays empty where it cannot be read: the file goes to the press all the same. */
  async picture(place: Place, png: Uint8Array): Promise<void> {
    const thumb = await thumbOf(png);
    if (thumb === undefined) return;
    const { data, info } = thumb;
    const { width: widthPx, height: heightPx } = info;
    const hash = sha256Hex(data);
    this.bytes.set(hash, data);
    const facts = {
      kind: 'image',
      hash,
      mime: 'image/jpeg',
      widthPx,
      heightPx,
      orientation: 1,
      hasAlpha: false,
    } as const;
    this.assets.set(hash, facts);
    const scale = Math.min(place.widthUm / widthPx, place.heightUm / heightPx);
    const [widthUm, heightUm] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
    const crop = { xPx: 0, yPx: 0, widthPx, heightPx };
    this.#add({
      ...base,
      id: this.#id(),
      type: 'image',
      ...{ xUm: place.xUm, yUm: place.yUm, widthUm, heightUm },
      asset: hash,
      crop,
    });
  }

  #id(): string {
    return `l${this.layers.length}`;
  }

  #add(layer: Layer): void {
    this.layers.push(layer);
  }
}

const thumbOf = (png: Uint8Array) =>
  sharp(png)
    .flatten({ background: '#ffffff' })
    .resize({ width: THUMB_PX, height: THUMB_PX, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);

/** A QR code as filled squares. */
function codeOf(text: string): Artwork {
  const [code] = bwip.raw({ bcid: 'qrcode', text });
  if (code === undefined || !('pixs' in code)) throw new TypeError('a QR code is made of squares');
  const { pixs, pixx, pixy } = code;
  const squares: Segment[] = [];
  for (const [i, dark] of pixs.entries())
    if (dark === 1)
      squares.push(...rectPath({ x: (i % pixx) * 10, y: Math.floor(i / pixx) * 10, width: 10, height: 10 }));
  const fill = { type: 'solid', color: '#000000' } as const;
  const path = { d: writePath(squares), fill, fillRule: 'nonzero', opacityPm: 1000 } as const;
  return { artworkVersion: 1, width: pixx * 10, height: pixy * 10, paths: [path] };
}

async function draw(ticket: SheetTicket, words: SheetWords): Promise<Sheet> {
  const sheet = new Sheet();
  const textWidth = INNER_UM - CODE_UM - 5_000;
  const at = (yUm: number, heightUm: number, widthUm = INNER_UM): Place => ({
    xUm: MARGIN_UM,
    yUm,
    widthUm,
    heightUm,
  });
  sheet.text(at(MARGIN_UM, 5_000, textWidth), ticket.title, { sizeUm: 3_600, color: QUIET });
  sheet.text(at(MARGIN_UM + 6_000, 11_000, textWidth), ticket.order, { sizeUm: 9_000, font: bold });
  sheet.text(at(MARGIN_UM + 18_000, 4_000, textWidth), ticket.id, { sizeUm: 2_800, color: QUIET });
  const code = { xUm: WIDTH_UM - MARGIN_UM - CODE_UM, yUm: MARGIN_UM, widthUm: CODE_UM, heightUm: CODE_UM };
  sheet.code(code, ticket.id);
  let y = MARGIN_UM + CODE_UM + 3_000;
  if (ticket.notice !== null) {
    sheet.text(at(y, 9_000), ticket.notice, { sizeUm: 5_500, font: bold, color: { rgb: '#b3261e' } });
    y += 10_000;
  }
  sheet.rule(y);
  for (const [label, value] of ticket.rows) {
    sheet.text(at(y, ROW_UM, LABEL_UM - 2_000), label, { sizeUm: 3_000, color: QUIET });
    const place = { xUm: MARGIN_UM + LABEL_UM, yUm: y, widthUm: INNER_UM - LABEL_UM, heightUm: ROW_UM };
    sheet.text(place, value, { sizeUm: 3_800 });
    y += ROW_UM;
    sheet.rule(y);
  }
  await drawProofs(sheet, y + 4_000, ticket, words);
  return sheet;
}

async function drawProofs(
  sheet: Sheet,
  fromUm: number,
  { proofs }: SheetTicket,
  words: SheetWords,
): Promise<void> {
  const shown = proofs.slice(0, MOST_PROOFS);
  const columns = shown.length > 1 ? 2 : 1;
  const rows = Math.max(1, Math.ceil(shown.length / columns));
  const widthUm = Math.floor((INNER_UM - (columns - 1) * 5_000) / columns);
  const heightUm = Math.floor((HEIGHT_UM - MARGIN_UM - fromUm) / rows);
  for (const [i, { side, png }] of shown.entries()) {
    const xUm = MARGIN_UM + (i % columns) * (widthUm + 5_000);
    const yUm = fromUm + Math.floor(i / columns) * heightUm;
    sheet.text({ xUm, yUm, widthUm, heightUm: 5_000 }, words.side(side), { sizeUm: 3_000, color: QUIET });
    await sheet.picture(
      { xUm, yUm: yUm + 5_500, widthUm, heightUm: Math.max(10_000, heightUm - 8_000) },
      png,
    );
  }
}

/**
 * Job tickets as a PDF, a page each: what to make of what, how many, a code to scan, and the proofs. Text is drawn by
 * the engine, so that every script reads. Equal input, equal bytes.
 */
export async function ticketSheets(
  engine: TextEngine,
  tickets: readonly SheetTicket[],
  { words, createdAtMs }: { readonly words: SheetWords; readonly createdAtMs: number },
): Promise<Buffer> {
  const fonts = await engine.book({
    hashes: [regular.hash, bold.hash],
    fallbacks: FALLBACK_FONTS,
    emoji: EMOJI_HASH,
  });
  const sides = [];
  const bytes = new Map<string, Uint8Array>();
  for (const ticket of tickets) {
    const sheet = await draw(ticket, words);
    for (const [hash, found] of sheet.bytes) bytes.set(hash, found);
    const design: Design = {
      schemaVersion: 1,
      sides: [{ id: 'sheet', layers: sheet.layers.map(({ id }) => id) }],
      layers: Object.fromEntries(sheet.layers.map((layer) => [layer.id, layer])),
    };
    const { scene } = unwrap(sceneOf({ design, product: SHEET, assets: sheet.assets, fonts }));
    sides.push(...scene.sides);
  }
  const source: ImageSource = { bytes: async (hash) => bytes.get(hash)! };
  return writePdf(sides, { createdAtMs, title: words.title }, source);
}

const SHEET: ProductGeometry = {
  process: 'offset',
  sides: [
    {
      id: 'sheet',
      name: 'Sheet',
      widthUm: WIDTH_UM,
      heightUm: HEIGHT_UM,
      bleedUm: 0,
      safeUm: 0,
      substrate: { rgb: '#ffffff' },
    },
  ],
  limits: { warnDpi: 1, blockDpi: 1, minTypeUm: 1, minStrokeUm: 1 },
  fonts: [regular, bold],
  fallbackFonts: [...FALLBACK_FONTS],
  emojiFont: EMOJI_HASH,
};
