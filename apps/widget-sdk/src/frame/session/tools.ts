import type { Design, Layer } from '@luneo/design';
import type { HandleId, PointerInput, Session, SessionState } from '@luneo/editor-react';
import { frameBox, offsetAt, selectionFrame } from '@luneo/editor-react';
import {
  type Box,
  boxOf,
  intersection,
  type Matrix,
  type Point,
  SU_PER_UM,
  translate,
} from '@luneo/geometry';
import { withLayer } from './document.ts';
import { type Held, rotation, scaling, snapBox, transformed } from './transform.ts';

export const offsetNear = offsetAt;

interface Host {
  get(): SessionState;
  set(patch: Partial<SessionState>): void;
  change(id: string, patch: object, gesture?: string): void;
  commit(design: Design, gesture?: string): void;
  /** The next edit begins a new step of history. */
  freeze(): void;
}

interface Drag {
  readonly ids: readonly string[];
  readonly held: Held;
  readonly from: Point;
  move(input: PointerInput): void;
  /** The document after the hand let go. */
  drop(): Design | undefined;
}

const SNAP_PX = 6;

/** Pointer tools: move with snapping, scale, rotate, marquee. Until the drop only `live` changes. */
export function createTools(
  host: Host,
): Pick<Session, 'pointerDown' | 'pointerMove' | 'pointerUp' | 'pointerCancel'> {
  let drag: Drag | undefined;
  const end = (): void => {
    drag = undefined;
    host.set({ live: undefined, guides: [], marquee: undefined });
  };
  return {
    pointerDown(target, input) {
      host.freeze();
      if (typeof target === 'object' && 'empty' in target) {
        drag = marquee(host, input);
        return;
      }
      if (typeof target === 'object' && !host.get().selection.includes(target.layer))
        host.set({ selection: [target.layer] });
      const handle: HandleId = typeof target === 'object' ? 'move' : target;
      drag = hold(host, handle, input);
    },
    pointerMove: (input) => drag?.move(input),
    pointerUp(input) {
      drag?.move(input);
      const next = drag?.drop();
      end();
      if (next) host.commit(next);
      host.freeze();
    },
    pointerCancel: end,
  };
}

function hold(host: Host, handle: HandleId, start: PointerInput): Drag | undefined {
  const state = host.get();
  const lock = handle === 'move' ? 'move' : handle === 'rotate' ? 'rotate' : 'resize';
  const ids = state.selection.filter((id) => !state.design.layers[id]?.locks[lock]);
  const held = selectionFrame(state.design, ids);
  if (!held) return undefined;
  const common = { ids, held, from: start.point };
  if (handle === 'move') return moving(host, common);
  if (handle === 'rotate') return turning(host, common);
  return sizing(host, common, handle);
}

type Grip = Pick<Drag, 'ids' | 'held' | 'from'>;

function moving(host: Host, grip: Grip): Drag {
  const { ids, held, from } = grip;
  const { design, product, side } = host.get();
  const shape = product.sides.find(({ id }) => id === side)!;
  const su = (um: number): number => um * SU_PER_UM;
  const whole: Box = { x: 0, y: 0, width: su(shape.widthUm), height: su(shape.heightUm) };
  const safe: Box = {
    x: su(shape.safeUm),
    y: su(shape.safeUm),
    width: whole.width - 2 * su(shape.safeUm),
    height: whole.height - 2 * su(shape.safeUm),
  };
  const others = design.sides.find(({ id }) => id === side)!.layers.filter((id) => !ids.includes(id));
  const targets = [whole, safe, ...others.map((id) => frameBox(selectionFrame(design, [id])!))];
  const box = frameBox(held);
  let by = { x: 0, y: 0 };
  return {
    ...grip,
    move(input) {
      let dx = input.point.x - from.x;
      let dy = input.point.y - from.y;
      if (input.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
      const reach = input.ctrl ? 0 : SNAP_PX * input.suPerPx;
      const snap = snapBox({ ...box, x: box.x + dx, y: box.y + dy }, targets, reach);
      by = { x: dx + snap.dx, y: dy + snap.dy };
      host.set({ live: { layers: ids, matrix: translate(by.x, by.y) }, guides: snap.guides });
    },
    drop: () => mapLayers(design, ids, translate(by.x, by.y), 1, 1, 0),
  };
}

function turning(host: Host, grip: Grip): Drag {
  const { design } = host.get();
  let done: { matrix: Matrix; mdeg: number } | undefined;
  return {
    ...grip,
    move(input) {
      done = rotation(grip.held, grip.from, input);
      host.set({ live: { layers: grip.ids, matrix: done.matrix } });
    },
    drop: () => done && mapLayers(design, grip.ids, done.matrix, 1, 1, done.mdeg),
  };
}

function sizing(host: Host, grip: Grip, handle: HandleId): Drag {
  const { design } = host.get();
  const only = grip.ids.length === 1 ? design.layers[grip.ids[0]!] : undefined;
  const rewraps = only?.type === 'text' && handle.length === 1;
  let done: ReturnType<typeof scaling> | undefined;
  return {
    ...grip,
    move(input) {
      const keep = only?.type === 'shape' ? input.shift : true;
      done = scaling(grip.held, handle, grip.from, input, keep);
      if (rewraps && only)
        host.change(only.id, transformed(only, done.matrix, done.sx, done.sy, 0), `size:${only.id}`);
      else host.set({ live: { layers: grip.ids, matrix: done.matrix } });
    },
    drop: () =>
      done && !rewraps ? mapLayers(design, grip.ids, done.matrix, done.sx, done.sy, 0) : undefined,
  };
}

function mapLayers(
  design: Design,
  ids: readonly string[],
  matrix: Matrix,
  sx: number,
  sy: number,
  mdeg: number,
): Design {
  let next = design;
  for (const id of ids) {
    const layer = next.layers[id]!;
    next = withLayer(next, grown({ ...layer, ...transformed(layer, matrix, sx, sy, mdeg) } as Layer, sx));
  }
  return next;
}

/** A text scaled by its corner keeps its line ends: sizes grow with the box. */
function grown(layer: Layer, factor: number): Layer {
  if (layer.type !== 'text' || factor === 1) return layer;
  const runs = layer.runs.map((run) => ({
    ...run,
    sizeUm: Math.min(2_000_000, Math.max(100, Math.round(run.sizeUm * factor))),
  }));
  return { ...layer, runs };
}

function marquee(host: Host, start: PointerInput): Drag {
  const { design, side } = host.get();
  const layers = design.sides.find(({ id }) => id === side)?.layers ?? [];
  const boxes = layers
    .filter((id) => design.layers[id]!.visible)
    .map((id) => ({ id, box: frameBox(selectionFrame(design, [id])!) }));
  return {
    ids: [],
    held: { width: 0, height: 0, matrix: [1, 0, 0, 1, 0, 0] },
    from: start.point,
    move(input) {
      const area = boxOf([start.point, input.point])!;
      const hit = boxes.filter(({ box }) => intersection(area, box)).map(({ id }) => id);
      host.set({ marquee: area, selection: hit });
    },
    drop: () => undefined,
  };
}
