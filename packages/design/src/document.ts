import { canonicalJson, contentHash, type Fault, ok, type Result, utf8Length } from '@luneo/kernel';
import { LIMITS, SCHEMA_VERSION } from './limits.ts';
import type { Design, GroupLayer, Layer, Side } from './schema.ts';
import { textOf } from './text.ts';
import { unfitText } from './words.ts';

/** A document with these sides and nothing on them. */
export const emptyDesign = (sides: readonly { readonly id: string }[]): Design => ({
  schemaVersion: SCHEMA_VERSION,
  sides: sides.map(({ id }) => ({ id, layers: [] })),
  layers: {},
});

/** The document's name: SHA-256 of its canonical JSON. */
export const designHash = (design: Design): string => contentHash(design);

/**
 * What no schema can say. Faults: `design_too_large`, `text_unfit`, `too_many_layers`, `side_duplicate`,
 * `layer_missing`, `layer_orphan`, `layer_twice`, `nesting_too_deep`, `text_too_long`, `breaks_invalid`.
 */
export function checkDesign(design: Design): Result<Design> {
  const found =
    wholeFault(design) ?? treeFault(design) ?? firstFault(Object.values(design.layers), layerFault);
  return found ? { ok: false, error: found } : ok(design);
}

const wrong = (code: string, message: string, pointer: string): Fault => ({ code, message, pointer });

function firstFault<T>(
  items: readonly T[],
  check: (item: T, index: number) => Fault | undefined,
): Fault | undefined {
  for (const [index, item] of items.entries()) {
    const found = check(item, index);
    if (found) return found;
  }
  return undefined;
}

function wholeFault(design: Design): Fault | undefined {
  const count = Object.keys(design.layers).length;
  if (count > LIMITS.layersPerDesign)
    return wrong('too_many_layers', `${count} layers; at most ${LIMITS.layersPerDesign}`, '/layers');
  // UTF-16 length is at most the bytes, so only documents near the limit are encoded.
  const text = canonicalJson(design);
  const bytes = text.length * 3 <= LIMITS.documentBytes ? 0 : utf8Length(text);
  return bytes > LIMITS.documentBytes
    ? wrong('design_too_large', `${bytes} bytes; at most ${LIMITS.documentBytes}`, '')
    : unfitText(design, text);
}

/** Every layer stands in exactly one side or group, under its own id, not too deep, not in itself. */
function treeFault(design: Design): Fault | undefined {
  const seen = new Set<string>();
  const visit = (ids: readonly string[], pointer: string, depth: number): Fault | undefined => {
    if (depth > LIMITS.nesting + 1)
      return wrong('nesting_too_deep', `groups within groups; at most ${LIMITS.nesting}`, pointer);
    return firstFault(ids, (id, index) => {
      const layer = Object.hasOwn(design.layers, id) ? design.layers[id] : undefined;
      const at = `${pointer}/${index}`;
      if (!layer) return wrong('layer_missing', `no layer "${id}"`, at);
      if (seen.has(id)) return wrong('layer_twice', `layer "${id}" stands in two places`, at);
      seen.add(id);
      return layer.type === 'group' ? visit(layer.children, `/layers/${id}/children`, depth + 1) : undefined;
    });
  };
  const sideIds = design.sides.map(({ id }) => id);
  const twice = sideIds.findIndex((id, index) => sideIds.indexOf(id) !== index);
  if (twice >= 0)
    return wrong('side_duplicate', `side "${sideIds[twice]}" is there twice`, `/sides/${twice}/id`);
  const found = firstFault(design.sides, (side, index) => visit(side.layers, `/sides/${index}/layers`, 1));
  if (found) return found;
  const orphan = Object.keys(design.layers).find((id) => !seen.has(id));
  if (orphan !== undefined)
    return wrong('layer_orphan', `layer "${orphan}" is on no side`, `/layers/${orphan}`);
  return firstFault(Object.entries(design.layers), ([id, layer]) =>
    layer.id === id
      ? undefined
      : wrong('layer_missing', `layer "${id}" calls itself "${layer.id}"`, `/layers/${id}/id`),
  );
}

function layerFault(layer: Layer): Fault | undefined {
  if (layer.type !== 'text') return undefined;
  const { length } = textOf(layer);
  const at = `/layers/${layer.id}`;
  if (length > LIMITS.textCodeUnits)
    return wrong('text_too_long', `${length} characters; at most ${LIMITS.textCodeUnits}`, `${at}/runs`);
  const bad = layer.breaks.findIndex(
    (offset, index) => offset >= length || offset <= (layer.breaks[index - 1] ?? 0),
  );
  return bad < 0
    ? undefined
    : wrong('breaks_invalid', 'line breaks must ascend within the text', `${at}/breaks/${bad}`);
}

/** Where a layer stands: its side, and the group around it if there is one. */
export interface Place {
  readonly side: Side;
  readonly group: GroupLayer | undefined;
  readonly index: number;
  readonly siblings: readonly string[];
}

export function placeOf(design: Design, id: string): Place | undefined {
  const group = Object.values(design.layers).find(
    (layer): layer is GroupLayer => layer.type === 'group' && layer.children.includes(id),
  );
  if (group) {
    const side = placeOf(design, group.id)?.side;
    return side && { side, group, index: group.children.indexOf(id), siblings: group.children };
  }
  const side = design.sides.find(({ layers }) => layers.includes(id));
  return side && { side, group: undefined, index: side.layers.indexOf(id), siblings: side.layers };
}

/** A layer and all layers within it. */
export function withDescendants(design: Design, id: string): string[] {
  const layer = design.layers[id];
  return layer?.type === 'group'
    ? [id, ...layer.children.flatMap((child) => withDescendants(design, child))]
    : [id];
}
