import type { ImageFacts, ImageLayer } from '@luneo/design';
import {
  apply,
  type Box,
  boxOf,
  IDENTITY,
  intersection,
  invert,
  type Matrix,
  type Point,
  SU_PER_UM,
  translate,
} from '@luneo/geometry';
import { setLayer, transform } from './commands.ts';
import type { Core } from './core.ts';
import { framed, panned } from './crop.ts';
import { absoluteMatrix, type Frame, frameBox, selectionFrame } from './frame.ts';
import type { HandleId, PointerInput, Session } from './session.ts';
import { rotation, scaling, snapBox } from './transform.ts';

/** A pointer that is down. */
interface Drag {
  move(input: PointerInput): void;
  /** The edit to make when the hand lets go; drags that edit as they go have none. */
  drop?(): void;
}

/** Px within which a moving box is drawn to a line. */
const SNAP_PX = 6;

/** Pointer tools: move with snapping, scale, rotate, marquee, crop. Until the drop only `live` changes. */
export function createDrags(
  core: Core,
): Pick<Session, 'pointerDown' | 'pointerMove' | 'pointerUp' | 'pointerCancel'> {
  let drag: Drag | undefined;
  const end = (): void => {
    drag = undefined;
    core.set({ live: undefined, guides: [], marquee: undefined });
    core.mark();
  };
  return {
    pointerDown(target, input) {
      core.mark();
      const { cropping, selection } = core.state;
      const handle: HandleId | undefined =
        typeof target === 'string' ? target : 'layer' in target ? 'move' : undefined;
      const layer = typeof target === 'object' && 'layer' in target ? target.layer : undefined;
      if (cropping && (layer === undefined || layer === cropping)) {
        drag = cropDrag(core, cropping, handle ?? 'move', input.point);
        return;
      }
      if (layer !== undefined && !selection.includes(layer))
        core.set({ selection: [layer], cropping: undefined });
      drag = handle ? hold(core, handle, input.point) : marquee(core, input.point);
    },
    pointerMove: (input) => drag?.move(input),
    pointerUp(input) {
      const now = drag;
      now?.move(input);
      // The edit replaces what was live in the same breath, so that nothing flickers.
      if (now?.drop) now.drop();
      end();
    },
    pointerCancel() {
      end();
    },
  };
}

function hold(core: Core, handle: HandleId, from: Point): Drag | undefined {
  const { design, selection } = core.state;
  const lock = handle === 'move' ? 'move' : handle === 'rotate' ? 'rotate' : 'resize';
  const free = core.options.ignoreLocks ?? false;
  const ids = selection.filter((id) => design.layers[id] && (free || !design.layers[id].locks[lock]));
  const held = selectionFrame(design, ids);
  if (!held) return undefined;
  const grip = { ids, held, from };
  if (handle === 'move') return moving(core, grip);
  return handle === 'rotate' ? turning(core, grip) : sizing(core, grip, handle);
}

interface Grip {
  readonly ids: readonly string[];
  readonly held: Frame;
  readonly from: Point;
}

const NO_GROWTH = { sx: 1, sy: 1, mdeg: 0 };

/** One command for all layers in hand; refused whole when one of them refuses. */
function drop(core: Core, { ids }: Grip, by: { matrix: Matrix; sx: number; sy: number; mdeg: number }): void {
  const { design } = core.state;
  const commands = ids.flatMap((id) => transform(design, id, by));
  core.run({ type: 'batch', commands }, { also: { live: undefined } });
}

/** Lines a moving box is drawn to: those of the side, its safe zone and the other layers. */
function snapTargets(core: Core, ids: readonly string[]): Box[] {
  const { design, product, side } = core.state;
  const { widthUm, heightUm, safeUm } = product.sides.find(({ id }) => id === side)!;
  const [width, height, safe] = [widthUm, heightUm, safeUm].map((um) => um * SU_PER_UM) as [
    number,
    number,
    number,
  ];
  const others = design.sides.find(({ id }) => id === side)!.layers.filter((id) => !ids.includes(id));
  return [
    { x: 0, y: 0, width, height },
    { x: safe, y: safe, width: width - 2 * safe, height: height - 2 * safe },
    ...others.filter((id) => design.layers[id]!.visible).map((id) => frameBox(selectionFrame(design, [id])!)),
  ];
}

function moving(core: Core, grip: Grip): Drag {
  const targets = snapTargets(core, grip.ids);
  const box = frameBox(grip.held);
  let by = { x: 0, y: 0 };
  return {
    move(input) {
      let dx = input.point.x - grip.from.x;
      let dy = input.point.y - grip.from.y;
      if (input.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
      const reach = input.ctrl ? 0 : SNAP_PX * input.suPerPx;
      const snap = snapBox({ ...box, x: box.x + dx, y: box.y + dy }, targets, reach);
      by = { x: dx + snap.dx, y: dy + snap.dy };
      core.set({ live: { layers: grip.ids, matrix: translate(by.x, by.y) }, guides: snap.guides });
    },
    drop: () => drop(core, grip, { matrix: translate(by.x, by.y), ...NO_GROWTH }),
  };
}

function turning(core: Core, grip: Grip): Drag {
  let done = { matrix: IDENTITY, mdeg: 0 };
  return {
    move(input) {
      done = rotation(grip.held, grip.from, input);
      core.set({ live: { layers: grip.ids, matrix: done.matrix } });
    },
    drop: () => drop(core, grip, { ...NO_GROWTH, ...done }),
  };
}

function sizing(core: Core, grip: Grip, handle: HandleId): Drag {
  const { design } = core.state;
  const only = grip.ids.length === 1 ? design.layers[grip.ids[0]!] : undefined;
  // The edges of a text make room for its lines: they are set anew as the hand moves.
  const rewraps = only?.type === 'text' && handle.length === 1;
  let done = { matrix: IDENTITY, sx: 1, sy: 1 };
  return {
    move(input) {
      done = scaling(grip.held, handle, grip.from, input, only?.type === 'shape' ? input.shift : true);
      if (!rewraps) core.set({ live: { layers: grip.ids, matrix: done.matrix } });
      else
        core.run(
          { type: 'batch', commands: transform(design, only.id, { ...done, mdeg: 0 }) },
          { gesture: `size:${only.id}` },
        );
    },
    ...(rewraps ? {} : { drop: () => drop(core, grip, { ...done, mdeg: 0 }) }),
  };
}

function marquee(core: Core, from: Point): Drag {
  const { design, side } = core.state;
  const boxes = design.sides
    .find(({ id }) => id === side)!
    .layers.filter((id) => design.layers[id]!.visible)
    .map((id) => ({ id, box: frameBox(selectionFrame(design, [id])!) }));
  return {
    move(input) {
      const area = boxOf([from, input.point])!;
      const selection = boxes.filter(({ box }) => intersection(area, box)).map(({ id }) => id);
      core.set({ marquee: area, selection });
    },
  };
}

/** While cropping: the picture moves within its frame, or an edge of the frame over the picture. */
function cropDrag(core: Core, id: string, handle: HandleId, from: Point): Drag | undefined {
  const { design } = core.state;
  const layer = design.layers[id] as ImageLayer;
  const facts = core.options.assets.get(layer.asset) as ImageFacts | undefined;
  const inverse = invert(absoluteMatrix(design, id));
  if (!inverse || !facts || handle === 'rotate') return undefined;
  const start = apply(inverse, from);
  return {
    move(input) {
      const now = apply(inverse, input.point);
      const by = { x: now.x - start.x, y: now.y - start.y };
      const patch =
        handle === 'move' ? { crop: panned(layer, facts, by.x, by.y) } : framed(layer, facts, handle, by);
      core.run(setLayer(id, patch), { gesture: `crop:${id}` });
    },
  };
}
