import { createRequire } from 'node:module';
import { FONT_FACES, findFace, loadFont, writeTables } from '@luneo/fonts';
import { sha256Hex, unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ingestFont } from '../ingest.ts';
import { UPLOAD_LIMITS } from '../limits.ts';
import { readFont } from './ingest-font.ts';
import { tablesOf } from './tables.ts';

const require = createRequire(import.meta.url);
const { compress } = require('wawoff2') as { compress(font: Buffer): Promise<Uint8Array> };

let lato: Uint8Array;
beforeAll(async () => {
  lato = await loadFont(findFace('Lato', 700, 'italic')!.hash);
});

/** The font with one table changed. */
const changed = (tag: string, change: (table: Uint8Array) => Uint8Array): Uint8Array => {
  const tables = new Map(tablesOf(lato));
  return writeTables(tables.set(tag, change(tables.get(tag)!.slice())));
};
const fsType = (value: number): Uint8Array =>
  changed('OS/2', (table) => {
    new DataView(table.buffer).setUint16(8, value);
    return table;
  });
const reasonOf = async (bytes: Uint8Array): Promise<unknown> => {
  const result = await ingestFont(bytes);
  return result.ok ? 'accepted' : result.error.params?.reason;
};

describe('a font', () => {
  test('is known by the hash of what is stored, and says what it is', async () => {
    const { facts, stored } = unwrap(await ingestFont(lato));
    expect(facts).toMatchObject({ family: 'Lato', weight: 700, style: 'italic', outlines: 'truetype' });
    expect(facts.hash).toBe(sha256Hex(stored));
    expect(facts.coverage).toBe(findFace('Lato', 700, 'italic')!.coverage);
    expect(facts.licence).toContain('Open Font License');
    expect(tablesOf(stored).has('fpgm')).toBe(false);
    // What is stored is a fixed point: the same font again is the same file.
    expect(unwrap(await ingestFont(stored)).facts.hash).toBe(facts.hash);
  });

  test('packed as WOFF2 is unpacked', async () => {
    const woff2 = new Uint8Array(await compress(Buffer.from(lato)));
    const { facts } = unwrap(await ingestFont(woff2));
    expect(facts).toMatchObject({ family: 'Lato', coverage: findFace('Lato', 700, 'italic')!.coverage });
  });

  test('of tens of thousands of glyphs is read within the limits', async () => {
    const largest = [...FONT_FACES].sort((a, b) => b.bytes - a.bytes)[0]!;
    const { facts } = unwrap(await ingestFont(await loadFont(largest.hash)));
    expect(facts.coverage).toBe(largest.coverage);
  });

  test.each([
    [0, 'accepted'],
    [0x8, 'accepted'],
    // Before version 3 of OS/2 the freest of several counts.
    [0xc, 'accepted'],
    [0x2, 'font_restricted'],
    [0x4, 'font_restricted'],
    [0x100, 'font_restricted'],
    [0x208, 'font_restricted'],
  ])('whose fsType is %i is %s', async (value, expected) => {
    expect(await reasonOf(fsType(value))).toBe(expected);
  });
});

describe('what is no font', () => {
  test('is refused with a reason', async () => {
    const text = (value: string): Uint8Array => new TextEncoder().encode(value.padEnd(40, '\0'));
    expect(await reasonOf(new Uint8Array())).toBe('empty');
    expect(await reasonOf(text('<svg>'))).toBe('font_type');
    expect(await reasonOf(text('wOFF'))).toBe('font_type');
    expect(await reasonOf(text('ttcf'))).toBe('font_collection');
    expect(await reasonOf(text('OTTO'))).toBe('font_broken');
    expect(await reasonOf(changed('glyf', () => new Uint8Array()))).toBe('font_broken');
    const lies = text('wOF2');
    new DataView(lies.buffer).setUint32(16, 0xffff_ffff);
    expect(await reasonOf(lies)).toBe('too_large');
    expect(await reasonOf(text('wOF2'))).toBe('font_broken');
    expect((await ingestFont(lato, { ...UPLOAD_LIMITS, bytes: 10 })).ok).toBe(false);
  });

  test('never makes the reader do anything but read or refuse, wherever it is broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: lato.length - 1 }), fc.nat({ max: 255 })), { minLength: 1 }),
        fc.option(fc.nat({ max: lato.length }), { nil: undefined, freq: 1 }),
        async (bytes, cut) => {
          const font = lato.slice(0, cut);
          for (const [at, value] of bytes) font[at % Math.max(1, font.length)] = value;
          await readFont(font).catch((error: { code?: string }) =>
            expect(error.code).toMatch(/^upload_(broken|restricted|unsafe|type_unsupported|too_large)$/),
          );
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});
