import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Design, ProductGeometry } from '@luneo/design';
import { FALLBACK_FONTS, findFace, fontRef } from '@luneo/fonts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'luneo-cli-'));
const at = (name: string): string => join(folder, name);

interface Told {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs the command as a shell would, in a folder of its own. */
function luneo(args: readonly string[], input = ''): Promise<Told> {
  const child = spawn(process.execPath, ['--conditions=@luneo/source', '--no-warnings', MAIN, ...args], {
    cwd: folder,
  });
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ code, out: Buffer.concat(out), err })));
}

const font = fontRef(findFace('Open Sans')!);
const side = {
  widthUm: 60_000,
  heightUm: 40_000,
  bleedUm: 3_000,
  safeUm: 4_000,
  substrate: { rgb: '#ffffff' },
};
const product: ProductGeometry = {
  process: 'digital',
  sides: [
    { id: 'front', name: 'Front', ...side },
    { id: 'back', name: 'Back', ...side },
  ],
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [font],
  fallbackFonts: FALLBACK_FONTS.slice(0, 2),
};
const box = {
  xUm: 6_000,
  yUm: 6_000,
  widthUm: 40_000,
  heightUm: 20_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
};
const base = { ...box, opacityPm: 1000, visible: true, locks: {} };
const run = (text: string) => ({
  text,
  font,
  sizeUm: 6_000,
  fill: { type: 'solid', color: { rgb: '#102030' } } as const,
  letterSpacingPm: 0,
});
const designWith = (layers: Design['layers'], sides = ['front']): Design => ({
  schemaVersion: 1,
  sides: sides.map((id, index) => ({ id, layers: index === 0 ? Object.keys(layers) : [] })),
  layers,
});
const text = (words: string): Design => ({
  ...designWith({
    t: {
      ...base,
      id: 't',
      type: 'text',
      runs: [run(words)],
      align: 'center',
      verticalAlign: 'middle',
      direction: 'auto',
      lineHeightPm: 1000,
      fit: { mode: 'none' },
      breaks: [],
    },
  }),
});

beforeAll(() => {
  const write = (name: string, value: unknown): void => writeFileSync(at(name), JSON.stringify(value));
  write('product.json', product);
  write('hello.json', text('Hello'));
  write('missing.json', text('A\u{12000}'));
  write('two.json', designWith({}, ['front', 'back']));
  write('bad.json', { ...text('x'), sides: [{ id: 'front', layers: ['t', 7] }] });
  write('lid.json', designWith({}, ['lid']));
  write('extra.json', { ...text('x'), 'a/b': 1 });
  write('nul.json', text('a\0b'));
  write('half.json', text('\ud83d'));
  write('twins.json', { ...product, sides: [product.sides[0], product.sides[0]] });
  writeFileSync(at('mark.json'), `\ufeff${JSON.stringify(text('Hi'))}`);
  writeFileSync(at('latin1.json'), JSON.stringify(text('Zo\u00eb')), 'latin1');
  writeFileSync(at('bell.json'), '{"a": \u0007}');
  mkdirSync(at('broken'));
  writeFileSync(at('broken/book.json'), '{"x":');
  mkdirSync(at('pictures'));
  writeFileSync(
    at('pictures/mark.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('luneo render', () => {
  test('draws the example of the README, without a finding', async () => {
    const [card, product] = ['card', 'product'].map((name) =>
      fileURLToPath(new URL(`../examples/${name}.json`, import.meta.url)),
    );
    const found = await luneo(['preflight', card!, '--product', product!, '--json']);
    expect(JSON.parse(found.out.toString())).toMatchObject({ findings: [] });
    expect(await luneo(['render', card!, '--product', product!, '--to', 'card.pdf'])).toMatchObject({
      code: 0,
    });
  });

  test('writes PDF, PNG, WebP and SVG; the same call gives the same PDF', async () => {
    for (const [name, magic] of [
      ['a.pdf', '%PDF-'],
      ['a.png', '\x89PNG'],
      ['a.webp', 'RIFF'],
      ['a.svg', '<svg '],
    ] as const) {
      const args = ['render', 'hello.json', '--product', 'product.json', '--dpi', '100', '--to', name];
      expect(await luneo(args)).toMatchObject({ code: 0, err: '' });
      const bytes = readFileSync(at(name));
      expect(bytes.toString('latin1').startsWith(magic)).toBe(true);
      if (name !== 'a.pdf') continue;
      await luneo(args);
      expect(readFileSync(at(name)).equals(bytes)).toBe(true);
    }
    // 66 mm of bleed box at 100 DPI
    expect(readFileSync(at('a.png')).readUInt32BE(16)).toBe(260);
  });

  test('pipes: design on standard input, picture on standard output, the answer beside it', async () => {
    const told = await luneo(
      ['render', '-', '--product', 'product.json', '--to', '-', '--format', 'png', '--width', '50', '--json'],
      JSON.stringify(text('Hi')),
    );
    expect(told.code).toBe(0);
    expect(told.out.subarray(1, 4).toString()).toBe('PNG');
    expect(JSON.parse(told.err)).toMatchObject({
      format: 'png',
      scene: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('finds artwork among the files of a folder', async () => {
    const listed = await luneo(['assets', 'pictures', '--json']);
    const { 'mark.svg': mark } = JSON.parse(listed.out.toString());
    const artwork = designWith({ a: { ...base, id: 'a', type: 'artwork', asset: mark.hash } });
    const args = [
      'render',
      '-',
      '--product',
      'product.json',
      '--assets',
      'pictures',
      '--to',
      '-',
      '--format',
      'svg',
    ];
    expect((await luneo(args, JSON.stringify(artwork))).out.toString()).toContain('data-layer="a"');
  });

  test('asks which side where a format holds one', async () => {
    const args = ['render', 'two.json', '--product', 'product.json', '--to', 'two.png'];
    expect(await luneo(args)).toMatchObject({
      code: 2,
      err: 'luneo: png holds one side: --side front | back (usage)\n',
    });
    expect(await luneo([...args, '--side', 'back', '--width', '20'])).toMatchObject({ code: 0 });
  });
});

describe('luneo preflight', () => {
  test('passes with 0, blocks with 1', async () => {
    expect((await luneo(['preflight', 'hello.json', '--product', 'product.json'])).code).toBe(0);
    const told = await luneo(['preflight', 'missing.json', '--product', 'product.json', '--json']);
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out.toString())).toMatchObject({
      severity: 'block',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'glyphs_missing', layer: 't' })]),
    });
  });
});

describe('what is wrong is said in one line', () => {
  test.concurrent.each([
    [['validate', 'hello.json', '--product', 'product.json'], 0, ''],
    [
      ['validate', 'bad.json'],
      1,
      'luneo: bad.json: /sides/0/layers/1: Invalid input: expected string, received number (design_invalid)\n',
    ],
    [
      ['validate', 'lid.json', '--product', 'product.json'],
      1,
      'luneo: lid.json: /sides/0/id: expected one of front, back, got "lid" (side_unknown)\n',
    ],
    [['validate', 'mark.json'], 0, ''],
    [['validate', 'latin1.json'], 1, 'luneo: latin1.json: expected UTF-8 (json_invalid)\n'],
    [
      ['validate', 'bell.json'],
      1,
      'luneo: bell.json: expected JSON: Unexpected token \'\\u0007\', "{"a": \\u0007}" is not valid JSON (json_invalid)\n',
    ],
    [['validate', 'extra.json'], 1, 'luneo: extra.json: /a~1b: no such property (design_invalid)\n'],
    [
      ['validate', 'nul.json'],
      1,
      'luneo: nul.json: /layers/t/runs/0/text: expected text without U+0000 and without halves of surrogate pairs (text_unfit)\n',
    ],
    [
      ['validate', 'half.json'],
      1,
      'luneo: half.json: /layers/t/runs/0/text: expected text without U+0000 and without halves of surrogate pairs (text_unfit)\n',
    ],
    [
      ['validate', 'hello.json', '--product', 'twins.json'],
      1,
      'luneo: twins.json: /sides/1/id: side "front" is there twice (product_invalid)\n',
    ],
    [
      ['render', 'hello.json', '--product', 'product.json', '--to', 'x.png', '--ground', 'red'],
      2,
      `luneo: option '--ground <color>' argument 'red' is invalid. expected "#rrggbb" or "transparent" (usage)\n`,
    ],
    [
      ['render', 'hello.json', '--product', 'product.json', '--to', 'x.webp', '--width', '20000'],
      1,
      'luneo: 20000 x 13939 pixels; at most 16383 on an edge and 268435456 in all (raster_too_large)\n',
    ],
    [['validate', 'nowhere.json'], 3, 'luneo: nowhere.json: there is no such file (file)\n'],
    [['validate', '.'], 3, 'luneo: .: is a folder (file)\n'],
    [
      ['render', 'hello.json', '--to', 'x.pdf'],
      2,
      "luneo: required option '--product <file>' not specified (usage)\n",
    ],
    [
      ['render', '-', '--product', '-', '--to', 'x.pdf'],
      2,
      'luneo: only one of design and product can be standard input (usage)\n',
    ],
    [['dance'], 2, "luneo: unknown command 'dance' (usage)\n"],
  ])('%j', async (args, code, err) => {
    expect(await luneo(args)).toMatchObject({ code, err });
  });

  test('a folder of assets that cannot be used', async () => {
    const design = JSON.stringify(
      designWith({ a: { ...base, id: 'a', type: 'artwork', asset: 'a'.repeat(64) } }),
    );
    const args = ['render', '-', '--product', 'product.json', '--to', 'x.pdf', '--assets'];
    expect(await luneo([...args, 'broken'], design)).toMatchObject({
      code: 1,
      err: 'luneo: broken/book.json: expected JSON: Unexpected end of JSON input (json_invalid)\n',
    });
    expect(await luneo([...args, 'hello.json'], design)).toMatchObject({
      code: 3,
      err: 'luneo: hello.json: is no folder (file)\n',
    });
  });

  test('a wrong call, for programs', async () => {
    const told = await luneo(['render', '--json']);
    expect(told.code).toBe(2);
    expect(JSON.parse(told.err)).toMatchObject({ fault: { code: 'usage' } });
  });

  test('standard input that is no JSON; the same for programs', async () => {
    const told = await luneo(['validate', '-', '--json'], '{"a":');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.err)).toMatchObject({ fault: { code: 'json_invalid', params: { file: '-' } } });
  });
});
