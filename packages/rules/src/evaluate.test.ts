import { Rules } from '@luneo/contracts';
import { type Design, emptyDesign, type Layer } from '@luneo/design';
import { describe, expect, it } from 'vitest';
import { evaluateRules, hideLayers, layerFaults, type OptionDomain } from './index.ts';

const options: OptionDomain[] = [
  { id: 'colour', values: ['white', 'black'], optional: false },
  { id: 'size', values: ['s', 'm', 'xl'], optional: false },
  { id: 'engraving', values: ['none', 'name'], optional: true },
  { id: 'font', values: ['serif', 'sans'], optional: true },
];
const rules = Rules.parse([
  {
    id: 'no-black-xl',
    when: { all: [{ option: 'colour', is: ['black'] }] },
    effects: [{ do: 'forbid', option: 'size', values: ['xl'] }],
    message: 'Black is not made in XL',
  },
  {
    id: 'font-of-engraving',
    when: { all: [{ option: 'engraving', is: ['name'] }] },
    effects: [
      { do: 'show', target: { option: 'font' } },
      { do: 'require', target: { option: 'font' } },
      { do: 'show', target: { layer: 'name' } },
      { do: 'require', target: { layer: 'name' } },
    ],
  },
  {
    id: 'small-has-sans',
    when: { any: [{ option: 'size', is: ['s'] }], none: [{ option: 'colour', is: ['white'] }] },
    effects: [{ do: 'set', option: 'font', value: 'sans' }],
  },
]);
const ask = (choices: Record<string, string>) => evaluateRules(rules, options, choices);

describe('rules', () => {
  it('forbid values, and say why', () => {
    expect(ask({ colour: 'black', size: 'm' }).forbidden).toEqual({ size: ['xl'] });
    expect(ask({ colour: 'black', size: 'xl' }).faults).toEqual([
      {
        code: 'option_value_forbidden',
        option: 'size',
        value: 'xl',
        rule: 'no-black-xl',
        message: 'Black is not made in XL',
      },
    ]);
    expect(ask({ colour: 'white', size: 'xl' }).faults).toEqual([]);
  });

  it('hide an option until it is shown; a hidden value does not count', () => {
    const hidden = ask({ colour: 'white', size: 'm', font: 'serif' });
    expect(hidden.hiddenOptions).toEqual(['font']);
    expect(hidden.values).toEqual({ colour: 'white', size: 'm' });
    const shown = ask({ colour: 'white', size: 'm', engraving: 'name', font: 'serif' });
    expect(shown).toMatchObject({
      hiddenOptions: [],
      values: { font: 'serif' },
      hiddenLayers: [],
      faults: [],
    });
  });

  it('require what is shown, and let a later rule decide it', () => {
    expect(ask({ colour: 'white', size: 'm', engraving: 'name' }).faults).toEqual([
      { code: 'option_required', option: 'font', rule: 'font-of-engraving' },
    ]);
    const set = ask({ colour: 'black', size: 's', engraving: 'name', font: 'serif' });
    expect(set).toMatchObject({ set: ['font'], values: { font: 'sans' }, faults: [] });
  });

  it('refuse what the product does not know, inherited names too', () => {
    expect(ask({ colour: 'white', size: 'm', constructor: 'x', engraving: 'gold' }).faults).toEqual([
      { code: 'option_unknown', option: 'constructor', value: 'x' },
      { code: 'option_unknown', option: 'engraving', value: 'gold' },
    ]);
    expect(ask({ colour: 'white' }).faults).toEqual([{ code: 'option_required', option: 'size' }]);
  });
});

describe('layers', () => {
  const layer: Layer = {
    id: 'name',
    type: 'text',
    xUm: 0,
    yUm: 0,
    widthUm: 1_000,
    heightUm: 1_000,
    rotationMdeg: 0,
    flipX: false,
    flipY: false,
    opacityPm: 1000,
    visible: true,
    locks: {},
    runs: [],
    align: 'start',
    verticalAlign: 'top',
    direction: 'auto',
    lineHeightPm: 1000,
    fit: { mode: 'none' },
    breaks: [],
  };
  const design: Design = { ...emptyDesign([{ id: 'front' }]), layers: { name: layer } };

  it('are hidden where no rule shows them', () => {
    const state = ask({ colour: 'white', size: 'm' });
    expect(layerFaults(design, state)).toEqual([{ code: 'layer_must_be_hidden', layer: 'name' }]);
    expect(layerFaults(hideLayers(design, state), state)).toEqual([]);
  });

  it('need content where a rule requires them', () => {
    const state = ask({ colour: 'white', size: 'm', engraving: 'name', font: 'sans' });
    expect(layerFaults(design, state)).toEqual([{ code: 'layer_required', layer: 'name' }]);
  });
});
