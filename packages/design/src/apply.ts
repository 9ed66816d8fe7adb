import { type Fault, fault, ok, type Result } from '@luneo/kernel';
import type { Command, SimpleCommand, Target } from './command.ts';
import { type Diff, diffOf } from './diff.ts';
import { checkDesign, placeOf, withDescendants } from './document.ts';
import { LAYER_SCHEMAS } from './generated/layers.ts';
import { groupLayers, ungroupLayer } from './group.ts';
import { jsonFault } from './json-check.ts';
import type { Design, GroupLayer, Layer, Locks } from './schema.ts';
import { textOf } from './text.ts';

export interface ApplyOptions {
  /** For those who make templates: what is locked to shoppers is not locked to them. */
  readonly ignoreLocks?: boolean;
}

export interface Applied {
  readonly design: Design;
  readonly diff: Diff;
}

/**
 * Applies a command: the new document and the reversible change, or a refusal; the document given is
 * never changed. Codes: `layer_unknown`, `layer_locked` (params: lock), `layer_exists`,
 * `layer_type_wrong`, `side_unknown`, `property_invalid`, `group_into_itself`, `group_mixed`, and those of
 * `checkDesign`.
 */
export function applyCommand(design: Design, command: Command, options: ApplyOptions = {}): Result<Applied> {
  const steps = command.type === 'batch' ? command.commands : [command];
  let next = design;
  for (const step of steps) {
    const locked = options.ignoreLocks ? undefined : lockFault(next, step);
    const result = locked ? { ok: false as const, error: locked } : applySimple(next, step);
    if (!result.ok) return result;
    next = result.value;
  }
  const diff = diffOf(design, next);
  const wrong = propertyFault(diff);
  if (wrong) return { ok: false, error: wrong };
  const checked = checkDesign(next);
  return checked.ok ? ok({ design: next, diff }) : checked;
}

/** What the schema has against the layers an edit leaves behind. */
function propertyFault({ layers }: Diff): Fault | undefined {
  for (const [id, [, after]] of Object.entries(layers)) {
    const found = after && jsonFault(LAYER_SCHEMAS[after.type], after, `/layers/${id}`);
    if (found) return found;
  }
  return undefined;
}

const unknown = (id: string): Result<never> => fault('layer_unknown', `no layer "${id}"`, { params: { id } });

function applySimple(design: Design, command: SimpleCommand): Result<Design> {
  switch (command.type) {
    case 'layer.add':
      return addLayer(design, command.layer, command.to);
    case 'layer.remove':
      return removeLayer(design, command.id);
    case 'layer.set':
      return setLayer(design, command);
    case 'layer.move':
      return moveLayer(design, command.id, command.to);
    case 'layer.group':
      return groupLayers(design, command.ids, command.group);
    case 'layer.ungroup':
      return ungroupLayer(design, command.id);
    case 'text.set':
      return replaceLayer(design, command.id, 'text', { runs: command.runs, breaks: command.breaks });
    case 'image.replace':
      return replaceLayer(design, command.id, 'image', { asset: command.asset, crop: command.crop });
    case 'artwork.replace':
      return replaceLayer(design, command.id, 'artwork', { asset: command.asset });
    case 'side.background':
      return setBackground(design, command.side, command.color);
  }
}

export const LOCK_OF_PROPERTY: Readonly<Record<string, keyof Locks>> = {
  xUm: 'move',
  yUm: 'move',
  widthUm: 'resize',
  heightUm: 'resize',
  rotationMdeg: 'rotate',
  visible: 'visibility',
  crop: 'content',
};

/** The locks a command runs into. Whether locks themselves may change is the template designer's matter. */
function locksOf(command: SimpleCommand, layer: Layer | undefined): readonly (keyof Locks)[] {
  switch (command.type) {
    case 'layer.remove':
      return ['remove'];
    case 'layer.move':
    case 'layer.group':
    case 'layer.ungroup':
      return ['order'];
    case 'text.set':
      return [layer?.type === 'text' && textOf(layer) === textOf(command) ? 'style' : 'content'];
    case 'image.replace':
    case 'artwork.replace':
      return ['content'];
    case 'layer.set':
      return [...Object.keys(command.patch), ...(command.unset ?? [])].map(
        (key) => LOCK_OF_PROPERTY[key] ?? 'style',
      );
    default:
      return [];
  }
}

function lockFault(design: Design, command: SimpleCommand): Fault | undefined {
  const ids = 'ids' in command ? command.ids : 'id' in command ? [command.id] : [];
  const touched = command.type === 'layer.remove' ? ids.flatMap((id) => withDescendants(design, id)) : ids;
  if (command.type === 'layer.set' && 'locks' in command.patch)
    return { code: 'layer_locked', message: 'locks are set by the template', params: { lock: 'locks' } };
  for (const id of touched)
    for (const lock of locksOf(command, design.layers[id]))
      if (design.layers[id]?.locks[lock])
        return { code: 'layer_locked', message: `"${id}" is locked against: ${lock}`, params: { id, lock } };
  return undefined;
}

const withLayer = (design: Design, layer: Layer): Design => ({
  ...design,
  layers: { ...design.layers, [layer.id]: layer },
});

function insertAt(list: readonly string[], id: string, index = list.length): string[] {
  return [...list.slice(0, index), id, ...list.slice(index)];
}

/** Puts an id into a side or group; the layer itself is already there. */
function place(design: Design, id: string, to: Target): Result<Design> {
  if ('group' in to) {
    const group = design.layers[to.group];
    if (group?.type !== 'group') return unknown(to.group);
    return ok(withLayer(design, { ...group, children: insertAt(group.children, id, to.index) }));
  }
  if (!design.sides.some(({ id: side }) => side === to.side))
    return fault('side_unknown', `no side "${to.side}"`);
  const sides = design.sides.map((side) =>
    side.id === to.side ? { ...side, layers: insertAt(side.layers, id, to.index) } : side,
  );
  return ok({ ...design, sides });
}

/** Takes an id out of where it stands; the layer itself stays. */
function unplace(design: Design, id: string): Design {
  const at = placeOf(design, id);
  if (!at) return design;
  const rest = at.siblings.filter((other) => other !== id);
  if (at.group) return withLayer(design, { ...at.group, children: rest } satisfies GroupLayer);
  return {
    ...design,
    sides: design.sides.map((side) => (side === at.side ? { ...side, layers: rest } : side)),
  };
}

function addLayer(design: Design, layer: Layer, to: Target): Result<Design> {
  if (Object.hasOwn(design.layers, layer.id))
    return fault('layer_exists', `there is a layer "${layer.id}" already`);
  return place(withLayer(design, layer), layer.id, to);
}

function removeLayer(design: Design, id: string): Result<Design> {
  if (!design.layers[id]) return unknown(id);
  const gone = new Set(withDescendants(design, id));
  const rest = unplace(design, id);
  return ok({
    ...rest,
    layers: Object.fromEntries(Object.entries(rest.layers).filter(([key]) => !gone.has(key))),
  });
}

/** What only its own command changes. */
const FIXED: ReadonlySet<string> = new Set(['id', 'type', 'runs', 'breaks', 'children', 'asset']);

function setLayer(
  design: Design,
  { id, patch, unset = [], breaks }: Extract<SimpleCommand, { type: 'layer.set' }>,
): Result<Design> {
  const layer = design.layers[id];
  if (!layer) return unknown(id);
  const fixed = Object.keys(patch).find((key) => FIXED.has(key));
  if (fixed !== undefined)
    return fault('property_invalid', `${fixed} has a command of its own`, {
      pointer: `/layers/${id}/${fixed}`,
    });
  const next: Record<string, unknown> = {
    ...layer,
    ...patch,
    ...(breaks && layer.type === 'text' ? { breaks } : {}),
  };
  for (const key of unset) delete next[key];
  // What changes nothing leaves the record as it is: no step of history, nothing to save.
  const same = JSON.stringify(next) === JSON.stringify(layer);
  return ok(same ? design : withLayer(design, next as unknown as Layer));
}

function replaceLayer(design: Design, id: string, type: Layer['type'], patch: object): Result<Design> {
  const layer = design.layers[id];
  if (!layer) return unknown(id);
  if (layer.type !== type)
    return fault('layer_type_wrong', `"${id}" is a layer of type ${layer.type}, not ${type}`);
  return ok(withLayer(design, { ...layer, ...patch } as Layer));
}

function moveLayer(design: Design, id: string, to: Target): Result<Design> {
  if (!design.layers[id]) return unknown(id);
  if ('group' in to && withDescendants(design, id).includes(to.group))
    return fault('group_into_itself', 'a group cannot be moved into itself');
  return place(unplace(design, id), id, to);
}

function setBackground(
  design: Design,
  id: string,
  color: Design['sides'][number]['background'] | null,
): Result<Design> {
  if (!design.sides.some((side) => side.id === id)) return fault('side_unknown', `no side "${id}"`);
  const paint = ({ background: _, ...side }: Design['sides'][number]) =>
    color ? { ...side, background: color } : side;
  return ok({ ...design, sides: design.sides.map((side) => (side.id === id ? paint(side) : side)) });
}
