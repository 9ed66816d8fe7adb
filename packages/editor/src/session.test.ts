import { type Design, designHash, parseDesign, textOf } from '@luneo/design';
import { sceneHash } from '@luneo/scene';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, drag, fonts, loadFonts, open, photo, product } from './testing.ts';

beforeAll(loadFonts);

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

  it('takes back all of a crop when it is cancelled, and nothing that came before', () => {
    const { session, only, design } = open();
    session.addPicture(photo);
    session.nudge(1_000, 0);
    const { id } = only();
    const before = designHash(design());
    session.startCropping(id);
    session.cancelCropping();
    expect(designHash(design())).toBe(before);
    session.startCropping(id);
    session.zoomCrop(3);
    drag(session, 'e', [0, 0], [-40_000, 0]);
    expect(designHash(design())).not.toBe(before);
    session.cancelCropping();
    expect(designHash(design())).toBe(before);
    expect(session.getState()).toMatchObject({ cropping: undefined, canRedo: false });
    session.undo();
    session.undo();
    expect(session.getState().canUndo).toBe(false);
  });

  it('keeps the proportions of a picture however often it is zoomed', () => {
    const { session, only } = open();
    session.addPicture(photo);
    session.startCropping(only().id);
    for (const factor of [7.3, 1.7, 0.11, 2.9, 99, 0.9, 0.21, 1.3, 0.001]) session.zoomCrop(factor);
    expect(session.cropZoom()).toBe(1);
    expect(only()).toMatchObject({ crop: { xPx: 0, yPx: 0, widthPx: 3000, heightPx: 4000 } });
    session.zoomCrop(1_000);
    expect(session.cropZoom()).toBeCloseTo(10, 1);
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

  it('lets those who make templates move what is locked to shoppers', () => {
    const { session, only, design } = open();
    session.addPicture(photo);
    const { id, xUm } = only();
    const template = JSON.parse(JSON.stringify(design())) as Design;
    template.layers[id]!.locks = { move: true };
    for (const [ignoreLocks, moved] of [
      [false, 0],
      [true, 7_000],
    ] as const) {
      const { session: maker, design: now } = open(template, fonts, ignoreLocks);
      maker.select([id]);
      drag(maker, { layer: id }, [0, 0], [70_000, 0]);
      expect(now().layers[id]!.xUm - xUm).toBe(moved);
    }
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
