import { canonicalJson, type Fault } from '@luneo/kernel';
import { z } from 'zod';
import { LOCK_OF_PROPERTY } from './apply.ts';
import { readCharacters } from './characters.ts';
import { placeOf } from './document.ts';
import { BlobHash, Design, type Layer, LayerId, type Locks, type TextLayer } from './schema.ts';
import { textOf } from './text.ts';

export const TEMPLATE_LIMITS = { placeholders: 100, assets: 500 } as const;

/** What a shopper has to fill in, and what with. */
export const Placeholder = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    layer: LayerId,
    /** Must hold more than white space before it is ordered. */
    required: z.boolean().optional(),
    /** Code points. */
    maxLength: z.int().min(1).max(5_000).optional(),
    /** Characters it may hold, e.g. `A-Za-z0-9 .'`; line breaks apart. See `readCharacters`. */
    characters: z.string().min(1).max(200).optional(),
    maxLines: z.int().min(1).max(100).optional(),
    /** Whole-file hashes. */
    fonts: z.array(BlobHash).min(1).max(TEMPLATE_LIMITS.assets).optional(),
  }),
  z.strictObject({
    kind: z.literal('picture'),
    layer: LayerId,
    /** Must be replaced by a picture of the shopper's before it is ordered. */
    required: z.boolean().optional(),
    /** Only these. */
    assets: z.array(BlobHash).min(1).max(TEMPLATE_LIMITS.assets).optional(),
  }),
]);

/** A brand's locked starting design: a document whose layers carry locks, and what is to be filled in. */
export const Template = z.strictObject({
  document: Design,
  placeholders: z.array(Placeholder).max(TEMPLATE_LIMITS.placeholders),
  /** False: the shopper adds no layers. */
  ownLayers: z.boolean().optional(),
  /** False: backgrounds stay as they are. */
  backgrounds: z.boolean().optional(),
});
export type Placeholder = z.infer<typeof Placeholder>;
export type Template = z.infer<typeof Template>;

const at = (code: string, layer: string, message: string, params: Fault['params'] = {}): Fault => ({
  code,
  message,
  pointer: `/layers/${layer}`,
  params: { layer, ...params },
});
const layerOf = ({ layers }: Design, id: string): Layer | undefined =>
  Object.hasOwn(layers, id) ? layers[id] : undefined;

/** What stands against publishing a template; pointers go into its document. */
export function checkTemplate({ document, placeholders }: Template): Fault[] {
  const ids = placeholders.map(({ layer }) => layer);
  return [
    ...Object.values(document.layers)
      .filter(({ locks }) => (locks.move || locks.resize || locks.rotate) && !locks.order)
      .map(({ id }) =>
        at(
          'locks_incomplete',
          id,
          'a layer that stays in its place cannot go into groups: lock its order too',
        ),
      ),
    ...placeholders.flatMap((placeholder, index) => {
      const { layer: id, kind } = placeholder;
      if (ids.indexOf(id) !== index) return [at('placeholder_twice', id, `"${id}" is a placeholder twice`)];
      const layer = layerOf(document, id);
      const fits =
        kind === 'text' ? layer?.type === 'text' : layer?.type === 'image' || layer?.type === 'artwork';
      if (layer === undefined || !fits) return [at('placeholder_unfit', id, `"${id}" is no ${kind} layer`)];
      if (layer.locks.content)
        return [at('placeholder_locked', id, `"${id}" cannot be filled in: its content is locked`)];
      return placeholderFaults(placeholder, layer, layer, false);
    }),
  ];
}

/**
 * Holds a design against the template it began from: locks, placeholders, own layers. `complete`: what is
 * required must be there (before it is ordered, not while it is edited). Codes: `layer_locked` (params:
 * lock), `layers_not_allowed`, `background_locked`, `placeholder_required`, `placeholder_too_long`,
 * `placeholder_lines`, `placeholder_characters`, `placeholder_font`, `placeholder_asset`.
 */
export function checkAgainstTemplate(template: Template, design: Design, complete: boolean): Fault[] {
  const { document, placeholders, ownLayers = true, backgrounds = true } = template;
  const own = Object.keys(design.layers).filter((id) => layerOf(document, id) === undefined);
  return [
    ...(ownLayers
      ? []
      : own.map((id) => at('layers_not_allowed', id, 'this template takes no further layers'))),
    ...(backgrounds ? [] : backgroundFaults(document, design)),
    ...Object.values(document.layers).flatMap((layer) => lockFaults(document, design, layer)),
    ...orderFaults(document, design),
    ...placeholders.flatMap((placeholder) => {
      const [first, now] = [layerOf(document, placeholder.layer), layerOf(design, placeholder.layer)];
      if (first === undefined) return [];
      if (now !== undefined)
        return now.type === first.type ? placeholderFaults(placeholder, first, now, complete) : [];
      return complete && placeholder.required ? [missing(placeholder.layer)] : [];
    }),
  ];
}

const missing = (id: string): Fault => at('placeholder_required', id, `"${id}" has to be filled in`);

function backgroundFaults(document: Design, design: Design): Fault[] {
  const rgbOf = ({ sides }: Design, id: string) => sides.find((side) => side.id === id)?.background?.rgb;
  const ids = new Set([...design.sides, ...document.sides].map(({ id }) => id));
  return [...ids]
    .filter((id) => rgbOf(design, id) !== rgbOf(document, id))
    .map((id) => ({
      code: 'background_locked',
      message: `the background of "${id}" is fixed`,
      // A side that was left out has no place of its own.
      pointer: `/sides/${design.sides.findIndex((side) => side.id === id)}`.replace('/-1', ''),
      params: { side: id },
    }));
}

const locked = (id: string, lock: string): Fault =>
  at('layer_locked', id, `"${id}" is locked against: ${lock}`, { lock });

const KEPT_ELSEWHERE = new Set(['id', 'type', 'locks', 'name', 'runs', 'breaks', 'children']);
const same = (a: unknown, b: unknown): boolean => canonicalJson([a]) === canonicalJson([b]);

/** What of a layer is not as its locks hold it. */
function lockFaults(document: Design, design: Design, first: Layer): Fault[] {
  const { id, locks } = first;
  const now = layerOf(design, id);
  if (now === undefined) return locks.remove ? [locked(id, 'remove')] : [];
  if (now.type !== first.type) return [locked(id, 'remove')];
  if (!same(now.locks, locks)) return [locked(id, 'locks')];
  const broken = new Set<keyof Locks>();
  for (const key of new Set([...Object.keys(first), ...Object.keys(now)])) {
    if (KEPT_ELSEWHERE.has(key)) continue;
    const lock = key === 'asset' ? 'content' : (LOCK_OF_PROPERTY[key] ?? 'style');
    if (locks[lock] && !same(propertyOf(first, key), propertyOf(now, key))) broken.add(lock);
  }
  if (first.type === 'text' && now.type === 'text') {
    if (locks.content && textOf(first) !== textOf(now)) broken.add('content');
    if (locks.style && !keepsStyles(first, now)) broken.add('style');
  }
  if (locks.order && parentOf(document, id) !== parentOf(design, id)) broken.add('order');
  return [...broken].map((lock) => locked(id, lock));
}

const propertyOf = (layer: Layer, key: string): unknown =>
  (layer as unknown as Record<string, unknown>)[key] ?? null;

/** New text takes the styles that are there; no other ones. With the text as it was, the runs are too. */
function keepsStyles(first: TextLayer, now: TextLayer): boolean {
  if (textOf(first) === textOf(now)) return same(first.runs, now.runs);
  const styleOf = ({ text: _, ...style }: TextLayer['runs'][number]): string => canonicalJson(style);
  const known = new Set(first.runs.map(styleOf));
  return known.size === 0 || now.runs.every((run) => known.has(styleOf(run)));
}

const parentOf = (design: Design, id: string): string | undefined => {
  const place = placeOf(design, id);
  return place?.group ? `group ${place.group.id}` : `side ${place?.side.id}`;
};

/** Layers locked in their order stand to one another as they did. */
function orderFaults(document: Design, design: Design): Fault[] {
  const fixed = new Set(Object.values(document.layers).flatMap(({ id, locks }) => (locks.order ? [id] : [])));
  const stacks = (of: Design): Map<string, string[]> =>
    new Map([
      ...of.sides.map(({ id, layers }) => [`side ${id}`, layers] as const),
      ...Object.values(of.layers).flatMap((layer) =>
        layer.type === 'group' ? [[`group ${layer.id}`, layer.children] as const] : [],
      ),
    ]);
  const now = stacks(design);
  return [...stacks(document)].flatMap(([parent, layers]) => {
    const stack = (now.get(parent) ?? []).filter((id) => fixed.has(id) && layers.includes(id));
    const was = layers.filter((id) => stack.includes(id));
    const moved = stack.find((id, index) => id !== was[index]);
    return moved === undefined ? [] : [locked(moved, 'order')];
  });
}

function placeholderFaults(placeholder: Placeholder, first: Layer, now: Layer, complete: boolean): Fault[] {
  if (placeholder.kind === 'text') return now.type === 'text' ? textFaults(placeholder, now, complete) : [];
  const [was, is] = [assetOf(first), assetOf(now)];
  const unfit = placeholder.assets !== undefined && !placeholder.assets.includes(is ?? '');
  return [
    ...(complete && placeholder.required && (was === is || !now.visible) ? [missing(now.id)] : []),
    ...(unfit && was !== is
      ? [at('placeholder_asset', now.id, `"${now.id}" takes other pictures only`)]
      : []),
  ];
}

const assetOf = (layer: Layer): string | undefined =>
  layer.type === 'image' || layer.type === 'artwork' ? layer.asset : undefined;

function textFaults(
  { required, maxLength, characters, maxLines, fonts }: Extract<Placeholder, { kind: 'text' }>,
  layer: TextLayer,
  complete: boolean,
): Fault[] {
  const text = textOf(layer);
  const { id } = layer;
  const length = Array.from(text).length;
  const lines = text === '' ? 0 : text.split('\n').length;
  const allowed = characters === undefined ? undefined : readCharacters(characters);
  const strange = allowed?.ok
    ? Array.from(text).find((one) => one !== '\n' && !allowed.value(one))
    : undefined;
  const font = fonts && layer.runs.find((run) => !fonts.includes(run.font.hash));
  return [
    ...(complete && required && (text.trim() === '' || !layer.visible) ? [missing(id)] : []),
    ...(maxLength !== undefined && length > maxLength
      ? [at('placeholder_too_long', id, `${length} characters; at most ${maxLength}`, { length, maxLength })]
      : []),
    ...(maxLines !== undefined && lines > maxLines
      ? [at('placeholder_lines', id, `${lines} lines; at most ${maxLines}`, { lines, maxLines })]
      : []),
    ...(allowed?.ok === false ? [at(allowed.error.code, id, allowed.error.message)] : []),
    ...(strange === undefined
      ? []
      : [at('placeholder_characters', id, `"${strange}" is not allowed here`, { character: strange })]),
    ...(font ? [at('placeholder_font', id, `${font.font.family} is not offered here`)] : []),
  ];
}
