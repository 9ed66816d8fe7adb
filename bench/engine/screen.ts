import { compareRasters, PLAIN_PDF, readBack, writePdf } from '@luneo/print';
import { writeSvg } from '@luneo/scene';
import sharp from 'sharp';
import { type Row, row } from '../row.ts';
import { drawInPage, hasChromium, launch, openDragPage } from './browser.ts';
import type { TestDesign } from './design.ts';

const ROUNDS = 3;

/** What only a browser can say; nothing where there is no Chromium. */
export async function screen(design: TestDesign): Promise<Row[]> {
  if (!hasChromium()) return [];
  const browser = await launch();
  try {
    const pages = [
      await openDragPage(browser, 'editor-page.ts'),
      await openDragPage(browser, 'fabric-page.ts'),
    ];
    const spent: number[][] = [[], []];
    for (let round = 0; round <= ROUNDS; round++)
      for (const [index, page] of pages.entries()) {
        const ms = await page.drag();
        if (round > 0) spent[index]!.push(ms); // the first warms up
      }
    for (const page of pages) await page.close();
    const [ours, fabric] = spent.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1]!);
    return [
      row('drag one of fifty layers, main thread a frame / fabric', ours!, fabric!, 'ratio <= 0.1'),
      await preview(design, (svg, width, height) => drawInPage(browser, svg, width, height)),
    ];
  } finally {
    await browser.close();
  }
}

type Draw = (svg: string, width: number, height: number) => Promise<Buffer>;

/** What the shopper's browser shows against the print file, both at 300 DPI, by the rule of parity. */
async function preview({ scene, files }: TestDesign, draw: Draw): Promise<Row> {
  const side = scene.sides[0]!;
  const source = { bytes: async (hash: string) => files.get(hash)! };
  const pdf = await writePdf([side], { createdAtMs: 0, title: 'Bench' }, source);
  const printed = await readBack(pdf, side, PLAIN_PDF);
  const href = (hash: string): string => `data:image/jpeg;base64,${files.get(hash)!.toString('base64')}`;
  const { widthPx, heightPx } = printed;
  const png = await draw(writeSvg(side, { href }), widthPx, heightPx);
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const shown = { widthPx: info.width, heightPx: info.height, pixels: data };
  const { differingPpm } = compareRasters(shown, printed);
  return row('preview by Chromium against PDF by PDFium, differing ppm', differingPpm, 100, 'ours <= 100');
}
