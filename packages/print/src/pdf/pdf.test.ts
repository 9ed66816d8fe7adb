import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rectPath, writePath } from '@luneo/geometry';
import { packMatrix } from '@luneo/scene';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJpeg } from '../image/jpeg.ts';
import { recipeById } from '../recipe.ts';
import {
  box,
  everythingSide,
  group,
  imageNode,
  pathNode,
  sideOf,
  solid,
  sourceOf,
  testPicture,
} from '../testing.ts';
import { pageBox, pageContent, streamsWith, tool } from '../testing-pdf.ts';
import { stopsFunction } from './shading.ts';
import { writePdf } from './write.ts';

const OPTIONS = { createdAtMs: Date.UTC(2026, 0, 2, 3, 4, 5), title: 'Mug – côté A' };
const PT_PER_MM = 72 / 25.4;
/** 0.01 mm. */
const CLOSE = 0.01 * PT_PER_MM;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'luneo-pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectBox(pdf: Buffer, name: string, mm: readonly number[]): void {
  const points = pageBox(pdf, name);
  expect(points).toHaveLength(4);
  points.forEach((value, i) => {
    expect(Math.abs(value - mm[i]! * PT_PER_MM), `${name}[${i}]`).toBeLessThan(CLOSE);
  });
}

describe('page boxes', () => {
  it('are media = bleed, and trim inside it', async () => {
    const pdf = await writePdf([sideOf([])], OPTIONS, sourceOf());
    expectBox(pdf, 'MediaBox', [0, 0, 66, 46]);
    expectBox(pdf, 'BleedBox', [0, 0, 66, 46]);
    expectBox(pdf, 'TrimBox', [3, 3, 63, 43]);
  });

  it('make room for marks, which lie outside the bleed and never in it', async () => {
    const recipe = recipeById('plain-pdf-marks@1');
    const marks = recipe.ok ? recipe.value.marks! : undefined;
    const pdf = await writePdf([sideOf([])], { ...OPTIONS, marks }, sourceOf());
    expectBox(pdf, 'MediaBox', [0, 0, 80, 60]);
    expectBox(pdf, 'BleedBox', [7, 7, 73, 53]);
    expectBox(pdf, 'TrimBox', [10, 10, 70, 50]);
    expect(pdf.toString('latin1')).toContain('/Separation /All');
    const lines = [...pageContent(pdf).matchAll(/^(\S+) (\S+) m\n(\S+) (\S+) l$/gm)].map((m) =>
      m.slice(1).map((value) => Number(value) / PT_PER_MM),
    );
    expect(lines).toHaveLength(16);
    for (const [x1, y1, x2, y2] of lines as [number, number, number, number][])
      expect(
        Math.max(x1, x2) <= 6.01 ||
          Math.min(x1, x2) >= 73.99 ||
          Math.max(y1, y2) <= 6.01 ||
          Math.min(y1, y2) >= 53.99,
      ).toBe(true);
  });

  it('refuse sheets longer than a PDF page may be', async () => {
    const long = sideOf([], { trim: box(0, 0, 5090, 40), bleed: box(0, 0, 5090, 40) });
    await expect(writePdf([long], OPTIONS, sourceOf())).rejects.toMatchObject({ code: 'sheet_too_large' });
  });
});

describe('pictures', () => {
  it.each(['jpeg', 'grey-jpeg', 'cmyk-jpeg'] as const)('carry a %s byte for byte', async (kind) => {
    const picture = await testPicture(120, 80, kind);
    const pdf = await writePdf(
      [sideOf([group([imageNode(picture, box(5, 5, 30, 20))])])],
      OPTIONS,
      sourceOf(picture),
    );
    const [jpeg] = streamsWith(pdf, '/DCTDecode');
    expect(jpeg!.equals(picture.bytes)).toBe(true);
    const facts = readJpeg(picture.bytes);
    const components = { jpeg: 3, 'grey-jpeg': 1, 'cmyk-jpeg': 4 }[kind];
    expect(facts.ok && facts.value.components).toBe(components);
    if (tool('pdfimages', ['-v']).ran) {
      const path = join(folder, `${kind}.pdf`);
      writeFileSync(path, pdf);
      expect(tool('pdfimages', ['-list', path]).out).toMatch(
        new RegExp(`120\\s+80\\s+\\S+\\s+${components}\\s+8\\s+jpeg`),
      );
    }
  });

  it('turn Adobe’s CMYK the right way up, and leave unmarked CMYK as it is', async () => {
    const { bytes, ...rest } = await testPicture(40, 40, 'cmyk-jpeg');
    const adobe = bytes.indexOf(Buffer.from('Adobe', 'latin1'));
    const bare =
      adobe < 0 ? bytes : Buffer.concat([bytes.subarray(0, adobe - 4), bytes.subarray(adobe + 12)]);
    const mark = Buffer.from('ffee000e41646f62650064000000000000', 'hex').subarray(0, 16);
    const marked = Buffer.concat([bare.subarray(0, 2), mark, bare.subarray(2)]);
    const write = async (file: Buffer): Promise<string> => {
      const picture = { ...rest, bytes: file };
      const pdf = await writePdf(
        [sideOf([group([imageNode(picture, box(5, 5, 30, 20))])])],
        OPTIONS,
        sourceOf(picture),
      );
      return pdf.toString('latin1');
    };
    expect(await write(marked)).toContain('/Decode [1 0 1 0 1 0 1 0]');
    expect(await write(bare)).not.toContain('/Decode [');
  });

  it('keep an ICC profile that fits', async () => {
    const plain = await testPicture(40, 40);
    const bytes = await sharp(plain.bytes).withIccProfile('p3').jpeg().toBuffer();
    const pdf = await writePdf(
      [sideOf([group([imageNode({ ...plain, bytes }, box(5, 5, 30, 20))])])],
      OPTIONS,
      sourceOf({ ...plain, bytes }),
    );
    expect(pdf.toString('latin1')).toContain('/ICCBased');
    expect(streamsWith(pdf, '/Alternate')[0]!.subarray(16, 20).toString('latin1')).toBe('RGB ');
  });

  it('keep transparency as a soft mask, and only where there is some', async () => {
    const clear = await testPicture(60, 40, 'webp-alpha');
    const opaque = await testPicture(60, 40);
    const png = { ...opaque, bytes: await sharp(opaque.bytes).png().toBuffer(), mime: 'image/png' as const };
    const write = async (picture: typeof clear): Promise<string> =>
      (
        await writePdf([sideOf([group([imageNode(picture, box(5, 5, 30, 20))])])], OPTIONS, sourceOf(picture))
      ).toString('latin1');
    expect(await write(clear)).toMatch(/\/SMask \d+ 0 R/);
    expect(await write(png)).not.toContain('/SMask');
  });

  it('are stored once, however often they are drawn', async () => {
    const picture = await testPicture(60, 40);
    const node = imageNode(picture, box(5, 5, 30, 20));
    const pdf = await writePdf(
      [sideOf([group([node, node])]), sideOf([group([node])])],
      OPTIONS,
      sourceOf(picture),
    );
    expect(streamsWith(pdf, '/DCTDecode')).toHaveLength(1);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
  });

  it('name a JPEG that is none', async () => {
    const picture = await testPicture(60, 40);
    const side = sideOf([group([imageNode(picture, box(5, 5, 30, 20))])]);
    const broken = sourceOf({ ...picture, bytes: Buffer.from('nothing') });
    await expect(writePdf([side], OPTIONS, broken)).rejects.toMatchObject({ code: 'picture_unreadable' });
  });
});

describe('drawing', () => {
  it('strokes first, then fills; opacity of a lone leaf needs no group', async () => {
    const leaf = pathNode(rectPath(box(10, 10, 5, 5)), { fill: solid('#ff0000') });
    const both = {
      ...leaf,
      stroke: { paint: solid('#000000'), width: 5_000, join: 'round', cap: 'butt' } as const,
    };
    const simple = await writePdf([sideOf([group([leaf], { opacityPm: 500 })])], OPTIONS, sourceOf());
    expect(pageContent(simple)).toMatch(/\/G1 gs\n1 0 0 rg[\s\S]*f\n/);
    expect(simple.toString('latin1')).not.toContain('/Subtype /Form');
    const stroked = await writePdf([sideOf([group([both])])], OPTIONS, sourceOf());
    expect(pageContent(stroked).indexOf('S\n')).toBeLessThan(pageContent(stroked).indexOf('f\n'));
    const grouped = await writePdf([sideOf([group([both], { opacityPm: 500 })])], OPTIONS, sourceOf());
    expect(grouped.toString('latin1')).toContain('/S /Transparency/CS /DeviceRGB/I true');
  });

  it('bends the pen where the matrix bends circles', async () => {
    const stroke = { paint: solid('#000000'), width: 10_000, join: 'miter', cap: 'butt' } as const;
    const line = pathNode(
      [
        { op: 'M', x: 0, y: 0 },
        { op: 'L', x: 100_000, y: 0 },
      ],
      { stroke },
    );
    const turned = { ...line, matrix: packMatrix([0, 1, -1, 0, 0, 0]) };
    const squeezed = { ...line, matrix: packMatrix([1, 0, 0, 0.25, 0, 0]) };
    const content = async (node: typeof line): Promise<string> =>
      pageContent(await writePdf([sideOf([group([node])])], OPTIONS, sourceOf()));
    expect(await content(turned)).not.toContain(' cm\n');
    expect(await content(squeezed)).toMatch(/^2 0 0 -0\.5 \S+ \S+ cm$/m);
  });

  it('clips to a print area that is smaller than the bleed', async () => {
    const printArea = writePath(rectPath(box(10, 10, 20, 20)));
    const pdf = await writePdf([sideOf([], { printArea, background: '#ff0000' })], OPTIONS, sourceOf());
    expect(pageContent(pdf)).toMatch(/^q\n[\s\S]*W n\n1 0 0 rg/);
  });

  it('stitches stops, jumps included, up to the very ends', () => {
    const stop = (offsetPm: number, rgb: string) => ({ offsetPm, rgb });
    expect(stopsFunction([stop(0, '#000000'), stop(1000, '#ffffff')])).toContain('/FunctionType 2');
    const jump = stopsFunction([
      stop(200, '#000000'),
      stop(400, '#ffffff'),
      stop(400, '#ff0000'),
      stop(1000, '#000000'),
      stop(1000, '#00ff00'),
    ]);
    expect(jump).toContain('/Bounds [0.2 0.4 0.99999]');
    expect(jump.match(/\/FunctionType 2/g)).toHaveLength(4);
  });
});

describe('the file', () => {
  it('is equal to the last bit each time, and another when its date is', async () => {
    const { side, source } = await everythingSide();
    const [a, b] = await Promise.all([writePdf([side], OPTIONS, source), writePdf([side], OPTIONS, source)]);
    expect(a!.equals(b!)).toBe(true);
    const later = await writePdf([side], { ...OPTIONS, createdAtMs: OPTIONS.createdAtMs + 1000 }, source);
    expect(/\/ID \[<(\w+)>/.exec(later.toString('latin1'))![1]).not.toBe(
      /\/ID \[<(\w+)>/.exec(a!.toString('latin1'))![1],
    );
    expect(a!.toString('latin1')).toContain('/CreationDate (D:20260102030405Z)');
  });

  it('has true offsets in its cross-reference table', async () => {
    const { side, source } = await everythingSide();
    const pdf = await writePdf([side], OPTIONS, source);
    const text = pdf.toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    const rows = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(text.slice(start, start + 4)).toBe('xref');
    rows.forEach((offset, index) => {
      expect(text.startsWith(`${index + 1} 0 obj\n`, offset)).toBe(true);
    });
  });

  it('is accepted by qpdf, poppler, ghostscript and MuPDF', async () => {
    const { side, source } = await everythingSide();
    const path = join(folder, 'all.pdf');
    writeFileSync(path, await writePdf([side], OPTIONS, source));
    const qpdf = tool('qpdf', ['--check', path]);
    if (qpdf.ran)
      expect(qpdf).toMatchObject({
        code: 0,
        out: expect.stringContaining('No syntax or stream encoding errors'),
      });
    const info = tool('pdfinfo', ['-box', path]);
    if (info.ran)
      expect(info.out).toMatch(/Title: +Mug – côté A[\s\S]*TrimBox: +8\.50 +8\.50 +178\.58 +121\.89/);
    const gs = tool('gs', ['-q', '-dNOPAUSE', '-dBATCH', '-dPDFSTOPONERROR', '-sDEVICE=nullpage', path]);
    if (gs.ran) expect(gs).toMatchObject({ code: 0, out: '' });
    const png = join(folder, 'mu.png');
    const mutool = tool('mutool', ['draw', '-q', '-r', '72', '-o', png, path]);
    if (mutool.ran) {
      // Debian builds it without ICC, and it says so
      expect(mutool.out.replace('warning: ICC support is not available\n', '')).toBe('');
      expect(mutool.code).toBe(0);
      expect(await sharp(readFileSync(png)).metadata()).toMatchObject({ width: 188, height: 131 });
    }
  });
});
