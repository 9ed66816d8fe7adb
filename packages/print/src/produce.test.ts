import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rectPath } from '@luneo/geometry';
import { type Scene, type SceneNode, type SceneSide, worst } from '@luneo/scene';
import { describe, expect, it } from 'vitest';
import { compareRasters } from './parity/compare.ts';
import { producePrintFile, readBack, renderProof } from './produce.ts';
import { renderRaster } from './raster/render.ts';
import { outputKey, PLAIN_PDF, recipeById } from './recipe.ts';
import type { ImageSource } from './sources.ts';
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
  turned,
} from './testing.ts';

const sceneOf = (...sides: SceneSide[]): Scene => ({
  sceneVersion: 1,
  sides,
  needs: { fonts: [], assets: [] },
});
const produce = (side: SceneSide, source: ImageSource, extra: object = {}) =>
  producePrintFile(
    {
      scene: sceneOf(side),
      side: side.id,
      recipe: PLAIN_PDF,
      title: 'A',
      createdAtMs: 0,
      findings: [],
      ...extra,
    },
    source,
  );

describe('a print file', () => {
  it('agrees with its proof, and its certificate says what was checked', async () => {
    const { side, source } = await everythingSide();
    const proof = await renderProof(sceneOf(side), 'front', PLAIN_PDF, source);
    const finding = {
      code: 'resolution_low',
      severity: 'warn',
      side: 'front',
      message: '',
      params: {},
    } as const;
    const file = await produce(side, source, { proof, findings: [finding, { ...finding, side: 'back' }] });
    expect(file.parity).toMatchObject({ hold: false, wholeBlocks: 0 });
    expect(file.sha256).toBe(createHash('sha256').update(file.pdf).digest('hex'));
    const { certificate } = file;
    expect(certificate).toMatchObject({
      verdict: 'warn',
      pdfSha256: file.sha256,
      recipe: { id: 'plain-pdf@1' },
    });
    expect(certificate.findings.filter((one) => one.severity === 'warn')).toEqual([finding]);
    expect(worst(certificate.findings)).toBe('warn');
  });

  it('is held when it is not what was approved', async () => {
    const { side, source } = await everythingSide();
    const missing = { ...side, nodes: side.nodes.slice(1) };
    const proof = await renderProof(sceneOf(missing), 'front', PLAIN_PDF, source);
    expect((await produce(side, source, { proof })).parity).toMatchObject({ hold: true });
  });

  it('is the same in another process', async () => {
    const { side, source } = await everythingSide();
    const { sha256 } = await produce(side, source);
    const script = `
      import { everythingSide } from './testing.ts';
      import { producePrintFile } from './produce.ts';
      import { PLAIN_PDF } from './recipe.ts';
      const { side, source } = await everythingSide();
      const scene = { sceneVersion: 1, sides: [side], needs: { fonts: [], assets: [] } };
      const file = await producePrintFile({ scene, side: 'front', recipe: PLAIN_PDF, title: 'A', createdAtMs: 0, findings: [] }, source);
      console.log(file.sha256);`;
    const args = ['--conditions=@luneo/source', '--input-type=module-typescript', '-e', script];
    const cwd = import.meta.dirname;
    expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }).trim()).toBe(sha256);
  });

  it('keeps its parity with marks around', async () => {
    const { side, source } = await everythingSide();
    const recipe = recipeById('plain-pdf-marks@1');
    if (!recipe.ok) throw new Error('no recipe');
    expect((await produce(side, source, { recipe: recipe.value })).parity.hold).toBe(false);
  });

  it('says which side is unknown', async () => {
    const { side, source } = await everythingSide();
    await expect(produce(side, source, { side: 'back' })).rejects.toMatchObject({ code: 'side_unknown' });
  });
});

describe('parity of pictures', () => {
  const raster = { size: { dpi: 300 }, bleed: true, ground: '#ffffff' } as const;
  const parityOf = async (node: SceneNode, source: ImageSource) => {
    const side = sideOf([group([node])]);
    const { pdf } = await produce(side, source);
    return compareRasters(await renderRaster(side, raster, source), await readBack(pdf, side, PLAIN_PDF));
  };
  const small = box(8, 8, 20, 13);
  const large = box(-20, -10, 100, 66);

  it.each([
    ['stored finer than printed', 2400, small, 0],
    ['stored finer than printed, turned', 2400, small, 33_000],
    ['stored coarser than printed', 300, large, 0],
    ['stored coarser than printed, turned', 300, large, 9_000],
    ['near one pixel to one', 1250, large, 0],
    ['on its side', 1250, { ...small, x: 400_000 }, 90_000],
  ] as const)('%s', async (_, widthPx, at, mdeg) => {
    const picture = await testPicture(widthPx, Math.round((widthPx * 2) / 3));
    expect(await parityOf(imageNode(picture, at, mdeg), sourceOf(picture))).toMatchObject({ hold: false });
  });

  it('soft masks', async () => {
    const picture = await testPicture(600, 400, 'webp-alpha');
    expect(await parityOf(imageNode(picture, small), sourceOf(picture))).toMatchObject({ hold: false });
  });
});

it('outlines and gradients hold parity at any turn', async () => {
  const stops = [
    { offsetPm: 0, rgb: '#d6204e' },
    { offsetPm: 500, rgb: '#ffd23f' },
    { offsetPm: 1000, rgb: '#102a43' },
  ];
  const nodes = [0, 17_000, 45_000, 90_000, 123_000].map((mdeg, i) =>
    group([
      pathNode(rectPath(box(-4, -4, 8, 8), 10_000), {
        matrix: [...turned(mdeg, 8 + 10 * i, 12)].map((v, k) => Math.round(k < 4 ? v * 1e6 : v)) as never,
        fill: { type: 'linear', x1: -40_000, y1: 0, x2: 40_000, y2: 20_000, stops },
        stroke: { paint: solid('#224466'), width: 4_000, join: 'miter', cap: 'butt' },
      }),
    ]),
  );
  expect((await produce(sideOf(nodes), sourceOf())).parity).toMatchObject({ differing: 0, hold: false });
});

it('an output is named by everything that decides its bytes', () => {
  const input = { sceneHash: 'a', side: 'front', recipe: PLAIN_PDF, createdAtMs: 0, title: 'A' };
  const names = [
    input,
    { ...input, side: 'back' },
    { ...input, createdAtMs: 1 },
    { ...input, recipe: { ...PLAIN_PDF, bands: 4 } },
  ].map(outputKey);
  expect(new Set(names).size).toBe(4);
  expect(outputKey({ ...input })).toBe(names[0]);
  expect(recipeById('none@9')).toMatchObject({ ok: false, error: { code: 'recipe_unknown' } });
});
