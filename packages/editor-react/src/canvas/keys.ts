import type { Layer } from '@luneo/design';
import type { Alignment, LayerPatch, OrderMove, Session } from '@luneo/editor';
import type { KeyboardEvent } from 'react';

/** What the view can be told by keys. */
export interface ViewKeys {
  zoomBy(factor: number): void;
  fit(): void;
  help(): void;
}

const MM = 1000;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** With Ctrl: to an edge; with Shift as well, to the middle. */
const EDGES: Readonly<Record<string, readonly [edge: Alignment, middle: Alignment]>> = {
  ArrowLeft: ['left', 'center'],
  ArrowRight: ['right', 'center'],
  ArrowUp: ['top', 'middle'],
  ArrowDown: ['bottom', 'middle'],
};
const TURN_MDEG = 5_000;

/** Runs the command a key stands for; false when it stands for none. */
export function handleKey(event: KeyboardEvent, session: Session, view: ViewKeys): boolean {
  const { selection, cropping } = session.getState();
  const arrow = ARROWS[event.key];
  if (event.ctrlKey || event.metaKey) return commandKey(event, session, view);
  if (arrow && selection.length > 0) {
    const step = event.shiftKey ? 10 * MM : event.altKey ? MM / 10 : MM;
    session.nudge(arrow[0] * step, arrow[1] * step);
    return true;
  }
  const keys = cropping ? cropKeys(session, event.altKey ? 1.01 : 1.05) : plainKeys(event, session, view);
  const run = keys.get(event.key);
  if (!run) return false;
  run();
  return true;
}

type KeyMap = Map<string, () => void>;

function cropKeys(session: Session, step: number): KeyMap {
  const closer = (): void => session.zoomCrop(step);
  return new Map([
    ['Escape', () => session.cancelCropping()],
    ['Enter', () => session.stopCropping()],
    ['+', closer],
    ['=', closer],
    ['-', () => session.zoomCrop(1 / step)],
  ]);
}

function plainKeys(event: KeyboardEvent, session: Session, view: ViewKeys): KeyMap {
  const { selection, design } = session.getState();
  const only = selection.length === 1 ? design.layers[selection[0]!] : undefined;
  const remove = (): void => session.remove(selection);
  const keys: KeyMap = new Map([['?', view.help]]);
  if (selection.length > 0) {
    keys.set('Delete', remove).set('Backspace', remove);
    keys.set('Escape', () => session.select([]));
  }
  if (only) layerKeys(keys, only, event.altKey ? 1.01 : 1.05, session);
  return keys;
}

function layerKeys(keys: KeyMap, layer: Layer, step: number, session: Session): void {
  const { id } = layer;
  const order = (move: OrderMove) => () => session.reorder(id, move);
  const turn = (by: number) => () =>
    session.update(id, { rotationMdeg: (layer.rotationMdeg + by) % 360_000 }, `turn:${id}`);
  const grow = (factor: number) => () => session.update(id, grownBox(layer, factor), `grow:${id}`);
  keys
    .set('[', order('backward'))
    .set(']', order('forward'))
    .set('{', order('back'))
    .set('}', order('front'));
  keys
    .set('+', grow(step))
    .set('=', grow(step))
    .set('-', grow(1 / step));
  keys.set(',', turn(-TURN_MDEG)).set('.', turn(TURN_MDEG));
  if (layer.type === 'image') keys.set('Enter', () => session.startCropping(id));
  if (layer.type !== 'text') return;
  const type = (): void => session.startTyping(id);
  keys.set('Enter', type).set('F2', type);
}

/** The layer's box scaled about its centre. */
function grownBox(layer: Layer, factor: number): LayerPatch {
  const [widthUm, heightUm] = [Math.round(layer.widthUm * factor), Math.round(layer.heightUm * factor)];
  return {
    xUm: layer.xUm + Math.round((layer.widthUm - widthUm) / 2),
    yUm: layer.yUm + Math.round((layer.heightUm - heightUm) / 2),
    widthUm,
    heightUm,
  };
}

function commandKey(event: KeyboardEvent, session: Session, view: ViewKeys): boolean {
  const { selection, design, side } = session.getState();
  const edge = EDGES[event.key]?.[event.shiftKey ? 1 : 0];
  if (edge) {
    session.align(selection, edge);
    return true;
  }
  const all = (): readonly string[] => design.sides.find((candidate) => candidate.id === side)?.layers ?? [];
  const commands: Record<string, () => void> = {
    z: () => (event.shiftKey ? session.redo() : session.undo()),
    y: () => session.redo(),
    a: () => session.select(all()),
    d: () => session.duplicate(selection),
    g: () =>
      event.shiftKey ? selection.forEach((id) => void session.ungroup(id)) : session.group(selection),
    '0': () => view.fit(),
    '+': () => view.zoomBy(1.25),
    '=': () => view.zoomBy(1.25),
    '-': () => view.zoomBy(0.8),
  };
  const run = commands[event.key.toLowerCase()];
  run?.();
  return run !== undefined;
}
