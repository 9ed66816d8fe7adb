import type { Design, ImageFacts, Layer, ProductGeometry } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import type { TextLayout } from '@luneo/layout';
import { describe, expect, it } from 'vitest';
import { sceneOf } from '../scene.ts';
import { BASE, book, designOf, NO_FONTS, PRODUCT, rect } from '../testing.ts';
import { FINDING_CODES, type Finding, worst } from './finding.ts';
import { preflight, withPasses } from './preflight.ts';

const PHOTO: ImageFacts = {
  kind: 'image',
  hash: 'a'.repeat(64),
  mime: 'image/jpeg',
  widthPx: 600,
  heightPx: 300,
  orientation: 1,
  hasAlpha: false,
};

const photo = (widthUm: number, extra: Partial<Layer> = {}): Layer =>
  ({
    ...BASE,
    id: 'photo',
    type: 'image',
    widthUm,
    heightUm: widthUm / 2,
    asset: PHOTO.hash,
    crop: { xPx: 0, yPx: 0, widthPx: 600, heightPx: 300 },
    ...extra,
  }) as Layer;

function find(
  layers: readonly Layer[],
  { product = PRODUCT, side = {}, text = new Map<string, TextLayout>() } = {} as {
    product?: ProductGeometry;
    side?: Partial<Design['sides'][number]>;
    text?: Map<string, TextLayout>;
  },
): Finding[] {
  const plain = designOf(layers);
  const design = { ...plain, sides: plain.sides.map((one) => ({ ...one, ...side })) };
  const { scene } = unwrap(sceneOf({ design, product, assets: book(PHOTO), fonts: NO_FONTS }));
  return preflight({ scene, design, product, text });
}
const codes = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, severity, layer }) => `${severity} ${code} ${layer ?? ''}`.trim());

const area = (shape: 'rect' | 'ellipse'): ProductGeometry => ({
  ...PRODUCT,
  sides: [
    {
      ...PRODUCT.sides[0]!,
      printArea: { shape, xUm: 10_000, yUm: 10_000, widthUm: 40_000, heightUm: 40_000 },
    },
  ],
});

const layoutOf = (extra: Partial<TextLayout>): TextLayout => ({
  ink: [],
  lines: [],
  clusters: [],
  scalePm: 1000,
  smallestSizeUm: 5_000,
  overflow: false,
  missing: [],
  fonts: [],
  ...extra,
});

describe('preflight', () => {
  it('finds nothing wrong with a shape well inside', () => {
    expect(find([rect('ok')])).toEqual([]);
  });

  it('measures the resolution of a picture as printed', () => {
    expect(find([photo(76_200)])).toEqual([]); // 3 in, 200 DPI
    expect(find([photo(76_300)])[0]).toMatchObject({
      severity: 'warn',
      params: { dpi: 199, neededDpi: 200 },
    });
    expect(find([photo(80_000, { xUm: 9_000, widthUm: 80_000, heightUm: 20_000 })])[0]?.params.dpi).toBe(190);
    const crop = { xPx: 0, yPx: 0, widthPx: 100, heightPx: 50 };
    const cropped = find([photo(40_000, { crop } as Partial<Layer>)]);
    expect(cropped[0]).toMatchObject({
      severity: 'block',
      layer: 'photo',
      params: { dpi: 63, neededDpi: 100 },
    });
  });

  it('is not misled by a turn, a flip or an opacity', () => {
    const turned = find([photo(40_000, { rotationMdeg: 45_000, flipX: true, opacityPm: 500 })]);
    expect(codes(turned)).toEqual([]);
  });

  it('minds the print area, its shape included', () => {
    expect(codes(find([rect('r', { xUm: 5_000 })], { product: area('rect') }))).toEqual([
      'warn outside_print_area r',
    ]);
    expect(find([rect('r', { xUm: 5_000 })], { product: area('rect') })[0]!.params).toEqual({
      outsideUm: 5_000,
      wholly: false,
    });
    expect(codes(find([rect('r', { xUm: 55_000 })], { product: area('rect') }))).toEqual([
      'block outside_print_area r',
    ]);
    const corner = rect('r', { xUm: 10_000, yUm: 10_000, widthUm: 5_000, heightUm: 5_000 });
    expect(codes(find([corner], { product: area('rect') }))).toEqual([]);
    expect(codes(find([corner], { product: area('ellipse') }))).toEqual(['block outside_print_area r']);
    const nearer = { ...corner, widthUm: 12_000, heightUm: 12_000 };
    expect(codes(find([nearer], { product: area('ellipse') }))).toEqual(['warn outside_print_area r']);
    const disc = rect('d', {
      xUm: 10_000,
      yUm: 10_000,
      widthUm: 40_000,
      heightUm: 40_000,
      shape: { kind: 'ellipse' },
    });
    expect(codes(find([disc], { product: area('ellipse') }))).toEqual([]);
  });

  it('minds a print area of any outline: a ring between two squares', () => {
    const d =
      'M10000 5000L60000 5000L60000 55000L10000 55000Z' + 'M25000 20000L25000 40000L45000 40000L45000 20000Z';
    const product: ProductGeometry = {
      ...PRODUCT,
      sides: [{ ...PRODUCT.sides[0]!, printArea: { shape: 'path', d } }],
    };
    const at = (xUm: number, yUm: number, sizeUm: number): string[] =>
      codes(find([rect('r', { xUm, yUm, widthUm: sizeUm, heightUm: sizeUm })], { product }));
    expect(at(12_000, 10_000, 10_000)).toEqual([]);
    expect(at(20_000, 15_000, 10_000)).toEqual(['warn outside_print_area r']);
    // around the hole, no edge of it outside the area
    expect(at(15_000, 10_000, 40_000)).toEqual(['warn outside_print_area r']);
    expect(at(30_000, 25_000, 10_000)).toEqual(['block outside_print_area r']);
  });

  it('warns of artwork that the cut contour would cut off, but not of a ground that runs over it', () => {
    const cut = 'M0 0L100000 0L0 60000Z';
    const product: ProductGeometry = { ...PRODUCT, sides: [{ ...PRODUCT.sides[0]!, safeUm: 0, cut }] };
    const letter = { ...rect('t', { xUm: 55_000, yUm: 30_000 }), type: 'shape' } as Layer;
    expect(find([letter], { product })).toEqual([]);
    const { scene } = unwrap(
      sceneOf({ design: designOf([letter]), product, assets: book(PHOTO), fonts: NO_FONTS }),
    );
    const side = scene.sides[0]!;
    expect(side.cut).toBe('M0 0L1000000 0L0 600000Z');
    const vital = designOf([{ ...letter, type: 'artwork' } as unknown as Layer]);
    const found = preflight({ scene, design: vital, product, text: new Map([['t', layoutOf({})]]) });
    expect(found.map(({ code }) => code)).toContain('outside_safe_zone');
  });

  it('takes the limits of the side where it has its own', () => {
    const limits = { ...PRODUCT.limits, warnDpi: 300 };
    const product: ProductGeometry = { ...PRODUCT, sides: [{ ...PRODUCT.sides[0]!, limits }] };
    expect(find([photo(60_000)])).toEqual([]); // 254 DPI
    expect(find([photo(60_000)], { product })[0]).toMatchObject({ params: { dpi: 254, neededDpi: 300 } });
  });

  it('warns of ink that reaches the cut but not the bleed', () => {
    const short = rect('r', { xUm: 0, yUm: -3_000, heightUm: 66_000 });
    expect(codes(find([short]))).toEqual(['warn bleed_not_reached r']);
    expect(find([short])[0]!.params).toEqual({ missingUm: 3_000, edges: 1 });
    const full = rect('r', { xUm: -3_000, yUm: -3_000, widthUm: 106_000, heightUm: 66_000 });
    expect(find([full])).toEqual([]);
  });

  it('counts what a clip leaves, not what it hides', () => {
    const hidden = photo(40_000, {
      crop: { xPx: 100, yPx: 50, widthPx: 400, heightPx: 200 },
    } as Partial<Layer>);
    // 100 px hidden left of the crop are 10 mm beyond the layer's box: outside, if they counted
    expect(codes(find([hidden], { product: area('rect') }))).toEqual([]);
  });

  it('judges strokes by their printed width', () => {
    const stroke = { color: { rgb: '#000000' }, widthUm: 99, join: 'miter', cap: 'butt' } as const;
    expect(find([rect('r', { stroke })])[0]).toMatchObject({
      code: 'stroke_too_thin',
      params: { widthUm: 99, neededUm: 100 },
    });
    expect(find([rect('r', { stroke: { ...stroke, widthUm: 100 } })])).toEqual([]);
  });

  it('reads what layout says of a text', () => {
    const font = { family: 'Any', weight: 400, style: 'normal', hash: '0'.repeat(64) } as const;
    const fill = { type: 'solid', color: { rgb: '#000000' } } as const;
    const text = {
      ...BASE,
      id: 't',
      type: 'text',
      runs: [],
      align: 'start',
      verticalAlign: 'top',
      direction: 'auto',
      lineHeightPm: 1000,
      fit: { mode: 'none' },
      breaks: [],
    } as const satisfies Layer;
    const set = { ...text, runs: [{ text: 'a', font, sizeUm: 1_000, fill, letterSpacingPm: 0 }] };
    const design = designOf([text]);
    const { scene } = unwrap(sceneOf({ design, product: PRODUCT, assets: book(), fonts: NO_FONTS }));
    const look = (layer: Layer, layout: Partial<TextLayout>): string[] =>
      codes(
        preflight({
          scene,
          design: designOf([layer]),
          product: PRODUCT,
          text: new Map([['t', layoutOf(layout)]]),
        }),
      ).filter((code) => !code.includes('_empty'));
    expect(look(set, { missing: [0x1f600], smallestSizeUm: 1_000, overflow: true })).toEqual([
      'block glyphs_missing t',
      'warn type_too_small t',
      'warn text_overflow t',
    ]);
    expect(look(set, {})).toEqual([]);
    expect(
      codes(find([text], { side: { background: { rgb: '#ff0000' } }, text: new Map([['t', layoutOf({})]]) })),
    ).toEqual(['warn text_empty t']);
  });

  it('knows an empty side from an empty design', () => {
    expect(codes(find([]))).toEqual(['block design_empty', 'pass side_empty']);
    expect(codes(find([], { side: { background: { rgb: '#ff0000' } } }))).toEqual([]);
    expect(codes(find([rect('r', { opacityPm: 0 })]))).toEqual([
      'block design_empty',
      'pass side_empty',
      'warn layer_transparent r',
    ]);
  });

  it('lists every check in a certificate', () => {
    const all = withPasses(find([photo(76_300)]));
    expect(new Set(all.map((finding) => finding.code))).toEqual(new Set(FINDING_CODES));
    expect(all.filter((finding) => finding.severity === 'pass')).toHaveLength(FINDING_CODES.length - 1);
    expect([worst(all), worst([]), worst(find([]))]).toEqual(['warn', 'pass', 'block']);
  });
});
