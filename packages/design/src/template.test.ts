import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCommand,
  type Command,
  checkAgainstTemplate,
  checkTemplate,
  type Design,
  type Layer,
  type Placeholder,
  readCharacters,
  Template,
} from './index.ts';

const base = {
  xUm: 0,
  yUm: 0,
  widthUm: 10_000,
  heightUm: 10_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
};
const font = { family: 'F', weight: 400, style: 'normal', hash: 'ab'.repeat(32) } as const;
const run = (text: string, rgb = '#000000') => ({
  text,
  font,
  sizeUm: 1_000,
  fill: { type: 'solid' as const, color: { rgb } },
  letterSpacingPm: 0,
});
const textLayer = (id: string, locks: Layer['locks'] = {}): Layer => ({
  ...base,
  id,
  type: 'text',
  locks,
  runs: [run('Name')],
  align: 'start',
  verticalAlign: 'top',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
});
const photo = (id: string, locks: Layer['locks'] = {}): Layer => ({
  ...base,
  id,
  type: 'image',
  locks,
  asset: '11'.repeat(32),
  crop: { xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 },
});
const documentOf = (...layers: Layer[]): Design => ({
  schemaVersion: 1,
  sides: [{ id: 'front', background: { rgb: '#ffffff' }, layers: layers.map(({ id }) => id) }],
  layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
});
const templateOf = (
  layers: Layer[],
  placeholders: Placeholder[] = [],
  more: Partial<Template> = {},
): Template => Template.parse({ document: documentOf(...layers), placeholders, ...more });
const edit = (design: Design, command: Command): Design =>
  unwrap(applyCommand(design, command, { ignoreLocks: true })).design;
const codes = (template: Template, design: Design, complete = false) =>
  checkAgainstTemplate(template, design, complete).map(({ code, params }) =>
    params?.lock === undefined ? code : `${code}: ${params.lock}`,
  );

const ALL = {
  move: true,
  resize: true,
  rotate: true,
  content: true,
  style: true,
  order: true,
  visibility: true,
  remove: true,
};

describe('locks', () => {
  const shape: Layer = { ...base, id: 'box', type: 'shape', locks: {}, shape: { kind: 'ellipse' } };
  const template = templateOf([shape, textLayer('name', ALL), photo('logo', ALL)]);
  const { document } = template;

  it.each<[string, Command]>([
    ['move', { type: 'layer.set', id: 'name', patch: { xUm: 5 } }],
    ['resize', { type: 'layer.set', id: 'name', patch: { widthUm: 5_000 } }],
    ['rotate', { type: 'layer.set', id: 'name', patch: { rotationMdeg: 90_000 } }],
    ['style', { type: 'layer.set', id: 'name', patch: { opacityPm: 500 } }],
    ['style', { type: 'text.set', id: 'name', runs: [run('Name', '#ff0000')], breaks: [] }],
    ['content', { type: 'text.set', id: 'name', runs: [run('Anna')], breaks: [] }],
    [
      'content',
      {
        type: 'image.replace',
        id: 'logo',
        asset: '22'.repeat(32),
        crop: { xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 },
      },
    ],
    ['visibility', { type: 'layer.set', id: 'logo', patch: { visible: false } }],
    ['remove', { type: 'layer.remove', id: 'logo' }],
    ['locks', { type: 'layer.set', id: 'logo', patch: { locks: {} } }],
    ['order', { type: 'layer.move', id: 'logo', to: { side: 'front', index: 0 } }],
    ['order', { type: 'layer.group', ids: ['logo'], group: 'g' }],
  ])('against %s hold where a page ignored them', (lock, command) => {
    const broken = codes(template, edit(document, command)).map((code) => code.replace('layer_locked: ', ''));
    expect(broken).toContain(lock);
  });

  it('leave the rest free', () => {
    const moved = edit(document, { type: 'layer.set', id: 'box', patch: { xUm: 77, visible: false } });
    const added = edit(moved, {
      type: 'layer.add',
      layer: textLayer('mine'),
      to: { side: 'front', index: 1 },
    });
    expect(codes(template, added)).toEqual([]);
    expect(codes(template, edit(document, { type: 'layer.remove', id: 'box' }))).toEqual([]);
    expect(codes({ ...template, ownLayers: false }, added)).toEqual(['layers_not_allowed']);
    const painted = edit(document, { type: 'side.background', side: 'front', color: null });
    expect(codes(template, painted)).toEqual([]);
    expect(codes({ ...template, backgrounds: false }, painted)).toEqual(['background_locked']);
    const without = { ...document, sides: [], layers: {} };
    expect(codes({ ...template, backgrounds: false }, without)).toContain('background_locked');
  });

  it('against style let text change within the styles that are there', () => {
    const styled = templateOf([textLayer('name', { style: true })]);
    const typed = edit(styled.document, { type: 'text.set', id: 'name', runs: [run('Zoë')], breaks: [] });
    expect(codes(styled, typed)).toEqual([]);
    const red = edit(styled.document, {
      type: 'text.set',
      id: 'name',
      runs: [run('Zoë', '#ff0000')],
      breaks: [],
    });
    expect(codes(styled, red)).toEqual(['layer_locked: style']);
  });

  it('agree with those of the editor: what it lets through, the server takes', () => {
    const lock = fc.constantFrom(...(Object.keys(ALL) as (keyof typeof ALL)[]));
    const patch = fc.oneof(
      fc.record({ xUm: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ widthUm: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ rotationMdeg: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ flipX: fc.boolean() }),
      fc.record({ visible: fc.boolean() }),
      fc.record({ opacityPm: fc.integer({ min: 0, max: 1000 }) }),
    );
    const id = fc.constantFrom('a', 'b', 'c');
    const command: fc.Arbitrary<Command> = fc.oneof(
      fc.record({ type: fc.constant('layer.set' as const), id, patch }),
      fc.record({ type: fc.constant('layer.remove' as const), id }),
      fc.record({
        type: fc.constant('layer.move' as const),
        id,
        to: fc.record({ side: fc.constant('front'), index: fc.integer({ min: 0, max: 2 }) }),
      }),
      fc.record({
        type: fc.constant('text.set' as const),
        id,
        runs: fc.constant<ReturnType<typeof run>[]>([run('X')]),
        breaks: fc.constant<number[]>([]),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(lock), { minLength: 3, maxLength: 3 }),
        fc.array(command),
        (locks, commands) => {
          const locksOf = (index: number) => Object.fromEntries(locks[index]!.map((name) => [name, true]));
          const any = templateOf(['a', 'b', 'c'].map((name, index) => textLayer(name, locksOf(index))));
          const edited = commands.reduce((now, step) => {
            const result = applyCommand(now, step);
            return result.ok ? result.value.design : now;
          }, any.document);
          expect(codes(any, edited)).toEqual([]);
        },
      ),
    );
  });
});

describe('placeholders', () => {
  const name: Placeholder = {
    kind: 'text',
    layer: 'name',
    required: true,
    maxLength: 6,
    characters: 'A-Za-zé -',
    maxLines: 1,
    fonts: [font.hash],
  };
  const face: Placeholder = { kind: 'picture', layer: 'face', required: true, assets: ['22'.repeat(32)] };
  const template = templateOf([textLayer('name'), photo('face')], [name, face]);
  const typed = (text: string) =>
    edit(template.document, {
      type: 'text.set',
      id: 'name',
      runs: text === '' ? [] : [run(text)],
      breaks: [],
    });
  const crop = { xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 };

  it.each([
    ['Zoé B', []],
    ['Anna-Lena', ['placeholder_too_long']],
    ['Zoë', ['placeholder_characters']],
    ['A\nB', ['placeholder_lines']],
    ['', []],
  ])('take %j while it is edited', (text, faults) => {
    expect(codes(template, typed(text))).toEqual(faults);
  });

  it('are filled in before they are ordered', () => {
    expect(codes(template, typed('  '), true)).toEqual(['placeholder_required', 'placeholder_required']);
    const replaced = edit(typed('Zoé'), { type: 'image.replace', id: 'face', asset: '22'.repeat(32), crop });
    expect(codes(template, replaced, true)).toEqual([]);
    expect(codes(template, edit(replaced, { type: 'layer.remove', id: 'face' }), true)).toEqual([
      'placeholder_required',
    ]);
    const other = edit(replaced, { type: 'image.replace', id: 'face', asset: '33'.repeat(32), crop });
    expect(codes(template, other)).toEqual(['placeholder_asset']);
  });

  it('must be fit to be filled in', () => {
    const check = (layers: Layer[], ...placeholders: Placeholder[]) =>
      checkTemplate(templateOf(layers, placeholders)).map(({ code }) => code);
    expect(check([textLayer('name'), photo('face')], name, face)).toEqual([]);
    expect(check([textLayer('name')], name, { ...name })).toEqual(['placeholder_twice']);
    expect(check([photo('name')], name)).toEqual(['placeholder_unfit']);
    expect(check([textLayer('name', { content: true })], name)).toEqual(['placeholder_locked']);
    expect(check([textLayer('name')], { ...name, characters: 'z-a' })).toEqual(['characters_invalid']);
    expect(check([textLayer('name')], { ...name, maxLength: 2 })).toEqual(['placeholder_too_long']);
    expect(check([textLayer('name', { move: true })])).toEqual(['locks_incomplete']);
  });
});

describe('a set of characters', () => {
  const has = (pattern: string, character: string) => unwrap(readCharacters(pattern))(character);

  it('holds single ones, ranges and categories', () => {
    expect([has('abc', 'b'), has('abc', 'd'), has('a-c', 'b'), has('a-', '-')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([has('\\p{L}', 'ж'), has('\\p{L}', '7'), has('\\p{N}x', '7'), has('😀-😂', '😁')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([has('a\\-z', '-'), has('a\\-z', 'b'), has('\\\\', '\\')]).toEqual([true, false, true]);
  });

  it.each(['z-a', '\\', '\\p{Q}', '\\pL', '\\p{constructor}'])('refuses %j', (pattern) => {
    expect(readCharacters(pattern)).toMatchObject({ ok: false, error: { code: 'characters_invalid' } });
  });

  it('takes any pattern of a person, and time in proportion', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        (pattern, text) => {
          const set = readCharacters(pattern);
          if (set.ok) for (const one of text) expect(typeof set.value(one)).toBe('boolean');
        },
      ),
    );
  });
});
