import { type Design, designHash, parseDesign, textOf } from '@luneo/design';
import { breakLines } from '@luneo/layout';
import { sceneHash, sceneOf } from '@luneo/scene';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from './session.ts';
import { assets, at, clip, fonts, lateFonts, loadFonts, open, photo, product } from './testing.ts';

beforeAll(loadFonts);

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
        if (n % 3 === 0) session.stopCropping();
        if (n % 3 === 1) session.cancelCropping();
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

  it('ends lines where the font says, whenever it comes', async () => {
    const linesEnd = (design: Design): void => {
      for (const layer of Object.values(design.layers))
        if (layer.type === 'text') expect(layer.breaks).toEqual(breakLines(layer, fonts.book()));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 12 }),
        fc.array(act, { maxLength: 12 }),
        async (before, after) => {
          const late = lateFonts();
          const { session, design } = open(undefined, late.fonts);
          const first = designHash(design());
          session.addText('word '.repeat(30));
          for (const each of before) each(session, design());
          await late.arrive();
          linesEnd(design());
          for (const each of after) each(session, design());
          await late.arrive();
          const steps = (can: 'canUndo' | 'canRedo', go: () => void): void => {
            while (session.getState()[can]) {
              go();
              linesEnd(design());
            }
          };
          steps('canRedo', session.redo);
          const last = designHash(design());
          steps('canUndo', session.undo);
          expect(designHash(design())).toBe(first);
          steps('canRedo', session.redo);
          expect(designHash(design())).toBe(last);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);
});
