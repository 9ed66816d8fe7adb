import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApplyOptions,
  applyCommand,
  applyDiff,
  type Command,
  checkDesign,
  type Design,
  designHash,
  emptyDesign,
  invertDiff,
  type Layer,
  LIMITS,
  MIGRATIONS,
  migrate,
  parseDesign,
  replaceText,
  squashDiffs,
  styleRange,
  type TextRun,
  textOf,
} from './index.ts';

const base = {
  xUm: 1_000,
  yUm: 2_000,
  widthUm: 30_000,
  heightUm: 20_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
};
const font = { family: 'Inter', weight: 400, style: 'normal' as const, hash: 'a'.repeat(64) };
const run = (text: string, sizeUm = 8_000): TextRun => ({
  text,
  font,
  sizeUm,
  fill: { type: 'solid', color: { rgb: '#112233' } },
  letterSpacingPm: 0,
});
const text = (id: string, content = 'Hello'): Layer => ({
  ...base,
  id,
  type: 'text',
  runs: [run(content)],
  align: 'center',
  verticalAlign: 'middle',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
});
const rect = (id: string, more: object = {}): Layer =>
  ({ ...base, id, type: 'shape', shape: { kind: 'rect', radiusUm: 0 }, ...more }) as Layer;
const empty = emptyDesign([{ id: 'front' }, { id: 'back' }]);
const front = { side: 'front' };
const after = (...commands: Command[]): Design =>
  commands.reduce((design, command) => unwrap(applyCommand(design, command)).design, empty);
const code = (design: Design, command: Command, options?: ApplyOptions): string | undefined => {
  const result = applyCommand(design, command, options);
  return result.ok ? undefined : result.error.code;
};

describe('commands', () => {
  const three = after(
    { type: 'layer.add', layer: rect('a'), to: front },
    { type: 'layer.add', layer: text('b'), to: front },
    { type: 'layer.add', layer: rect('c'), to: { side: 'front', index: 0 } },
  );

  it('add, order, change and remove', () => {
    expect(three.sides[0]!.layers).toEqual(['c', 'a', 'b']);
    const moved = unwrap(applyCommand(three, { type: 'layer.move', id: 'b', to: { side: 'back' } })).design;
    expect(moved.sides.map(({ layers }) => layers)).toEqual([['c', 'a'], ['b']]);
    const set = unwrap(
      applyCommand(three, { type: 'layer.set', id: 'a', patch: { opacityPm: 500, name: 'Box' } }),
    );
    expect(set.design.layers.a).toMatchObject({ opacityPm: 500, name: 'Box' });
    expect(set.design.layers.b).toBe(three.layers.b);
    expect(Object.keys(set.diff.layers)).toEqual(['a']);
    expect(
      unwrap(applyCommand(set.design, { type: 'layer.set', id: 'a', patch: {}, unset: ['name'] })).design
        .layers.a,
    ).not.toHaveProperty('name');
  });

  it('refuse with a code and change nothing', () => {
    expect(code(three, { type: 'layer.remove', id: 'zz' })).toBe('layer_unknown');
    expect(code(three, { type: 'layer.add', layer: rect('a'), to: front })).toBe('layer_exists');
    expect(code(three, { type: 'layer.add', layer: rect('d'), to: { side: 'top' } })).toBe('side_unknown');
    expect(code(three, { type: 'layer.set', id: 'a', patch: { widthUm: 0.5 } })).toBe('property_invalid');
    expect(code(three, { type: 'layer.set', id: 'a', patch: { runs: [] } })).toBe('property_invalid');
    expect(code(three, { type: 'text.set', id: 'a', runs: [], breaks: [] })).toBe('layer_type_wrong');
    expect(code(three, { type: 'text.set', id: 'b', runs: [run('ab')], breaks: [2] })).toBe('breaks_invalid');
    expect(
      code(three, { type: 'text.set', id: 'b', runs: [run('x'.repeat(5_000)), run('y', 9_000)], breaks: [] }),
    ).toBe('text_too_long');
    for (const unfit of ['a\0', '\ud83d', 'x\udc00y'])
      expect(code(three, { type: 'text.set', id: 'b', runs: [run(unfit)], breaks: [] })).toBe('text_unfit');
    for (const fit of ['\\u0000', '\\ud83d', '\\\\', '😀'])
      expect(applyCommand(three, { type: 'text.set', id: 'b', runs: [run(fit)], breaks: [] }).ok).toBe(true);
  });

  it('happen whole or not at all in a batch', () => {
    const batch: Command = {
      type: 'batch',
      commands: [
        { type: 'layer.remove', id: 'a' },
        { type: 'layer.remove', id: 'zz' },
      ],
    };
    expect(code(three, batch)).toBe('layer_unknown');
    expect(three.layers).toHaveProperty('a');
  });

  it('obey locks, property by property, and only for shoppers', () => {
    const locked = after(
      { type: 'layer.add', layer: rect('a', { locks: { move: true } }), to: front },
      { type: 'layer.add', layer: { ...text('b'), locks: { content: true, remove: true } }, to: front },
    );
    expect(code(locked, { type: 'layer.set', id: 'a', patch: { xUm: 5 } })).toBe('layer_locked');
    expect(code(locked, { type: 'layer.set', id: 'a', patch: { opacityPm: 5 } })).toBeUndefined();
    expect(code(locked, { type: 'layer.set', id: 'a', patch: { locks: {} } })).toBe('layer_locked');
    expect(code(locked, { type: 'text.set', id: 'b', runs: [], breaks: [] })).toBe('layer_locked');
    expect(code(locked, { type: 'layer.remove', id: 'b' })).toBe('layer_locked');
    expect(code(locked, { type: 'layer.remove', id: 'b' }, { ignoreLocks: true })).toBeUndefined();
  });

  it('keep what is locked inside a group from being removed with it', () => {
    const grouped = after(
      { type: 'layer.add', layer: rect('a', { locks: { remove: true } }), to: front },
      { type: 'layer.add', layer: rect('b'), to: front },
      { type: 'layer.group', ids: ['a', 'b'], group: 'g' },
    );
    expect(code(grouped, { type: 'layer.remove', id: 'g' })).toBe('layer_locked');
  });

  it('group and ungroup without moving anything', () => {
    const grouped = unwrap(applyCommand(three, { type: 'layer.group', ids: ['a', 'b'], group: 'g' })).design;
    expect(grouped.sides[0]!.layers).toEqual(['c', 'g']);
    expect(grouped.layers.g).toMatchObject({
      children: ['a', 'b'],
      xUm: 1_000,
      yUm: 2_000,
      widthUm: 30_000,
      heightUm: 20_000,
    });
    const back = unwrap(applyCommand(grouped, { type: 'layer.ungroup', id: 'g' })).design;
    expect(designHash(back)).toBe(designHash(three));
    expect(code(grouped, { type: 'layer.move', id: 'g', to: { group: 'g' } })).toBe('group_into_itself');
    expect(code(three, { type: 'layer.group', ids: ['a', 'zz'], group: 'g' })).toBe('layer_unknown');
  });

  it('carry the rotation of a group over to its children', () => {
    const grouped = after(
      { type: 'layer.add', layer: rect('a'), to: front },
      { type: 'layer.group', ids: ['a'], group: 'g' },
      { type: 'layer.set', id: 'g', patch: { rotationMdeg: 90_000, flipX: true } },
    );
    const free = unwrap(applyCommand(grouped, { type: 'layer.ungroup', id: 'g' })).design.layers.a!;
    expect(free).toMatchObject({ xUm: 1_000, yUm: 2_000, rotationMdeg: 90_000, flipX: true });
  });
});

const id = fc.constantFrom('a', 'b', 'c', 'd', 'g', 'h');
const to = fc.oneof(
  fc.record({ side: fc.constantFrom('front', 'back'), index: fc.nat(3) }),
  fc.record({ group: id }),
);
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant('layer.add' as const),
    layer: fc.oneof(
      id.map((i) => rect(i)),
      id.map((i) => text(i)),
    ),
    to,
  }),
  fc.record({ type: fc.constant('layer.remove' as const), id }),
  fc.record({
    type: fc.constant('layer.set' as const),
    id,
    patch: fc.record({
      xUm: fc.integer({ min: -9_000, max: 9_000 }),
      rotationMdeg: fc.integer({ min: 0, max: 359_999 }),
    }),
  }),
  fc.record({ type: fc.constant('layer.move' as const), id, to }),
  fc.record({
    type: fc.constant('layer.group' as const),
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
    group: fc.constantFrom('g', 'h'),
  }),
  fc.record({ type: fc.constant('layer.ungroup' as const), id }),
  fc.record({
    type: fc.constant('text.set' as const),
    id,
    runs: fc.constant('Bonjour').map((word) => [run(word)]),
    breaks: fc.nat(0).map(() => [3]),
  }),
  fc.record({
    type: fc.constant('side.background' as const),
    side: fc.constantFrom('front', 'back'),
    color: fc.constantFrom(null, { rgb: '#ffffff' }),
  }),
);

it('random edits keep the document valid, and their diffs lead back, one by one and squashed', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      let design = empty;
      const done = [];
      for (const command of commands) {
        const result = applyCommand(design, command);
        if (!result.ok) continue;
        expect(checkDesign(result.value.design).ok).toBe(true);
        expect(designHash(applyDiff(design, result.value.diff))).toBe(designHash(result.value.design));
        done.push(result.value.diff);
        design = result.value.design;
      }
      const back = done.toReversed().reduce((current, diff) => applyDiff(current, invertDiff(diff)), design);
      expect(designHash(back)).toBe(designHash(empty));
      const all = done.reduce(squashDiffs, { layers: {}, sides: {} });
      expect(designHash(applyDiff(empty, all))).toBe(designHash(design));
      expect(designHash(applyDiff(design, invertDiff(all)))).toBe(designHash(empty));
    }),
    { numRuns: 300 },
  );
});

describe('reading', () => {
  const good = after({ type: 'layer.add', layer: text('b'), to: front });
  const reading = (change: (design: Record<string, never>) => void): unknown => {
    const copy = JSON.parse(JSON.stringify(good)) as unknown as Record<string, never>;
    change(copy);
    const result = parseDesign(copy);
    return result.ok ? 'ok' : [result.error.code, result.error.pointer];
  };

  it('takes what it wrote', () => {
    expect(unwrap(parseDesign(JSON.parse(JSON.stringify(good))))).toEqual(good);
  });

  it.each<[string, (d: never) => void, unknown]>([
    [
      'a fraction',
      (d: Record<string, Record<string, { xUm: number }>>) => {
        d.layers!.b!.xUm = 0.5;
      },
      ['design_invalid', '/layers/b/xUm'],
    ],
    [
      'a colour name',
      (d: Record<string, Record<string, { runs: { fill: { color: { rgb: string } } }[] }>>) => {
        d.layers!.b!.runs[0]!.fill.color.rgb = 'red';
      },
      ['design_invalid', '/layers/b/runs/0/fill/color/rgb'],
    ],
    [
      'a missing layer',
      (d: { sides: { layers: string[] }[] }) => {
        d.sides[0]!.layers.push('ghost');
      },
      ['layer_missing', '/sides/0/layers/1'],
    ],
    [
      'a layer twice',
      (d: { sides: { layers: string[] }[] }) => {
        d.sides[1]!.layers.push('b');
      },
      ['layer_twice', '/sides/1/layers/0'],
    ],
    [
      'an orphan',
      (d: { sides: { layers: string[] }[] }) => {
        d.sides[0]!.layers = [];
      },
      ['layer_orphan', '/layers/b'],
    ],
    [
      'a wrong id',
      (d: { layers: { b: { id: string } } }) => {
        d.layers.b.id = 'c';
      },
      ['layer_missing', '/layers/b/id'],
    ],
    [
      'two equal sides',
      (d: { sides: { id: string }[] }) => {
        d.sides[1]!.id = 'front';
      },
      ['side_duplicate', '/sides/1/id'],
    ],
    [
      'a later version',
      (d: { schemaVersion: number }) => {
        d.schemaVersion = 99;
      },
      ['design_too_new', '/schemaVersion'],
    ],
    [
      'no version',
      (d: { schemaVersion?: number }) => {
        delete d.schemaVersion;
      },
      ['design_invalid', '/schemaVersion'],
    ],
  ] as never)('refuses %s with a pointer', (_, change, expected) => {
    expect(reading(change as never)).toEqual(expected);
  });

  it('refuses a group within itself, and groups too deep', () => {
    const group = (name: string, children: string[]) => ({ ...base, id: name, type: 'group', children });
    const loop = { ...empty, layers: { g: group('g', ['g']) }, sides: [{ id: 'front', layers: ['g'] }] };
    expect(parseDesign(loop)).toMatchObject({ ok: false, error: { code: 'layer_twice' } });
    const names = Array.from({ length: LIMITS.nesting + 2 }, (_, i) => `g${i}`);
    const layers = Object.fromEntries(
      names.map((name, i) => [name, group(name, i + 1 < names.length ? [names[i + 1]!] : [])]),
    );
    expect(parseDesign({ ...empty, layers, sides: [{ id: 'front', layers: ['g0'] }] })).toMatchObject({
      ok: false,
      error: { code: 'nesting_too_deep' },
    });
  });
});

describe('migrations', () => {
  it('lead from version to version without a gap', () => {
    expect(MIGRATIONS.map(({ to: version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
    expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length);
  });

  it('go up and come back to the same', () => {
    const { opacityPm: _o, locks: _l, ...old } = rect('a') as Layer;
    const v0 = {
      schemaVersion: 0,
      sides: [{ id: 'front', layers: ['a'] }],
      layers: { a: { ...old, opacityPercent: 40 } },
    };
    const now = unwrap(parseDesign(v0));
    expect(now.layers.a).toMatchObject({ opacityPm: 400, locks: {} });
    expect(unwrap(migrate(now, 0))).toEqual(v0);
  });
});

describe('runs', () => {
  const mixed = [run('Hello '), run('World', 12_000)];
  it('take typed text in the style before the caret', () => {
    expect(textOf({ runs: replaceText(mixed, 6, 6, 'big ', run('')) })).toBe('Hello big World');
    expect(replaceText(mixed, 6, 6, 'X', run(''))[0]!.text).toBe('Hello X');
    expect(replaceText([], 0, 0, 'a', run('', 500))).toEqual([run('a', 500)]);
    expect(replaceText(mixed, 0, 11, '', run(''))).toEqual([]);
  });
  it('split and join by style, never changing the text', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.nat(11), fc.integer({ min: 100, max: 103 }), (a, b, sizeUm) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const styled = styleRange(mixed, start, end, { sizeUm });
        expect(textOf({ runs: styled })).toBe('Hello World');
        expect(styleRange(styled, 0, 11, { sizeUm })).toHaveLength(1);
      }),
    );
  });
});
