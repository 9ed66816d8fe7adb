/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type AssetFacts,
  type Design,
  designHash,
  emptyDesign,
  type Layer,
  type ProductGeometry,
  parseDesign,
  textOf,
} from '@luneo/design';
import { compileHarfBuzz, createShaper, formatCoverage } from '@luneo/layout';
import { sceneHash, sceneOf } from '@luneo/scene';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createFontLibrary,
  createSession,
  type FontLibrary,
  type PointerInput,
  type Session,
} from './index.ts';

const require = createRequire(import.meta.url);
const FONT = { family: 'Lato', weight: 400, style: 'normal' as const, hash: 'f'.repeat(64) };
const product: ProductGeometry = {
  process: 'digital',
  sides: ['front', 'back'].map((id) => ({
    id,
    name: id,
    widthUm: 100_000,
    heightUm: 60_000,
    bleedUm: 3_000,
    safeUm: 4_000,
    substrate: { rgb: '#ffffff' },
  })),
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [FONT],
  fallbackFonts: [],
};
const photo: AssetFacts = {
  kind: 'image',
  hash: 'a'.repeat(64),
  mime: 'image/jpeg',
  widthPx: 4000,
  heightPx: 3000,
  orientation: 6,
  hasAlpha: false,
};
const clip: AssetFacts = {
  kind: 'artwork',
  hash: 'c'.repeat(64),
  artwork: { artworkVersion: 1, width: 100, height: 50, paths: [] },
};
const assets = { get: (hash: string) => [photo, clip].find((facts) => facts.hash === hash) };

let fonts: FontLibrary;
beforeAll(async () => {
  const wasm = await compileHarfBuzz(readFileSync(require.resolve('harfbuzzjs/dist/harfbuzz.wasm')));
  const bytes = readFileSync(require.resolve('@expo-google-fonts/lato/400Regular/Lato_400Regular.ttf'));
  const latin = formatCoverage([...Array(0x17f).keys()].filter((point) => point >= 0x20));
  fonts = createFontLibrary({
    shaper: await createShaper(wasm),
    fonts: [{ ref: FONT, coverage: latin }],
    fallbacks: [],
    fetchSubset: async () => bytes,
  });
  await fonts.load([
    {
      runs: [
        {
          text: 'Grüße 𝒳 e\u0301',
          font: FONT,
          sizeUm: 1000,
          fill: { type: 'solid', color: { rgb: '#000000' } },
          letterSpacingPm: 0,
        },
      ],
    },
  ]);
});

interface Opened {
  session: Session;
  faults: string[];
  design(): Design;
  only(): Layer;
}
let serial = 0;
function open(design: Design = emptyDesign(product.sides)): Opened {
  const faults: string[] = [];
  const session = createSession({
    design,
    product,
    fonts,
    assets,
    newId: () => `n${serial++}`,
    onFontError: (error) => {
      throw error;
    },
    onFault: (code) => faults.push(code),
  });
  const now = (): Design => session.getState().design;
  return { session, faults, design: now, only: () => now().layers[session.getState().selection[0]!]! };
}
const at = (x: number, y: number, keys: Partial<PointerInput> = {}): PointerInput => ({
  point: { x, y },
  suPerPx: 100,
  shift: false,
  alt: false,
  ctrl: true,
  ...keys,
});
/** Presses at the first point, moves over the others and lets go. */
function drag(
  session: Session,
  handle: Parameters<Session['pointerDown']>[0],
  ...points: [number, number][]
): void {
  const [[x, y], ...rest] = points as [[number, number], ...[number, number][]];
  session.pointerDown(handle, at(x, y));
  for (const point of rest) session.pointerMove(at(...point));
  session.pointerUp(at(...points.at(-1)!));
}

describe('an editing session', () => {
  it('takes a drag for one step, and paints it before it is one', () => {
    const { session, only, design } = open();
    session.addPicture(photo);
    const before = only();
    const first = designHash(design());
    session.pointerDown({ layer: before.id }, at(0, 0));
    session.pointerMove(at(50_000, 0));
    expect(session.getState().live?.layers).toEqual([before.id]);
    expect(designHash(design())).toBe(first);
    session.pointerMove(at(70_000, 20_000));
    session.pointerUp(at(70_000, 20_000));
    expect(only()).toMatchObject({ xUm: before.xUm + 7_000, yUm: before.yUm + 2_000 });
    expect(session.getState().live).toBeUndefined();
    session.undo();
    expect(designHash(design())).toBe(first);
  });

  it('leaves no step where a drag ends as it began', () => {
    const { session, only } = open();
    session.addPicture(photo);
    drag(session, { layer: only().id }, [0, 0], [9_000, 0], [0, 0]);
    session.undo();
    expect(session.getState().canUndo).toBe(false);
  });

  it('takes typing for one step, and finds the line ends as it goes', () => {
    const { session, only, design } = open();
    session.addText('Hi');
    const { id } = only();
    session.startTyping(id);
    for (const [start, letter] of ['A', 'd', 'a'].entries())
      session.typeReplace(start, start === 0 ? 2 : start, letter);
    expect(textOf(only() as never)).toBe('Ada');
    session.typeReplace(3, 3, ` ${'Lovelace and the engine '.repeat(4)}`);
    expect((only() as { breaks: number[] }).breaks.length).toBeGreaterThan(1);
    expect(session.getState().textEdit).toMatchObject({ anchor: 100, focus: 100 });
    session.undo();
    expect(textOf(only() as never)).toBe('Hi');
    expect(session.getState().textEdit?.focus).toBeLessThanOrEqual(2);
    session.redo();
    expect(parseDesign(design()).ok).toBe(true);
  });

  it('takes a text away that was left empty', () => {
    const { session, only, design } = open();
    session.addText('x');
    session.startTyping(only().id);
    session.typeReplace(0, 1, '');
    session.stopTyping();
    expect(Object.keys(design().layers)).toEqual([]);
  });

  it('groups, moves and scales as one, and gives the parts back', () => {
    const { session, design } = open();
    session.addText('one');
    session.addPicture(photo);
    const ids = [...design().sides[0]!.layers];
    session.group(ids);
    const [group] = design().sides[0]!.layers;
    expect(session.getState().selection).toEqual([group]);
    session.select([ids[0]!]);
    expect(session.getState().selection).toEqual([group]);
    const sizeOf = (): number => (design().layers[ids[0]!] as { runs: { sizeUm: number }[] }).runs[0]!.sizeUm;
    const [width, size] = [design().layers[group!]!.widthUm, sizeOf()];
    session.update(group!, { widthUm: width * 2 });
    expect(design().layers[group!]!.widthUm).toBe(width * 2);
    expect(sizeOf()).toBe(size * 2);
    session.ungroup(group!);
    expect(design().sides[0]!.layers).toEqual(ids);
    expect(session.getState().selection).toEqual(ids);
    session.duplicate([ids[0]!]);
    expect(design().sides[0]!.layers).toHaveLength(3);
  });

  it('copies a group with all within it', () => {
    const { session, design } = open();
    session.addText('one');
    session.addText('two');
    session.group([...design().sides[0]!.layers]);
    session.duplicate(session.getState().selection);
    expect(Object.keys(design().layers)).toHaveLength(6);
    expect(parseDesign(design()).ok).toBe(true);
  });

  it('aligns to one another, alone to the side, and spreads evenly', () => {
    const { session, design } = open();
    for (const word of ['a', 'b', 'c']) session.addText(word);
    const ids = [...design().sides[0]!.layers];
    session.update(ids[1]!, { xUm: 1_000, yUm: 10_000 });
    session.update(ids[2]!, { xUm: 5_000, yUm: 50_000 });
    session.align(ids, 'left');
    expect(ids.map((id) => design().layers[id]!.xUm)).toEqual([1_000, 1_000, 1_000]);
    session.distribute(ids, 'y');
    const tops = ids.map((id) => design().layers[id]!.yUm).sort((a, b) => a - b);
    expect(Math.abs(tops[2]! - 2 * tops[1]! + tops[0]!)).toBeLessThanOrEqual(2);
    session.align([ids[0]!], 'center');
    const { xUm, widthUm } = design().layers[ids[0]!]!;
    expect(xUm + widthUm / 2).toBeCloseTo(50_000, 0);
  });

  it('crops: the picture moves in its frame, the frame over the picture, never beyond it', () => {
    const { session, only } = open();
    session.addPicture(photo);
    const { id, widthUm, heightUm } = only();
    session.startCropping(id);
    session.zoomCrop(2);
    const crop = (): { xPx: number; yPx: number; widthPx: number; heightPx: number } =>
      (only() as never as { crop: never }).crop;
    expect(crop()).toEqual({ xPx: 750, yPx: 1000, widthPx: 1500, heightPx: 2000 });
    expect(only()).toMatchObject({ widthUm, heightUm });
    drag(session, { layer: id }, [0, 0], [widthUm * 10, 0]);
    expect(crop().xPx).toBe(0);
    session.nudge(-1_000, 0);
    expect(crop().xPx).toBe(Math.round((1_000 / widthUm) * 1500));
    drag(session, 'e', [widthUm * 10, 0], [widthUm * 5, 0]);
    expect(only().widthUm).toBeLessThan(widthUm * 0.51);
    expect(crop().widthPx / only().widthUm).toBeCloseTo(crop().heightPx / heightUm, 2);
    session.zoomCrop(0.01);
    expect(crop().heightPx).toBeLessThanOrEqual(4000);
    session.stopCropping();
    for (let i = 0; i < 9; i++) session.undo();
    expect(session.getState().canUndo).toBe(false);
  });

  it('refuses what is locked or cannot be, with a code, and changes nothing', () => {
    const { session, design } = open();
    session.addText('fixed');
    const text = JSON.parse(JSON.stringify(design())) as Design;
    const [id] = text.sides[0]!.layers;
    text.layers[id!]!.locks = { content: true, remove: true, style: true };
    const { session: locked, faults, design: now } = open(text);
    const before = designHash(now());
    locked.setText(id!, 'other');
    locked.startTyping(id!);
    locked.remove([id!]);
    locked.styleText(id!, { sizeUm: 9_000 });
    locked.update(id!, { opacityPm: 500 });
    expect(faults).toEqual(Array(5).fill('layer_locked'));
    locked.update(id!, { widthUm: 0 });
    locked.addPicture({ ...photo, hash: 'not a hash' });
    expect(faults.slice(5)).toEqual(['property_invalid', 'property_invalid']);
    expect(designHash(now())).toBe(before);
    locked.select([id!]);
    locked.nudge(1_000, 0);
    expect(now().layers[id!]!.xUm).toBe(text.layers[id!]!.xUm + 1_000);
  });

  it('draws for the variant chosen: its substrate is part of what is approved', () => {
    const { session } = open();
    session.addText('x');
    const plain = sceneHash(session.getState().resolved!.scene);
    const dyed = {
      ...product,
      sides: product.sides.map((side) => ({ ...side, substrate: { rgb: '#102030' } })),
    };
    session.setProduct(dyed);
    expect(session.getState().resolved!.scene.sides[0]!.substrate).toBe('#102030');
    expect(sceneHash(session.getState().resolved!.scene)).not.toBe(plain);
  });
});

/** Whatever people do, in any order. */
type Act = (session: Session, design: Design) => void;
const pick = (design: Design, n: number): string | undefined =>
  Object.keys(design.layers)[n % Math.max(1, Object.keys(design.layers).length)];
const some = (design: Design, n: number): string[] =>
  Object.keys(design.layers).filter((_, index) => (n >> (index % 5)) & 1);
const coordinate = fc.integer({ min: -200_000, max: 1_200_000 });
const HANDLES = ['move', 'rotate', 'n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.string({ maxLength: 20 }).map(
    (text): Act =>
      (session) =>
        session.addText(text),
  ),
  fc.constantFrom(photo, clip).map(
    (facts): Act =>
      (session) =>
        session.addPicture(facts),
  ),
  fc.nat(31).map(
    (n): Act =>
      (session, design) =>
        session.select(some(design, n)),
  ),
  fc.tuple(fc.constantFrom(...HANDLES), coordinate, coordinate, coordinate, coordinate, fc.boolean()).map(
    ([handle, a, b, c, d, shift]): Act =>
      (session) => {
        session.pointerDown(handle, at(a, b, { shift }));
        session.pointerMove(at(c, b, { shift }));
        session.pointerUp(at(c, d, { shift }));
      },
  ),
  fc
    .tuple(
      fc.nat(9),
      fc.constantFrom('Grüße', '', 'a\nb', '𝒳 e\u0301', 'word '.repeat(30)),
      fc.nat(40),
      fc.nat(40),
    )
    .map(
      ([n, text, from, length]): Act =>
        (session, design) => {
          session.startTyping(pick(design, n) ?? '');
          const { textEdit, design: now } = session.getState();
          if (!textEdit) return;
          const most = textOf(now.layers[textEdit.layer] as never).length;
          session.typeReplace(Math.min(from, most), Math.min(from + length, most), text);
          if (n % 2 === 0) session.stopTyping();
        },
    ),
  fc.tuple(fc.nat(31), fc.constantFrom('left', 'middle', 'bottom' as const)).map(
    ([n, to]): Act =>
      (session, design) =>
        session.align(some(design, n), to as 'left'),
  ),
  fc.nat(31).map(
    (n): Act =>
      (session, design) =>
        session.distribute(some(design, n), n % 2 ? 'x' : 'y'),
  ),
  fc.nat(31).map(
    (n): Act =>
      (session) =>
        session.group(session.getState().selection.slice(0, (n % 3) + 2)),
  ),
  fc.nat(9).map(
    (n): Act =>
      (session, design) =>
        session.ungroup(pick(design, n) ?? ''),
  ),
  fc.tuple(fc.nat(9), fc.constantFrom('forward', 'backward', 'front', 'back' as const)).map(
    ([n, move]): Act =>
      (session, design) =>
        session.reorder(pick(design, n) ?? '', move as 'front'),
  ),
  fc.nat(31).map(
    (n): Act =>
      (session, design) =>
        session.duplicate(some(design, n).slice(0, 2)),
  ),
  fc.nat(31).map(
    (n): Act =>
      (session, design) =>
        session.remove(some(design, n).slice(0, 2)),
  ),
  fc.nat(9).map(
    (n): Act =>
      (session, design) =>
        session.replacePicture(pick(design, n) ?? '', n % 2 ? photo : clip),
  ),
  fc.tuple(fc.nat(9), fc.double({ min: 0.1, max: 9, noNaN: true })).map(
    ([n, factor]): Act =>
      (session, design) => {
        session.startCropping(pick(design, n) ?? '');
        session.zoomCrop(factor);
        session.nudge(n * 500, -n * 700);
        if (n % 2) session.stopCropping();
      },
  ),
  fc.tuple(fc.nat(9), fc.integer({ min: -1, max: 400_000 })).map(
    ([n, widthUm]): Act =>
      (session, design) =>
        session.update(pick(design, n) ?? '', { widthUm }, n % 2 ? 'w' : undefined),
  ),
  fc.tuple(fc.nat(9), fc.integer({ min: 50, max: 60_000 })).map(
    ([n, sizeUm]): Act =>
      (session, design) =>
        session.styleText(pick(design, n) ?? '', { sizeUm }),
  ),
  fc.constantFrom('front', 'back').map(
    (side): Act =>
      (session) =>
        session.setSide(side),
  ),
  fc.constant<Act>((session) => session.undo()),
  fc.constant<Act>((session) => session.redo()),
);

describe('whatever people do', () => {
  it('leaves a valid document, drawn as it stands; all of it can be taken back and done again', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const { session, design } = open();
        const first = designHash(design());
        for (const each of acts) {
          each(session, design());
          const parsed = parseDesign(design());
          expect(parsed, JSON.stringify(parsed)).toMatchObject({ ok: true });
          expect(session.getState().selection.every((id) => design().layers[id])).toBe(true);
        }
        const fresh = sceneOf({ design: design(), product, assets, fonts: fonts.book() });
        expect(fresh.ok && sceneHash(fresh.value.scene)).toBe(sceneHash(session.getState().resolved!.scene));
        while (session.getState().canRedo) session.redo();
        const last = designHash(design());
        while (session.getState().canUndo) session.undo();
        expect(designHash(design())).toBe(first);
        while (session.getState().canRedo) session.redo();
        expect(designHash(design())).toBe(last);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
