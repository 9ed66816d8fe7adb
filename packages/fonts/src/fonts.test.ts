import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate, LICENCES_FILE, MANIFEST_FILE } from './generate.ts';
import { coverageOf, EMOJI_HASH, FALLBACK_FONTS, FONT_FACES, faceByHash, loadFont } from './index.ts';

describe('catalogue', () => {
  it('is up to date with the installed packages', async () => {
    const { manifest, licences } = await generate();
    expect(readFileSync(MANIFEST_FILE, 'utf8') === manifest).toBe(true);
    expect(readFileSync(LICENCES_FILE, 'utf8')).toBe(licences);
  });

  it('has at least 24 families of many kinds, and every script asked for', () => {
    expect(new Set(FONT_FACES.map((face) => face.family)).size).toBeGreaterThanOrEqual(24);
    const kinds = new Set(FONT_FACES.map((face) => face.kind));
    for (const kind of ['sans', 'serif', 'slab', 'script', 'hand', 'display', 'mono', 'stencil'] as const)
      expect(kinds).toContain(kind);
    const fallbackScripts = new Set(FALLBACK_FONTS.flatMap((font) => faceByHash(font.hash)!.scripts));
    for (const script of ['Arab', 'Hebr', 'Deva', 'Thai', 'Jpan', 'Kore', 'Hans', 'Grek', 'Cyrl'] as const)
      expect(fallbackScripts).toContain(script);
  });

  it('serves the very file a hash names', async () => {
    expect((await loadFont(FONT_FACES[0]!.hash)).length).toBe(FONT_FACES[0]!.bytes);
    expect((await loadFont(EMOJI_HASH)).length).toBe(faceByHash(EMOJI_HASH)!.bytes);
    await expect(loadFont('0'.repeat(64))).rejects.toMatchObject({ code: 'font_unknown' });
  });

  it('knows coverage without opening files', () => {
    expect(coverageOf(EMOJI_HASH)!.has(0x1f600)).toBe(true);
    expect(coverageOf(FONT_FACES[0]!.hash)!.has(0x1f600)).toBe(false);
  });
});
