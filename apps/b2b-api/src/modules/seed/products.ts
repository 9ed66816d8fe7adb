import type { PriceBook, Variant } from '@luneo/contracts';
import type { PrintLimits, Process, ProductSide } from '@luneo/design';
import { mmToUm } from '@luneo/geometry';

/** What the demo brand sells: dimensions as print shops give them, net prices in euro cents. */
export interface SeedProduct {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly process: Process;
  readonly sides: readonly ProductSide[];
  readonly limits: PrintLimits;
  readonly options: readonly SeedOption[];
  readonly price: Omit<PriceBook, 'id' | 'version'>;
}

interface SeedOption {
  readonly id: string;
  readonly name: string;
  readonly values: readonly { readonly id: string; readonly name: string; readonly swatch?: string }[];
}

interface SideMm {
  readonly id: string;
  readonly name: string;
  readonly size: readonly [widthMm: number, heightMm: number];
  readonly bleedMm?: number;
  readonly safeMm: number;
}

const side = ({ id, name, size, bleedMm = 0, safeMm }: SideMm, substrate = '#ffffff'): ProductSide => ({
  id,
  name,
  widthUm: mmToUm(size[0]),
  heightUm: mmToUm(size[1]),
  bleedUm: mmToUm(bleedMm),
  safeUm: mmToUm(safeMm),
  substrate: { rgb: substrate },
});

const tier = (from: number, unitPm: number) => ({ id: `from-${from}`, from, unitPm });

export const PRODUCTS: readonly SeedProduct[] = [
  {
    slug: 'mug',
    name: 'Ceramic mug 11 oz',
    description: 'White glazed ceramic, 330 ml, printed all around. Dishwasher safe.',
    process: 'sublimation',
    sides: [side({ id: 'wrap', name: 'Wrap', size: [200, 90], safeMm: 4 })],
    limits: { warnDpi: 200, blockDpi: 72, minTypeUm: 1_800, minStrokeUm: 150 },
    options: [
      {
        id: 'inside',
        name: 'Inside',
        values: [
          { id: 'white', name: 'White', swatch: '#ffffff' },
          { id: 'red', name: 'Red', swatch: '#c0282d' },
        ],
      },
    ],
    price: {
      currency: 'EUR',
      taxCategory: 'standard',
      baseMinor: 1_290,
      tiers: [tier(12, 900), tier(48, 780), tier(144, 640)],
      extraSideMinor: 0,
      surcharges: [{ id: 'inside-red', option: 'inside', value: 'red', amountMinor: 120 }],
    },
  },
  {
    slug: 't-shirt',
    name: 'Organic T-shirt',
    description: 'Heavy organic cotton, 180 g/m², printed front and back.',
    process: 'dtg',
    sides: [
      side({ id: 'front', name: 'Front', size: [300, 400], safeMm: 0 }),
      side({ id: 'back', name: 'Back', size: [300, 400], safeMm: 0 }),
    ],
    limits: { warnDpi: 150, blockDpi: 60, minTypeUm: 2_500, minStrokeUm: 300 },
    options: [
      {
        id: 'size',
        name: 'Size',
        values: ['S', 'M', 'L', 'XL', 'XXL'].map((name) => ({ id: name.toLowerCase(), name })),
      },
      {
        id: 'colour',
        name: 'Colour',
        values: [
          { id: 'white', name: 'White', swatch: '#ffffff' },
          { id: 'sand', name: 'Sand', swatch: '#d9cbb4' },
          { id: 'sky', name: 'Sky', swatch: '#a9c7dd' },
          { id: 'black', name: 'Black', swatch: '#1d1d1f' },
        ],
      },
    ],
    price: {
      currency: 'EUR',
      taxCategory: 'standard',
      baseMinor: 2_190,
      tiers: [tier(10, 900), tier(50, 760), tier(200, 600)],
      extraSideMinor: 450,
      surcharges: [{ id: 'size-xxl', option: 'size', value: 'xxl', amountMinor: 200 }],
    },
  },
  {
    slug: 'card',
    name: 'A5 card',
    description: 'Uncoated 350 g board, printed on both sides, trimmed to A5 landscape.',
    process: 'digital',
    sides: [
      side({ id: 'front', name: 'Front', size: [210, 148], bleedMm: 3, safeMm: 5 }),
      side({ id: 'back', name: 'Back', size: [210, 148], bleedMm: 3, safeMm: 5 }),
    ],
    limits: { warnDpi: 250, blockDpi: 100, minTypeUm: 1_800, minStrokeUm: 88 },
    options: [
      {
        id: 'paper',
        name: 'Paper',
        values: [
          { id: 'uncoated', name: 'Uncoated 350 g' },
          { id: 'silk', name: 'Silk 350 g' },
        ],
      },
    ],
    price: {
      currency: 'EUR',
      taxCategory: 'reduced',
      baseMinor: 290,
      tiers: [tier(25, 720), tier(100, 450), tier(500, 260)],
      extraSideMinor: 60,
      surcharges: [{ id: 'paper-silk', option: 'paper', value: 'silk', amountMinor: 20 }],
    },
  },
];

/** Inks that print well on every substrate of the demo shop. */
export const PALETTE = [
  '#111111',
  '#ffffff',
  '#c0282d',
  '#e8743b',
  '#f2b705',
  '#3a7d44',
  '#1f6f8b',
  '#27348b',
  '#6a3d9a',
  '#d1477a',
  '#7a5c43',
  '#8a8f98',
] as const;

export type SeedVariant = Omit<Variant, 'id'>;

/** Every combination of option values, in the order the options are given. */
export function variantsOf({ slug, options }: Pick<SeedProduct, 'slug' | 'options'>): SeedVariant[] {
  const start: readonly (readonly [SeedOption, SeedOption['values'][number]])[][] = [[]];
  const combinations = options.reduce(
    (all, option) =>
      all.flatMap((chosen) => option.values.map((value) => [...chosen, [option, value] as const])),
    start,
  );
  return combinations.map((chosen) => {
    const substrate = chosen.find(([option]) => option.id === 'colour')?.[1].swatch;
    return {
      sku: [slug, ...chosen.map(([, value]) => value.id)].join('-').toUpperCase(),
      name: chosen.map(([, value]) => value.name).join(' / '),
      options: Object.fromEntries(chosen.map(([option, value]) => [option.id, value.id])),
      ...(substrate === undefined ? {} : { substrate }),
    };
  });
}
