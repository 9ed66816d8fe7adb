import {
  BlobHash,
  Color,
  Fold,
  FontRef,
  LIMITS,
  Outline,
  PROFILE_LEVELS,
  PrintArea,
  PrintProfile,
  Process,
  SideId,
  SideOverride,
} from '@luneo/design';
import { z } from 'zod';
import { Hash, publicId, Timestamp } from './common.ts';
import { Rules } from './rules.ts';

/** What a product may hold at most. Beyond these a change is refused, never cut short. */
export const CATALOGUE_LIMITS = {
  options: 20,
  valuesPerOption: 200,
  variants: 10_000,
  mockups: 60,
  substrates: 200,
  /** Variants saved or removed by one call. */
  variantsPerCall: 1_000,
} as const;

/** Names options and their values in variants, rules and prices; never what every object inherits. */
export const Key = z
  .string()
  .regex(/^(?!constructor$)[a-z0-9][a-z0-9_-]{0,39}$/, 'expected lower-case letters, digits, - and _');
const Name = z.string().trim().min(1).max(120);
const Rgb = z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour like #1f6f8b');
export const Sku = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u, 'expected no control characters and no blanks at its ends');

type Issues = z.core.$RefinementCtx;

/** Adds an issue for every entry whose `field` another one before it has. */
function refuseTwins(issues: Issues, path: PropertyKey[], values: readonly string[], field?: string): void {
  const seen = new Set<string>();
  for (const [i, value] of values.entries()) {
    if (seen.has(value))
      issues.addIssue({
        code: 'custom',
        path: [...path, i, ...(field === undefined ? [] : [field])],
        message: `"${value}" is there twice`,
      });
    seen.add(value);
  }
}

export const DraftOption = z
  .strictObject({
    id: Key,
    name: Name,
    values: z
      .array(z.strictObject({ id: Key, name: Name, swatch: Rgb.optional() }))
      .min(1)
      .max(CATALOGUE_LIMITS.valuesPerOption),
    /** True: not part of a variant; chosen beside it, or left open. */
    choice: z.boolean().optional(),
  })
  .superRefine(({ values }, issues) =>
    refuseTwins(
      issues,
      ['values'],
      values.map(({ id }) => id),
      'id',
    ),
  );

/** One printable face. Lengths in micrometres; origin at the top left of the trim box. */
export const DraftSide = z.strictObject({
  id: SideId,
  name: Name,
  widthUm: z.int().min(1_000).max(LIMITS.lengthUm),
  heightUm: z.int().min(1_000).max(LIMITS.lengthUm),
  /** Colour of the bare substrate; absent = that of the product's substrate. */
  colour: Color.optional(),
  /** Where ink may lie; absent = the whole trim box and its bleed. */
  printArea: z.strictObject({ outline: PrintArea, profile: PrintProfile.optional() }).optional(),
  cut: Outline.optional(),
  folds: z.array(Fold).max(LIMITS.folds).optional(),
  /** What this side says of print, where it differs from the product. */
  profile: PrintProfile.optional(),
});

/** Pictures this server serves; a draft cannot point shoppers' browsers elsewhere. */
const OwnPicture = z
  .string()
  .max(300)
  .regex(/^\/mockups\/[\w.-]+$/, 'expected the address of a mockup file');
const mockupBase = {
  id: z.string().min(1).max(80),
  name: Name,
  side: SideId,
  /** Shown for variants with these option values only. */
  when: z.record(Key, Key).optional(),
};
/** Per-mille of the picture's width and height; a face may reach beyond its edges. */
const corner = z.strictObject({ xPm: z.int().min(-1_000).max(2_000), yPm: z.int().min(-1_000).max(2_000) });

export const DraftMockup = z.discriminatedUnion('kind', [
  /** A picture with its own map, as the studio renders it. */
  z.strictObject({
    kind: z.literal('map'),
    ...mockupBase,
    widthPx: z.int().min(1).max(8_000),
    heightPx: z.int().min(1).max(8_000),
    baseUrl: OwnPicture,
    shadeUrl: OwnPicture,
    uvUrl: OwnPicture,
  }),
  /** An uploaded photo of the product, and where on it the face lies. Pictures are assets, by hash. */
  z.strictObject({
    kind: z.literal('photo'),
    ...mockupBase,
    image: Hash,
    /** Corners of the trim box on the photo: top left, top right, bottom right, bottom left. */
    corners: z.array(corner).length(4),
    /** White where the artwork shows, black where something lies over it; absent = everywhere. */
    mask: Hash.optional(),
    /** Light on the face, by which the ink is multiplied; absent = none. */
    shade: Hash.optional(),
    /** White where the product takes the colour of the variant; absent = nowhere. */
    dyed: Hash.optional(),
  }),
]);
export type DraftMockup = z.infer<typeof DraftMockup>;

const draftShape = z.strictObject({
  name: Name,
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'expected lower-case letters, digits and -'),
  description: z.string().max(5_000).default(''),
  imageUrl: z
    .union([OwnPicture, z.url({ protocol: /^https$/ }).max(500)])
    .nullable()
    .default(null),
  process: Process,
  /** Key of one of the brand's substrates. */
  substrate: Key.optional(),
  /** Output recipe of its print files; absent = the platform's own. `getPrintSettings` lists them. */
  recipe: z
    .string()
    .regex(/^[a-z0-9-]{1,60}@\d{1,4}$/, 'expected an id like plain-pdf@1')
    .optional(),
  options: z.array(DraftOption).max(CATALOGUE_LIMITS.options).default([]),
  /** What follows from which choice; proved when the product is published. */
  rules: Rules.optional(),
  sides: z.array(DraftSide).min(1).max(LIMITS.sides),
  mockups: z.array(DraftMockup).max(CATALOGUE_LIMITS.mockups).default([]),
  /** What this product says of print, where it differs from the brand. */
  profile: PrintProfile.default({}),
  /** Faces the shopper may choose; absent = all of the font catalogue. */
  fonts: z.array(FontRef).min(1).max(200).optional(),
  fallbackFonts: z.array(FontRef).max(50).optional(),
  emojiFont: BlobHash.nullable().optional(),
  palette: z.array(Rgb).max(64).default([]),
  clipArt: z
    .array(z.strictObject({ hash: Hash, name: Name }))
    .max(500)
    .default([]),
});

/** True for corners that turn clockwise all around (y down). */
const isFace = (corners: readonly z.infer<typeof corner>[]): boolean =>
  corners.every((at, i) => {
    const next = corners[(i + 1) % corners.length]!;
    const after = corners[(i + 2) % corners.length]!;
    return (next.xPm - at.xPm) * (after.yPm - next.yPm) - (next.yPm - at.yPm) * (after.xPm - next.xPm) > 0;
  });

/** What a brand edits of a product; variants and prices are edited apart. Publishing makes a version of it. */
export const ProductDraft = draftShape
  .superRefine(({ options, sides, mockups }, issues) => {
    refuseTwins(
      issues,
      ['options'],
      options.map(({ id }) => id),
      'id',
    );
    refuseTwins(
      issues,
      ['sides'],
      sides.map(({ id }) => id),
      'id',
    );
    refuseTwins(
      issues,
      ['mockups'],
      mockups.map(({ id }) => id),
      'id',
    );
    for (const [i, mockup] of mockups.entries()) {
      const { side, when = {} } = mockup;
      if (mockup.kind === 'photo' && !isFace(mockup.corners))
        issues.addIssue({
          code: 'custom',
          path: ['mockups', i, 'corners'],
          message: 'expected the corners of a face seen from its front, clockwise from the top left',
        });
      if (!sides.some(({ id }) => id === side))
        issues.addIssue({
          code: 'custom',
          path: ['mockups', i, 'side'],
          message: `there is no side "${side}"`,
        });
      for (const [key, value] of Object.entries(when))
        if (!options.some(({ id, values }) => id === key && values.some((one) => one.id === value)))
          issues.addIssue({
            code: 'custom',
            path: ['mockups', i, 'when', key],
            message: `no option "${key}" has the value "${value}"`,
          });
    }
  })
  .meta({
    example: {
      slug: 'enamel-mug',
      name: 'Enamel mug',
      process: 'sublimation',
      options: [{ id: 'rim', name: 'Rim', values: [{ id: 'blue', name: 'Blue', swatch: '#27348b' }] }],
      sides: [
        {
          id: 'wrap',
          name: 'Wrap',
          widthUm: 200_000,
          heightUm: 80_000,
          printArea: {
            outline: { shape: 'rect', xUm: 5_000, yUm: 2_000, widthUm: 190_000, heightUm: 76_000 },
          },
        },
      ],
      profile: { safeUm: 4_000 },
    },
  });
export type ProductDraft = z.infer<typeof ProductDraft>;

/** A thing that is sold, made of one value of each option. */
export const VariantInput = z
  .strictObject({
    /** Absent = a new one. */
    id: publicId('variant').optional(),
    sku: Sku,
    name: z.string().trim().min(1).max(200),
    /** option -> value. */
    options: z.record(Key, Key),
    /** Colour of the bare substrate on every side. */
    substrate: Rgb.optional(),
    /** What this variant changes of a side. */
    sides: z
      .record(SideId, SideOverride)
      .refine((sides) => Object.keys(sides).length <= LIMITS.sides, `expected at most ${LIMITS.sides} sides`)
      .optional(),
  })
  .meta({
    example: {
      sku: 'ENAMEL-BLUE',
      name: 'Blue rim',
      options: { rim: 'blue' },
      sides: { wrap: { heightUm: 76_000 } },
    },
  });
export type VariantInput = z.infer<typeof VariantInput>;

export const ProductState = z.enum(['draft', 'published', 'archived']);

export const CatalogueEntry = z.object({
  id: publicId('product'),
  slug: z.string(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  state: ProductState,
  /** Names what was read; a change is refused when another one came between. */
  revision: z.int(),
  publishedVersion: z.int().nullable(),
  /** True: the draft or its variants changed since they were published. */
  changed: z.boolean(),
  scheduled: z.object({ version: z.int(), at: Timestamp }).nullable(),
  archivedAt: Timestamp.nullable(),
  variantCount: z.int(),
  updatedAt: Timestamp,
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const DraftRecord = CatalogueEntry.extend({ draft: draftShape });
export type DraftRecord = z.infer<typeof DraftRecord>;

export const CatalogueVersion = z.object({
  productId: publicId('product'),
  version: z.int(),
  /** SHA-256 of the content; null for versions made before they had one. */
  hash: Hash.nullable(),
  /** Address that never changes what it says; may be cached for ever. */
  url: z.string().nullable(),
  live: z.boolean(),
  scheduledAt: Timestamp.nullable(),
  /** Draft revision it was made of. */
  revision: z.int().nullable(),
  /** `member:…`, `key:…`, `system:…`. */
  actor: z.string().nullable(),
  createdAt: Timestamp,
});
export type CatalogueVersion = z.infer<typeof CatalogueVersion>;

/** One difference; `pointer` goes by ids, e.g. `/sides/front/widthUm`, `/variants/MUG-RED/name`. */
export const Change = z
  .object({
    pointer: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ example: { pointer: '/sides/wrap/widthUm', kind: 'changed', before: 200_000, after: 198_000 } });
export type Change = z.infer<typeof Change>;

/** Material goods are made of. */
export const Substrate = z.strictObject({
  key: Key,
  name: Name,
  /** Colour of the bare material on screen. */
  rgb: Rgb,
  /** Processes that print on it; empty = all. */
  processes: z.array(Process).max(Process.options.length).default([]),
});

/** What a brand says of print for all its products. */
export const PrintSettings = z
  .strictObject({
    profile: PrintProfile.default({}),
    /** Where a process differs from the brand's profile. */
    byProcess: z.partialRecord(Process, PrintProfile).default({}),
    substrates: z.array(Substrate).max(CATALOGUE_LIMITS.substrates).default([]),
  })
  .superRefine(({ substrates }, issues) =>
    refuseTwins(
      issues,
      ['substrates'],
      substrates.map(({ key }) => key),
      'key',
    ),
  )
  .meta({
    example: {
      profile: { warnDpi: 200 },
      byProcess: { dtg: { minTypeUm: 3_000 } },
      substrates: [{ key: 'enamel', name: 'White enamel', rgb: '#fafaf7', processes: ['sublimation'] }],
    },
  });
export type PrintSettings = z.infer<typeof PrintSettings>;

const Level = z.enum(PROFILE_LEVELS);
/** What {@link PrintSettings} answer with, and what the platform has to choose from. */
export const PrintSettingsRecord = z.object({
  /** 0 = never saved. */
  revision: z.int(),
  settings: PrintSettings,
  /** Profiles of the processes where nobody says otherwise. */
  platform: z.record(z.string(), PrintProfile),
  recipes: z.array(z.object({ id: z.string(), dpi: z.int(), marks: z.boolean() })),
});
export type PrintSettingsRecord = z.infer<typeof PrintSettingsRecord>;

/** Why a value of print is what it is. */
export const ProfileReason = z
  .object({
    field: PrintProfile.keyof(),
    value: z.int(),
    /** Where it comes from. */
    level: Level,
    /** All levels that speak of it, the last one wins. */
    said: z.array(z.object({ level: Level, value: z.int() })),
  })
  .meta({
    example: {
      field: 'safeUm',
      value: 4_000,
      level: 'product',
      said: [
        { level: 'platform', value: 0 },
        { level: 'product', value: 4_000 },
      ],
    },
  });
export type ProfileReason = z.infer<typeof ProfileReason>;
