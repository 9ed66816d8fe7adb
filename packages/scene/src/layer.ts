import type { AssetBook, AssetFacts, Design, Layer } from '@luneo/design';
import { LIMITS } from '@luneo/design';
import { apply, type Box, type Matrix, multiply } from '@luneo/geometry';
import { fault, ok, type Result } from '@luneo/kernel';
import type { FontBook, TextLayout } from '@luneo/layout';
import { drawArtwork } from './artwork.ts';
import { drawImage } from './image.ts';
import { clipped, unionAll } from './ink-box.ts';
import { layerMatrix } from './layer-matrix.ts';
import { shapeNodes } from './shape.ts';
import { drawText } from './text.ts';
import { type GroupNode, packMatrix, type SceneNode } from './tree.ts';

export interface Sources {
  readonly layers: Design['layers'];
  readonly assets: AssetBook;
  readonly fonts: FontBook;
}

/** A layer and the layouts of the texts in it, by layer id. */
export interface Resolved {
  readonly node: GroupNode;
  readonly text: ReadonlyMap<string, TextLayout>;
}

interface Drawing {
  readonly nodes: readonly SceneNode[];
  readonly clip?: GroupNode['clip'] | undefined;
  readonly clipBox?: Box | undefined;
  readonly text?: ReadonlyMap<string, TextLayout>;
}

/** What a layer was resolved from, besides its own record. */
interface Origin {
  readonly parent: Matrix;
  readonly fonts: FontBook;
  readonly facts: AssetFacts | undefined;
  /** Of a group: what it was built from. */
  readonly children: readonly Resolved[];
}
const memo = new WeakMap<Layer, Origin & { readonly resolved: Resolved }>();
const NO_TEXT: ReadonlyMap<string, TextLayout> = new Map();

/**
 * Resolves one layer; undefined when it is invisible. The same layer record under the same parent
 * gives the same object, so a drag resolves the dragged layer only.
 */
export function resolveLayer(
  id: string,
  parent: Matrix,
  sources: Sources,
  depth = 0,
): Result<Resolved | undefined> {
  const layer = Object.hasOwn(sources.layers, id) ? sources.layers[id] : undefined;
  if (!layer) return fault('layer_unknown', `no layer has the id ${id}`, { pointer: `/layers/${id}` });
  if (!layer.visible) return ok(undefined);
  const matrix = multiply(parent, layerMatrix(layer));
  const children = layer.type === 'group' ? resolveAll(layer.children, matrix, sources, depth + 1) : ok([]);
  if (!children.ok) return children;
  const facts = 'asset' in layer ? sources.assets.get(layer.asset) : undefined;
  const from = { parent, fonts: sources.fonts, facts, children: children.value };
  const known = memo.get(layer);
  if (known && sameOrigin(known, from)) return ok(known.resolved);
  const drawing = draw(layer, matrix, children.value, sources);
  if (!drawing.ok) return drawing;
  const resolved = wrap(layer, matrix, drawing.value);
  memo.set(layer, { ...from, resolved });
  return ok(resolved);
}

/** Resolves layers in painting order, the invisible ones left out. */
export function resolveAll(
  ids: readonly string[],
  parent: Matrix,
  sources: Sources,
  depth = 0,
): Result<Resolved[]> {
  if (depth > LIMITS.nesting)
    return fault('nesting_too_deep', `groups may be nested ${LIMITS.nesting} deep`, {
      params: { limit: LIMITS.nesting },
    });
  const all: Resolved[] = [];
  for (const id of ids) {
    const resolved = resolveLayer(id, parent, sources, depth);
    if (!resolved.ok) return resolved;
    if (resolved.value) all.push(resolved.value);
  }
  return ok(all);
}

function draw(
  layer: Layer,
  matrix: Matrix,
  children: readonly Resolved[],
  sources: Sources,
): Result<Drawing> {
  switch (layer.type) {
    case 'shape':
      return ok({ nodes: shapeNodes(layer, packMatrix(matrix)) });
    case 'image':
      return drawImage(layer, matrix, sources.assets);
    case 'artwork':
      return drawArtwork(layer, matrix, sources.assets);
    case 'group':
      return ok({
        nodes: children.map((child) => child.node),
        text: new Map(children.flatMap((child) => [...child.text])),
      });
    case 'text': {
      const drawn = drawText(layer, packMatrix(matrix), sources.fonts);
      if (drawn.ok) return ok({ nodes: drawn.value.nodes, text: new Map([[layer.id, drawn.value.layout]]) });
      const { code, message, pointer = '', params } = drawn.error;
      return fault(code, message, { pointer: `/layers/${layer.id}${pointer}`, params });
    }
  }
}

function wrap(layer: Layer, matrix: Matrix, { nodes, clip, clipBox, text = NO_TEXT }: Drawing): Resolved {
  const ink = unionAll(nodes.map((node) => node.box)) ?? emptyAt(matrix);
  const node: GroupNode = {
    kind: 'group',
    layer: layer.id,
    opacityPm: layer.opacityPm,
    ...(clip && { clip }),
    box: clipBox ? clipped(ink, clipBox) : ink,
    children: nodes,
  };
  return { node, text };
}

function emptyAt(matrix: Matrix): Box {
  const origin = apply(matrix, { x: 0, y: 0 });
  return { x: Math.round(origin.x) || 0, y: Math.round(origin.y) || 0, width: 0, height: 0 };
}

const sameOrigin = (a: Origin, b: Origin): boolean =>
  a.fonts === b.fonts &&
  a.facts === b.facts &&
  sameItems(a.parent, b.parent) &&
  sameItems(a.children, b.children);

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
