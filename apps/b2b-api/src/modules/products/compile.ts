import type { FontEntry, MockupView, PriceBook, PrintSettings, ProductDraft } from '@luneo/contracts';
import {
  type FullProfile,
  type PrintProfile,
  type ProductGeometry,
  type ProductSide,
  type ProfileLevels,
  profileValues,
} from '@luneo/design';
import { EMOJI_HASH, FALLBACK_FONTS, FONT_FACES, faceByHash, fontRef } from '@luneo/fonts';
import { recipeById } from '@luneo/print';
import type { FieldError } from '../../platform/problem.ts';
import type { ContentVariant, ProductContent } from './product-content.ts';
import { variantFaults } from './variant-faults.ts';

export interface PublishInput {
  readonly draft: ProductDraft;
  readonly variants: readonly ContentVariant[];
  readonly settings: PrintSettings;
  readonly priceBook: PriceBook | undefined;
  /** Photos of the draft made into mockups, by their id in the draft. */
  readonly placed: ReadonlyMap<string, MockupView>;
  /** Fonts of the brand's library that the draft names. */
  readonly ownFonts?: readonly OwnFont[];
}

export interface OwnFont {
  readonly hash: string;
  readonly coverage: string;
}

/** What the brand says of print for a process. */
export const brandProfile = (
  { profile, byProcess }: PrintSettings,
  process: ProductDraft['process'],
): PrintProfile => ({ ...profile, ...byProcess[process] });

/** What each level says of print on a side. */
export function levelsOf(draft: ProductDraft, settings: PrintSettings, sideId?: string): ProfileLevels {
  const side = draft.sides.find(({ id }) => id === sideId);
  return {
    brand: brandProfile(settings, draft.process),
    product: draft.profile,
    ...(side?.profile && { side: side.profile }),
    ...(side?.printArea?.profile && { printArea: side.printArea.profile }),
  };
}

/** Draft, variants, settings and prices as one immutable content, and what speaks against publishing it. */
export function compile({ draft, variants, settings, priceBook, placed, ownFonts = [] }: PublishInput): {
  content: ProductContent | undefined;
  faults: FieldError[];
} {
  const faults = [
    ...profileFaults(draft, settings),
    ...fontFaults(draft, ownFonts),
    ...substrateFaults(draft, settings),
    ...mockupFaults(draft, placed),
    ...recipeFaults(draft),
    ...variantFaults(draft, variants),
  ];
  if (priceBook === undefined)
    faults.push({ pointer: '/priceBook', code: 'price_book_missing', message: 'the product has no prices' });
  if (priceBook === undefined || faults.length > 0) return { content: undefined, faults };
  const { name, slug, description, imageUrl, mockups, palette, clipArt, options } = draft;
  const content: ProductContent = {
    name,
    slug,
    description,
    imageUrl,
    geometry: geometryOf(draft, settings),
    options,
    ...(draft.rules && draft.rules.length > 0 && { rules: draft.rules }),
    variants: [...variants],
    mockups: mockups.map((mockup) => viewOf(mockup, placed)),
    priceBook,
    ...(ownFonts.length > 0 && { ownFonts: ownEntries(draft, ownFonts) }),
    palette,
    clipArt,
    ...(draft.recipe !== undefined && { recipe: draft.recipe }),
    source: { draft, brandProfile: brandProfile(settings, draft.process) },
  };
  return { content, faults };
}

function viewOf(mockup: ProductDraft['mockups'][number], placed: PublishInput['placed']): MockupView {
  if (mockup.kind === 'photo') return placed.get(mockup.id)!;
  const { kind: _, ...view } = mockup;
  return view;
}

/** A photo that could not be made into a mockup: one of its pictures is not there. */
const mockupFaults = ({ mockups }: ProductDraft, placed: PublishInput['placed']): FieldError[] =>
  mockups.flatMap(({ kind, id }, i) =>
    kind === 'map' || placed.has(id)
      ? []
      : [
          {
            pointer: `/draft/mockups/${i}`,
            code: 'mockup_picture_missing',
            message: 'the brand has no such picture',
          },
        ],
  );

const substrateOf = (draft: ProductDraft, { substrates }: PrintSettings) =>
  substrates.find(({ key }) => key === draft.substrate);

function geometryOf(draft: ProductDraft, settings: PrintSettings): ProductGeometry {
  const { process, fonts, fallbackFonts, emojiFont = EMOJI_HASH } = draft;
  const limits = limitsOf(profileValues(process, levelsOf(draft, settings)));
  return {
    process,
    sides: draft.sides.map((side) => sideOf(side, draft, settings)),
    limits,
    fonts: fonts ?? FONT_FACES.map(fontRef),
    fallbackFonts: fallbackFonts ?? [...FALLBACK_FONTS],
    ...(emojiFont === null ? {} : { emojiFont }),
  };
}

const limitsOf = ({ warnDpi, blockDpi, minTypeUm, minStrokeUm }: FullProfile): ProductGeometry['limits'] => ({
  warnDpi,
  blockDpi,
  minTypeUm,
  minStrokeUm,
});

function sideOf(
  side: ProductDraft['sides'][number],
  draft: ProductDraft,
  settings: PrintSettings,
): ProductSide {
  const whole = profileValues(draft.process, levelsOf(draft, settings));
  const own = profileValues(draft.process, levelsOf(draft, settings, side.id));
  const limits = limitsOf(own);
  const differs = JSON.stringify(limits) !== JSON.stringify(limitsOf(whole));
  const { id, name, widthUm, heightUm, printArea, cut, folds, colour } = side;
  return {
    id,
    name,
    widthUm,
    heightUm,
    bleedUm: own.bleedUm,
    safeUm: own.safeUm,
    ...(printArea && { printArea: printArea.outline }),
    ...(cut !== undefined && { cut }),
    ...(folds && { folds }),
    ...(differs && { limits }),
    substrate: colour ?? { rgb: substrateOf(draft, settings)?.rgb ?? '#ffffff' },
  };
}

function profileFaults(draft: ProductDraft, settings: PrintSettings): FieldError[] {
  return draft.sides.flatMap(({ id, widthUm, heightUm }, i) => {
    const values = profileValues(draft.process, levelsOf(draft, settings, id));
    const faults: FieldError[] = [];
    if (values.blockDpi > values.warnDpi)
      faults.push({
        pointer: `/draft/sides/${i}/profile/blockDpi`,
        code: 'block_above_warn',
        message: `side "${id}" would block below ${values.blockDpi} DPI but warn only below ${values.warnDpi}`,
      });
    if (2 * values.safeUm >= Math.min(widthUm, heightUm))
      faults.push({
        pointer: `/draft/sides/${i}/profile/safeUm`,
        code: 'safe_zone_empty',
        message: `the safe zone of side "${id}" leaves no room`,
      });
    return faults;
  });
}

function ownEntries({ fonts = [], fallbackFonts = [] }: ProductDraft, own: readonly OwnFont[]): FontEntry[] {
  const refs = new Map([...fonts, ...fallbackFonts].map((ref) => [ref.hash, ref]));
  return own.flatMap(({ hash, coverage }) => {
    const ref = refs.get(hash);
    return ref === undefined ? [] : [{ ref, kind: 'own', coverage }];
  });
}

function fontFaults(
  { fonts = [], fallbackFonts = [], emojiFont }: ProductDraft,
  own: readonly OwnFont[],
): FieldError[] {
  const unknown = (pointer: string): FieldError => ({
    pointer,
    code: 'font_unknown',
    message: 'neither the font catalogue nor the library has such a face',
  });
  const named = [
    ...fonts.map(({ hash }, i) => [hash, `/draft/fonts/${i}/hash`] as const),
    ...fallbackFonts.map(({ hash }, i) => [hash, `/draft/fallbackFonts/${i}/hash`] as const),
    ...(emojiFont ? [[emojiFont, '/draft/emojiFont'] as const] : []),
  ];
  const isKnown = (hash: string): boolean =>
    faceByHash(hash) !== undefined || own.some((font) => font.hash === hash && hash !== emojiFont);
  return named.filter(([hash]) => !isKnown(hash)).map(([, pointer]) => unknown(pointer));
}

function recipeFaults({ recipe }: ProductDraft): FieldError[] {
  if (recipe === undefined || recipeById(recipe).ok) return [];
  const message = `no output recipe is called "${recipe}"`;
  return [{ pointer: '/draft/recipe', code: 'recipe_unknown', message }];
}

function substrateFaults(draft: ProductDraft, settings: PrintSettings): FieldError[] {
  if (draft.substrate === undefined) return [];
  const pointer = '/draft/substrate';
  const found = substrateOf(draft, settings);
  if (found === undefined)
    return [
      { pointer, code: 'substrate_unknown', message: `the brand has no substrate "${draft.substrate}"` },
    ];
  if (found.processes.length === 0 || found.processes.includes(draft.process)) return [];
  return [
    { pointer, code: 'substrate_process', message: `${found.name} is not printed by ${draft.process}` },
  ];
}

/** The draft a version was made of; for those of the first release, one that would give the same again. */
export function draftOf(content: Omit<ProductContent, 'variants'>): ProductDraft {
  if (content.source !== undefined) return content.source.draft;
  const { name, slug, description, imageUrl, options, mockups, palette, clipArt, geometry } = content;
  const { process, fonts, fallbackFonts, emojiFont = null, limits } = geometry;
  const { bleedUm, safeUm } = geometry.sides[0]!;
  const shared = { ...limits, bleedUm, safeUm };
  const sides = geometry.sides.map((side) => draftSide(side, shared));
  return {
    name,
    slug,
    description,
    imageUrl,
    process,
    options,
    sides,
    mockups: mockups.map((view) => ({ kind: 'map', ...view })),
    profile: shared,
    fonts,
    fallbackFonts,
    emojiFont,
    palette,
    clipArt,
  };
}

function draftSide(side: ProductSide, shared: FullProfile): ProductDraft['sides'][number] {
  const { id, name, widthUm, heightUm, bleedUm, safeUm, printArea, cut, folds, limits, substrate } = side;
  const differs = bleedUm !== shared.bleedUm || safeUm !== shared.safeUm || limits !== undefined;
  return {
    id,
    name,
    widthUm,
    heightUm,
    colour: substrate,
    ...(printArea && { printArea: { outline: printArea } }),
    ...(cut !== undefined && { cut }),
    ...(folds && { folds }),
    ...(differs && { profile: { ...limits, bleedUm, safeUm } }),
  };
}
