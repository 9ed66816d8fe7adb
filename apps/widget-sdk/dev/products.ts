import type { ProductBundle } from '@luneo/contracts';
import type { ArtworkFacts, ProductSide } from '@luneo/design';
import { emoji, fallbackFonts, fonts } from './fonts.ts';
import { mockupsOf } from './mockups.ts';

/** One drawing, so that there is one to choose. */
export const clipArt: readonly ArtworkFacts[] = [
  {
    kind: 'artwork',
    hash: 'd'.repeat(64),
    artwork: {
      artworkVersion: 1,
      width: 1000,
      height: 1000,
      paths: [
        {
          d: 'M500 0L1000 500L500 1000L0 500Z',
          fill: { type: 'solid', color: '#1f6f8b' },
          fillRule: 'nonzero',
          opacityPm: 1000,
        },
      ],
    },
  },
];

const id = (prefix: string, digits: string): string => `${prefix}_${digits.padStart(26, '0')}`;
const side = (
  name: string,
  widthMm: number,
  heightMm: number,
  bleedMm: number,
  safeMm: number,
  rgb: string,
): ProductSide => ({
  id: name.toLowerCase().replace(/[^a-z]+/g, '-'),
  name,
  widthUm: widthMm * 1000,
  heightUm: heightMm * 1000,
  bleedUm: bleedMm * 1000,
  safeUm: safeMm * 1000,
  substrate: { rgb },
});

interface Shape {
  digits: string;
  slug: string;
  name: string;
  description: string;
  process: ProductBundle['geometry']['process'];
  sides: ProductSide[];
  options: ProductBundle['options'];
  baseMinor: number;
  /** Product of `assets/mockups` it looks like. */
  mockups?: string;
  surcharges?: ProductBundle['priceBook']['surcharges'];
}

function bundle(shape: Shape): ProductBundle {
  const combinations = shape.options.reduce<Record<string, string>[]>(
    (all, option) =>
      all.flatMap((chosen) => option.values.map((value) => ({ ...chosen, [option.id]: value.id }))),
    [{}],
  );
  const swatch = (options: Record<string, string>): string | undefined =>
    shape.options
      .find((option) => option.id === 'colour')
      ?.values.find((value) => value.id === options.colour)?.swatch;
  return {
    id: id('prd', shape.digits),
    name: shape.name,
    slug: shape.slug,
    version: 1,
    imageUrl: null,
    description: shape.description,
    geometry: {
      process: shape.process,
      sides: shape.sides,
      limits: { warnDpi: 200, blockDpi: 72, minTypeUm: 1500, minStrokeUm: 100 },
      fonts: fonts.map((font) => font.ref),
      fallbackFonts: [...fallbackFonts],
      emojiFont: emoji.hash,
    },
    options: shape.options,
    variants: combinations.map((options, index) => ({
      id: id('var', `${shape.digits}${index + 1}`),
      sku: [shape.slug, ...Object.values(options)].join('-').toUpperCase(),
      name: Object.values(options).join(' / '),
      options,
      ...(swatch(options) && { substrate: swatch(options) }),
    })),
    mockups: shape.mockups === undefined ? [] : mockupsOf(shape.mockups),
    priceBook: {
      id: `${shape.slug}-2026`,
      version: 3,
      currency: 'EUR',
      taxCategory: 'standard',
      baseMinor: shape.baseMinor,
      tiers: [
        { id: 'from-5', from: 5, unitPm: 920 },
        { id: 'from-25', from: 25, unitPm: 800 },
      ],
      extraSideMinor: 450,
      surcharges: shape.surcharges ?? [],
    },
    fonts,
    emojiCoverage: emoji.coverage,
    palette: [
      '#1a1a1a',
      '#ffffff',
      '#c0282d',
      '#e8862e',
      '#f2c230',
      '#2f7d4f',
      '#1f6f8b',
      '#27408b',
      '#6b3fa0',
      '#c24d7c',
      '#7a5230',
      '#8a8f98',
    ],
    clipArt: clipArt.map(({ hash }) => ({ hash, name: 'Diamond' })),
  };
}

const option = (name: string, values: readonly (readonly [id: string, name: string, swatch?: string])[]) => ({
  id: name.toLowerCase(),
  name,
  values: values.map(([valueId, label, swatch]) => ({ id: valueId, name: label, ...(swatch && { swatch }) })),
});

export const products: readonly ProductBundle[] = [
  bundle({
    digits: '1',
    slug: 'mug',
    name: 'Ceramic mug 11 oz',
    description: 'White glazed ceramic, printed all around by sublimation. Dishwasher safe.',
    process: 'sublimation',
    sides: [side('Wrap', 200, 90, 0, 4, '#fdfdfb')],
    options: [
      option('Handle', [
        ['white', 'White'],
        ['black', 'Black'],
        ['red', 'Red'],
      ]),
    ],
    baseMinor: 1290,
    surcharges: [{ id: 'handle-red', option: 'handle', value: 'red', amountMinor: 100 }],
  }),
  bundle({
    digits: '2',
    slug: 'tee',
    mockups: 't-shirt',
    name: 'Organic T-shirt',
    description: '180 g/m² combed cotton, printed direct to garment.',
    process: 'dtg',
    sides: [side('Front', 300, 400, 0, 0, '#ffffff'), side('Back', 300, 400, 0, 0, '#ffffff')],
    options: [
      option('Colour', [
        ['white', 'White', '#ffffff'],
        ['sand', 'Sand', '#d9c9ae'],
        ['black', 'Black', '#1b1b1d'],
      ]),
      option('Size', [
        ['s', 'S'],
        ['m', 'M'],
        ['l', 'L'],
        ['xl', 'XL'],
      ]),
    ],
    baseMinor: 2190,
    surcharges: [{ id: 'size-xl', option: 'size', value: 'xl', amountMinor: 200 }],
  }),
  bundle({
    digits: '3',
    slug: 'card',
    name: 'A5 greeting card',
    description: '350 g uncoated board, printed on both sides, trimmed.',
    process: 'digital',
    sides: [side('Front', 148, 210, 3, 4, '#ffffff'), side('Back', 148, 210, 3, 4, '#ffffff')],
    options: [
      option('Paper', [
        ['uncoated', 'Uncoated 350 g'],
        ['linen', 'Linen 300 g'],
      ]),
    ],
    baseMinor: 390,
    surcharges: [{ id: 'paper-linen', option: 'paper', value: 'linen', amountMinor: 60 }],
  }),
];
