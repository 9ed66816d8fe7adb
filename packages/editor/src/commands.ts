import {
  type Crop,
  type Design,
  type Layer,
  placeOf,
  type SimpleCommand,
  type Target,
  type TextLayer,
  type TextRun,
  textOf,
} from '@luneo/design';
import { apply, type Box, type Matrix, SU_PER_UM } from '@luneo/geometry';
import { frameBox, selectionFrame } from './frame.ts';
import type { Alignment, Axis, LayerPatch, OrderMove, TextStylePatch } from './session.ts';

/** Optional properties: `undefined` in a patch takes them away. */
const OPTIONAL = ['outline', 'curve', 'mask', 'recolor', 'fill', 'stroke', 'name'] as const;
type Optional = (typeof OPTIONAL)[number];
const isOptional = (key: string): key is Optional => (OPTIONAL as readonly string[]).includes(key);

export function setLayer(id: string, patch: LayerPatch | Partial<Layer>): SimpleCommand {
  const entries = Object.entries(patch);
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const unset = entries.flatMap(([key, value]) => (value === undefined && isOptional(key) ? [key] : []));
  return { type: 'layer.set', id, patch: given, ...(unset.length > 0 && { unset }) };
}

/** Line ends that no longer lie within the text are dropped; the session finds the new ones. */
export function setRuns(layer: TextLayer, runs: TextRun[]): SimpleCommand {
  const { length } = textOf({ runs });
  return { type: 'text.set', id: layer.id, runs, breaks: layer.breaks.filter((at) => at < length) };
}

export function styled(layer: TextLayer, { rgb, ...style }: TextStylePatch): TextRun[] {
  const fill = rgb === undefined ? {} : { fill: { type: 'solid' as const, color: { rgb } } };
  return layer.runs.map((run) => ({ ...run, ...style, ...fill }));
}

/** A new crop of the shape of the layer's box, or undefined when the picture has no room for it. */
export const setCrop = (id: string, crop: Crop): SimpleCommand => setLayer(id, { crop });

/** Where a layer goes one step forward, backward, or all the way. */
export function reorder(design: Design, id: string, move: OrderMove): SimpleCommand | undefined {
  const place = placeOf(design, id);
  if (!place) return undefined;
  const last = place.siblings.length - 1;
  const wanted = { forward: place.index + 1, backward: place.index - 1, front: last, back: 0 }[move];
  const index = Math.max(0, Math.min(last, wanted));
  if (index === place.index) return undefined;
  const to: Target = place.group ? { group: place.group.id, index } : { side: place.side.id, index };
  return { type: 'layer.move', id, to };
}

const SIZE_UM = { least: 100, most: 2_000_000 };
const times = (value: number, k: number): number => Math.max(1, Math.round(value * k));

/** Sizes of all runs times `k`. */
export const resized = (layer: TextLayer, k: number): TextRun[] =>
  layer.runs.map((run) => ({
    ...run,
    sizeUm: Math.min(SIZE_UM.most, Math.max(SIZE_UM.least, Math.round(run.sizeUm * k))),
  }));

/** What a group's content becomes when the group grows by `k`: like a picture, lines and corners too. */
export function scaleChildren(design: Design, id: string, k: number): SimpleCommand[] {
  const group = design.layers[id];
  if (group?.type !== 'group' || k === 1) return [];
  return group.children.flatMap((child) => {
    const layer = design.layers[child]!;
    const box = {
      xUm: Math.round(layer.xUm * k),
      yUm: Math.round(layer.yUm * k),
      widthUm: times(layer.widthUm, k),
      heightUm: times(layer.heightUm, k),
    };
    return [
      setLayer(child, { ...box, ...scaledLines(layer, k) }),
      ...(layer.type === 'text' ? [setRuns(layer, resized(layer, k))] : []),
      ...scaleChildren(design, child, k),
    ];
  });
}

/** Lengths of a layer beside its box. */
function scaledLines(layer: Layer, k: number): LayerPatch {
  if (layer.type === 'text' && layer.outline)
    return { outline: { ...layer.outline, widthUm: times(layer.outline.widthUm, k) } };
  if (layer.type === 'image' && layer.mask?.shape === 'rounded')
    return { mask: { ...layer.mask, radiusUm: Math.round(layer.mask.radiusUm * k) } };
  if (layer.type !== 'shape') return {};
  const { shape, stroke } = layer;
  return {
    ...(shape.kind === 'rect' && { shape: { ...shape, radiusUm: Math.round(shape.radiusUm * k) } }),
    ...(stroke && { stroke: { ...stroke, widthUm: times(stroke.widthUm, k) } }),
  };
}

export interface Transform {
  /** A map of side space. */
  readonly matrix: Matrix;
  readonly sx: number;
  readonly sy: number;
  readonly mdeg: number;
}

/** Carries a layer that stands on a side along with a map of side space. */
export function transform(design: Design, id: string, { matrix, sx, sy, mdeg }: Transform): SimpleCommand[] {
  const layer = design.layers[id]!;
  const even = layer.type === 'group' ? Math.max(sx, sy) : undefined;
  const [kx, ky] = [even ?? sx, even ?? sy];
  const middle = apply(matrix, {
    x: (layer.xUm + layer.widthUm / 2) * SU_PER_UM,
    y: (layer.yUm + layer.heightUm / 2) * SU_PER_UM,
  });
  const [widthUm, heightUm] = [times(layer.widthUm, kx), times(layer.heightUm, ky)];
  const moved = {
    xUm: Math.round(middle.x / SU_PER_UM - widthUm / 2),
    yUm: Math.round(middle.y / SU_PER_UM - heightUm / 2),
    ...(kx !== 1 || ky !== 1 ? { widthUm, heightUm } : {}),
    ...(mdeg === 0 ? {} : { rotationMdeg: (layer.rotationMdeg + mdeg) % 360_000 }),
  };
  const grows = layer.type === 'text' && sx === sy && sx !== 1 && !layer.locks.style && layer.runs.length > 0;
  return [
    setLayer(id, moved),
    ...(grows ? [setRuns(layer, resized(layer, sx))] : []),
    ...scaleChildren(design, id, kx),
  ];
}

const boxOf = (design: Design, id: string): Box => frameBox(selectionFrame(design, [id])!);
const moveBy = (design: Design, id: string, dx: number, dy: number): SimpleCommand[] => {
  const { xUm, yUm } = design.layers[id]!;
  const by = { x: Math.round(dx / SU_PER_UM), y: Math.round(dy / SU_PER_UM) };
  return by.x === 0 && by.y === 0 ? [] : [setLayer(id, { xUm: xUm + by.x, yUm: yUm + by.y })];
};

/** Layers to an edge or the middle of `frame` (su). */
export function align(design: Design, ids: readonly string[], to: Alignment, frame: Box): SimpleCommand[] {
  return ids.flatMap((id) => {
    const { x, y, width, height } = boxOf(design, id);
    const dx = { left: 0, center: (frame.width - width) / 2, right: frame.width - width }[to as 'left'];
    const dy = { top: 0, middle: (frame.height - height) / 2, bottom: frame.height - height }[to as 'top'];
    return moveBy(
      design,
      id,
      dx === undefined ? 0 : frame.x + dx - x,
      dy === undefined ? 0 : frame.y + dy - y,
    );
  });
}

/** Equal gaps between boxes; the outermost stay. */
export function distribute(design: Design, ids: readonly string[], axis: Axis): SimpleCommand[] {
  const start = (box: Box): number => (axis === 'x' ? box.x : box.y);
  const length = (box: Box): number => (axis === 'x' ? box.width : box.height);
  const boxes = ids.map((id) => ({ id, box: boxOf(design, id) })).sort((a, b) => start(a.box) - start(b.box));
  if (boxes.length < 3) return [];
  const end = Math.max(...boxes.map(({ box }) => start(box) + length(box)));
  const taken = boxes.reduce((sum, { box }) => sum + length(box), 0);
  const gap = (end - start(boxes[0]!.box) - taken) / (boxes.length - 1);
  let at = start(boxes[0]!.box);
  return boxes.flatMap(({ id, box }) => {
    const by = at - start(box);
    at += length(box) + gap;
    return moveBy(design, id, axis === 'x' ? by : 0, axis === 'y' ? by : 0);
  });
}

/** Copies of a layer and all within it, under new ids. */
export function copies(design: Design, id: string, newId: () => string, to: Target): SimpleCommand[] {
  const layer = design.layers[id]!;
  const copy = { ...layer, id: newId() };
  if (copy.type !== 'group') return [{ type: 'layer.add', layer: copy, to }];
  const inner = copy.children.flatMap((child) => copies(design, child, newId, { group: copy.id }));
  return [{ type: 'layer.add', layer: { ...copy, children: [] }, to }, ...inner];
}

/** The layer of the side that holds this one: itself, or the outermost group around it. */
export function outermost(design: Design, id: string): string {
  const place = placeOf(design, id);
  return place?.group ? outermost(design, place.group.id) : id;
}
