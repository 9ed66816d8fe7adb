import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_SCHEMAS } from './generated/layers.ts';
import { jsonFault } from './json-check.ts';
import { Layer } from './schema.ts';

const base = {
  id: 'a',
  xUm: 0,
  yUm: 0,
  widthUm: 100,
  heightUm: 100,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
};
const TEXT_LAYER = {
  ...base,
  type: 'text',
  runs: [],
  align: 'center',
  verticalAlign: 'middle',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
};
const crop = { xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 };
const samples = { text: TEXT_LAYER, image: { ...base, type: 'image', asset: 'a'.repeat(64), crop } };

/** Values that are wrong somewhere and right elsewhere. */
const value = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    0.5,
    1_000,
    30_000_000,
    Number.NaN,
    '',
    '#ffffff',
    'x'.repeat(200),
    true,
    null,
    undefined,
  ),
  fc.constantFrom(
    [],
    {},
    { mode: 'none' },
    { shape: 'ellipse' },
    { shape: 'rounded' },
    { move: true },
    { angleMdeg: 90_000 },
  ),
  fc.integer({ min: -400_000, max: 400_000 }),
);

describe('the check that runs in browsers', () => {
  it('says of any layer what the schema library says', () => {
    const type = fc.constantFrom('text' as const, 'image' as const);
    fc.assert(
      fc.property(type, fc.nat(30), value, fc.boolean(), (kind, at, put, strange) => {
        const keys = [...Object.keys(samples[kind]), 'curve', 'mask', 'name', 'outline'];
        const key = strange ? 'colour' : keys[at % keys.length]!;
        const layer: Record<string, unknown> = { ...samples[kind], [key]: put };
        if (put === undefined) delete layer[key];
        const ours = jsonFault(LAYER_SCHEMAS[kind], layer) === undefined;
        // A changed type is another schema's matter.
        if (key !== 'type') expect(ours).toBe(Layer.safeParse(layer).success);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says where, and what was expected', () => {
    expect(jsonFault(LAYER_SCHEMAS.text, { ...TEXT_LAYER, opacityPm: 1001 }, '/layers/t')).toMatchObject({
      code: 'property_invalid',
      pointer: '/layers/t/opacityPm',
      message: 'expected at most 1000',
    });
    expect(jsonFault(LAYER_SCHEMAS.text, { ...TEXT_LAYER, fit: { mode: 'grow' } })).toMatchObject({
      pointer: '/fit',
    });
  });
});
