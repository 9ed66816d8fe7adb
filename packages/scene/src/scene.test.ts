import type { Design, ImageFacts, Layer } from '@luneo/design';
import { apply } from '@luneo/geometry';
import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sceneHash, sceneOf } from './scene.ts';
import { BASE, book, designOf, NO_FONTS, PRODUCT, RED, rect } from './testing.ts';
import { type GroupNode, type ImageNode, type PathNode, type SceneSide, toMatrix } from './tree.ts';

const resolve = (design: Design, assets = book()) =>
  sceneOf({ design, product: PRODUCT, assets, fonts: NO_FONTS });
const sideOf = (layers: Layer[], assets = book(), top?: string[]): SceneSide =>
  unwrap(resolve(designOf(layers, top), assets)).scene.sides[0]!;
const leaf = (group: GroupNode): PathNode => group.children[0] as PathNode;

describe('frame of a side', () => {
  test('boxes are in su, the bleed outside the trim and the safe zone inside', () => {
    const side = sideOf([]);
    expect(side.trim).toEqual({ x: 0, y: 0, width: 1_000_000, height: 600_000 });
    expect(side.bleed).toEqual({ x: -30_000, y: -30_000, width: 1_060_000, height: 660_000 });
    expect(side.safe).toEqual({ x: 40_000, y: 40_000, width: 920_000, height: 520_000 });
    expect(side.printArea).toBe('M-30000 -30000L1030000 -30000L1030000 630000L-30000 630000Z');
  });

  test('a side the product lacks is refused where it stands', () => {
    const design = { ...designOf([]), sides: [{ id: 'lid', layers: [] }] };
    expect(resolve(design)).toMatchObject({
      ok: false,
      error: { code: 'side_unknown', pointer: '/sides/0/id' },
    });
  });
});

describe('placement', () => {
  test('a layer turned by a right angle keeps its centre and swaps its extents', () => {
    const [node] = sideOf([rect('a', { rotationMdeg: 90_000 })]).nodes;
    expect(node!.box).toEqual({ x: 200_000, y: 100_000, width: 200_000, height: 400_000 });
    expect(leaf(node!).matrix.slice(0, 4)).toEqual([0, 1e6, -1e6, 0]);
  });

  test('it is flipped before it is turned', () => {
    const [node] = sideOf([rect('a', { rotationMdeg: 90_000, flipX: true })]).nodes;
    // the top left corner goes to the top right by the flip, then to the bottom right by the turn
    const corner = apply(toMatrix(leaf(node!).matrix), { x: 0, y: 0 });
    expect(corner).toEqual({ x: 400_000, y: 500_000 });
  });

  test('groups place their children in their own space', () => {
    const group: Layer = { ...BASE, id: 'g', type: 'group', children: ['a'], rotationMdeg: 180_000 };
    const child = rect('a', { xUm: 0, yUm: 0, widthUm: 10_000, heightUm: 10_000 });
    const [node] = sideOf([group, child], book(), ['g']).nodes;
    expect(node!.box).toEqual({ x: 400_000, y: 300_000, width: 100_000, height: 100_000 });
    expect((node!.children[0] as GroupNode).layer).toBe('a');
  });

  test('an invisible layer is left out, a lost or endless one refused', () => {
    expect(sideOf([rect('a', { visible: false })]).nodes).toEqual([]);
    expect(resolve(designOf([], ['a']))).toMatchObject({ error: { code: 'layer_unknown' } });
    const loop: Layer = { ...BASE, id: 'g', type: 'group', children: ['g'] };
    expect(resolve(designOf([loop]))).toMatchObject({ error: { code: 'nesting_too_deep' } });
  });

  test('every number of a scene is an integer, whatever the angle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -359_999, max: 359_999 }),
        fc.integer({ min: 1, max: 300_000 }),
        fc.integer({ min: 3, max: 60 }),
        (rotationMdeg, widthUm, sides) => {
          const layer = rect('a', { rotationMdeg, widthUm, shape: { kind: 'polygon', sides } });
          // canonical JSON throws on anything but integers
          expect(sceneHash(unwrap(resolve(designOf([layer]))).scene)).toMatch(/^[0-9a-f]{64}$/);
        },
      ),
    );
  });
});

describe('shapes', () => {
  test.each(['polygon', 'star'] as const)('a %s fills its box', (kind) => {
    const shape =
      kind === 'polygon' ? ({ kind, sides: 5 } as const) : ({ kind, points: 5, innerPm: 400 } as const);
    expect(sideOf([rect('a', { shape })]).nodes[0]!.box).toEqual({
      x: 100_000,
      y: 200_000,
      width: 400_000,
      height: 200_000,
    });
  });

  test('the stroke lies over the fill and counts as ink, mitred corners included', () => {
    const stroke = { color: { rgb: '#0000ff' }, widthUm: 1_000, join: 'miter', cap: 'butt' } as const;
    const [square] = sideOf([rect('a', { stroke })]).nodes;
    expect(square!.children.map((node) => 'stroke' in node)).toEqual([false, true]);
    expect(square!.box).toEqual({ x: 95_000, y: 195_000, width: 410_000, height: 210_000 });
    const tip = (join: 'miter' | 'bevel') =>
      sideOf([rect('a', { shape: { kind: 'polygon', sides: 3 }, stroke: { ...stroke, join } })]).nodes[0]!
        .box;
    expect(tip('miter').y).toBeLessThan(tip('bevel').y - 500);
  });

  test('gradient points become su of the shape, stops rise', () => {
    const stop = (offsetPm: number, rgb: string) => ({ offsetPm, color: { rgb } });
    const stops = [stop(500, '#000000'), stop(200, '#ffffff')];
    const linear = { type: 'linear', x1Pm: 0, y1Pm: 0, x2Pm: 1000, y2Pm: 500, stops } as const;
    expect(leaf(sideOf([rect('a', { fill: linear })]).nodes[0]!).fill).toEqual({
      type: 'linear',
      x1: 0,
      y1: 0,
      x2: 400_000,
      y2: 100_000,
      stops: [
        { offsetPm: 500, rgb: '#000000' },
        { offsetPm: 500, rgb: '#ffffff' },
      ],
    });
    const point = { ...linear, x2Pm: 0, y2Pm: 0 };
    expect(leaf(sideOf([rect('a', { fill: point })]).nodes[0]!).fill).toEqual({
      type: 'solid',
      rgb: '#ffffff',
    });
  });
});

const HASH = 'a'.repeat(64);
const photo = (orientation: number): ImageFacts => ({
  kind: 'image',
  hash: HASH,
  mime: 'image/jpeg',
  widthPx: 400,
  heightPx: 200,
  orientation,
  hasAlpha: false,
});
const picture = (extra: Partial<Extract<Layer, { type: 'image' }>>): Layer => ({
  ...BASE,
  id: 'p',
  type: 'image',
  asset: HASH,
  crop: { xPx: 0, yPx: 0, widthPx: 400, heightPx: 200 },
  ...extra,
});

describe('pictures', () => {
  // where the stored pixel grid's corner (0, 0) and its end (400, 200) land, by Exif's definition
  test.each([
    [1, 'left top', 'right bottom'],
    [2, 'right top', 'left bottom'],
    [3, 'right bottom', 'left top'],
    [4, 'left bottom', 'right top'],
    [5, 'left top', 'right bottom'],
    [6, 'right top', 'left bottom'],
    [7, 'right bottom', 'left top'],
    [8, 'left bottom', 'right top'],
  ])('orientation %i puts the first pixel at the %s, the last at the %s', (orientation, first, last) => {
    const side = orientation >= 5;
    const crop = { xPx: 0, yPx: 0, widthPx: side ? 200 : 400, heightPx: side ? 400 : 200 };
    const [node] = sideOf([picture({ crop })], book(photo(orientation))).nodes;
    expect(node!.clip).toBeUndefined();
    const image = node!.children[0] as ImageNode;
    const at = (x: number, y: number): string => {
      const p = apply(toMatrix(image.matrix), { x, y });
      return `${p.x < 300_000 ? 'left' : 'right'} ${p.y < 300_000 ? 'top' : 'bottom'}`;
    };
    expect([at(1, 1), at(399, 199)]).toEqual([first, last]);
    expect(node!.box).toEqual({ x: 100_000, y: 200_000, width: 400_000, height: 200_000 });
    // of the two ends of the stored first row, 5 and 6 put one below the other
    const row = [
      apply(toMatrix(image.matrix), { x: 0, y: 0 }),
      apply(toMatrix(image.matrix), { x: 400, y: 0 }),
    ];
    expect(row[0]!.x === row[1]!.x).toBe(side);
  });

  test('a crop shows its part, exactly in the box', () => {
    const crop = { xPx: 100, yPx: 50, widthPx: 200, heightPx: 100 };
    const [node] = sideOf([picture({ crop })], book(photo(1))).nodes;
    const image = node!.children[0] as ImageNode;
    expect(apply(toMatrix(image.matrix), { x: 100, y: 50 })).toEqual({ x: 100_000, y: 200_000 });
    expect(node!.clip!.d).toBe('M100000 200000L500000 200000L500000 400000L100000 400000Z');
    expect(node!.box).toEqual({ x: 100_000, y: 200_000, width: 400_000, height: 200_000 });
  });

  test('a crop beyond the picture and an unknown asset are refused', () => {
    const crop = { xPx: 1, yPx: 0, widthPx: 400, heightPx: 200 };
    expect(resolve(designOf([picture({ crop })]), book(photo(1)))).toMatchObject({
      error: { code: 'crop_outside_picture', pointer: '/layers/p/crop' },
    });
    expect(resolve(designOf([picture({})]))).toMatchObject({ error: { code: 'asset_unknown' } });
  });
});

describe('artwork', () => {
  const ART = 'b'.repeat(64);
  const square = { d: 'M0 0L100 0L100 100L0 100Z', fillRule: 'nonzero', opacityPm: 1000 } as const;
  const artwork = (d: string = square.d) =>
    book({
      kind: 'artwork',
      hash: ART,
      artwork: {
        artworkVersion: 1,
        width: 100,
        height: 100,
        paths: [{ ...square, d, fill: { type: 'solid', color: '#112233' } }],
      },
    });
  const layer: Layer = {
    ...BASE,
    id: 'w',
    type: 'artwork',
    asset: ART,
    recolor: { '#112233': { rgb: '#00ff00' } },
  };

  test('is fitted whole, centred and recoloured, and named as needed', () => {
    const { scene } = unwrap(resolve(designOf([layer]), artwork()));
    const [node] = scene.sides[0]!.nodes;
    expect(node!.box).toEqual({ x: 200_000, y: 200_000, width: 200_000, height: 200_000 });
    expect(leaf(node!).fill).toEqual({ type: 'solid', rgb: '#00ff00' });
    expect(scene.needs).toEqual({ fonts: [], assets: [ART] });
  });

  test('what hangs out of its frame is clipped', () => {
    const [node] = sideOf([layer], artwork('M50 50L400 50L400 60Z')).nodes;
    expect(node!.clip!.d).toBe('M200000 200000L400000 200000L400000 400000L200000 400000Z');
    expect(node!.box.x + node!.box.width).toBe(400_000);
  });
});

describe('memo', () => {
  test('moving one layer resolves that layer only', () => {
    const layers = [rect('a'), rect('b', { fill: RED })];
    const before = sideOf(layers);
    const after = sideOf([{ ...layers[0]!, xUm: 12_345 }, layers[1]!]);
    expect(after.nodes[1]).toBe(before.nodes[1]);
    expect(after.nodes[0]!.box.x).toBe(123_450);
  });

  test('a group follows its children', () => {
    const group: Layer = { ...BASE, id: 'g', type: 'group', children: ['a', 'b'] };
    const [a, b] = [rect('a'), rect('b')];
    const before = sideOf([group, a, b], book(), ['g']).nodes[0]!;
    expect(sideOf([group, a, b], book(), ['g']).nodes[0]).toBe(before);
    const after = sideOf([group, a, { ...b, xUm: 1 }], book(), ['g']).nodes[0]!;
    expect(after.children[0]).toBe(before.children[0]);
    expect(after.box).not.toEqual(before.box);
  });
});
