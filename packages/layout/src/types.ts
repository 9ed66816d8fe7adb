import type { FontRef } from '@luneo/design';
import type { Box, PathData } from '@luneo/geometry';
import type { Result } from '@luneo/kernel';
import type { Coverage } from './coverage.ts';
import type { ColorLayer, RawGlyphs, ShapeRequest } from './harfbuzz.ts';

/**
 * One glyph's outline: font units, y downwards, origin on the base line; quadratics made cubic. `ops` are
 * the letters of {@link PathData}, `points` their coordinates one after the other (M L 2, C 6, Z none).
 */
export interface Outline {
  readonly ops: string;
  readonly points: readonly number[];
}

/** A loaded face. Outlines and advances are in font units. */
export interface Face {
  readonly hash: string;
  readonly unitsPerEm: number;
  /** From OS/2 typo or hhea metrics, font units; ascender positive, descender negative. */
  readonly ascender: number;
  readonly descender: number;
  readonly lineGap: number;
  /** True when the file as loaded can draw it. A subset answers false for what was cut away. */
  covers(codePoint: number): boolean;
  /** All the file as loaded can draw. */
  readonly codePoints: ReadonlySet<number>;
  /** What the whole file covers: decides which face a character is set in. */
  readonly whole: Coverage;
  /** Kept for every distinct request, so that setting the same words again does not shape. */
  shape(request: ShapeRequest): RawGlyphs;
  outline(glyph: number): Outline;
  /** Layers of a COLRv0 glyph from the bottom up; empty = an ordinary glyph. */
  colorLayers(glyph: number): readonly ColorLayer[];
}

/**
 * Faces a layout may use, by hash of the whole file. `fallbacks` come from the product, so that two
 * machines choose alike; coverage is that of the whole file even where only a subset is loaded.
 * Immutable: see `createFontBook`.
 */
export interface FontBook {
  face(hash: string): Face | undefined;
  /** Of the whole file; known for faces of the book even before they are loaded. */
  coverage(hash: string): Coverage | undefined;
  readonly fallbacks: readonly FontRef[];
  readonly emoji?: string | undefined;
}

/** Ink of one colour: glyphs of a run merged into one path. Space: the layer's box, su. */
export interface TextInk {
  readonly d: PathData;
  readonly rule: 'nonzero';
  /** `run`: painted with the fill of that run; `rgb`: a colour of an emoji layer. */
  readonly fill:
    | { readonly type: 'run'; readonly run: number }
    | { readonly type: 'rgb'; readonly rgb: string; readonly alphaPm: number };
  readonly box: Box;
}

/** Where a caret can stand: for editing, selection and screen readers. Space: the layer's box, su. */
export interface Cluster {
  /** UTF-16 offsets into the joined text. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly rtl: boolean;
  /** Left end of the cluster on its base line. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Clockwise turn about (x, y); 0 unless the text is curved. */
  readonly angleMdeg: number;
}

export interface LineBox {
  readonly start: number;
  readonly end: number;
  readonly baseline: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

export interface TextLayout {
  readonly ink: readonly TextInk[];
  readonly lines: readonly LineBox[];
  readonly clusters: readonly Cluster[];
  /** 1000 = set at the asked size; less = shrunk to fit. */
  readonly scalePm: number;
  /** Smallest em drawn, micrometres. */
  readonly smallestSizeUm: number;
  /** Text does not fit its box (at the minimum size). */
  readonly overflow: boolean;
  /** Code points no face of the book covers; they are drawn as nothing and preflight blocks them. */
  readonly missing: readonly number[];
  /** Hashes of faces drawn from, sorted. */
  readonly fonts: readonly string[];
}

/**
 * Fault codes: `font_unknown` (params: hash; the book has never heard of it), `font_not_loaded` (params:
 * hash; not loaded, or loaded as a subset without these characters: see `fontNeeds`), `breaks_invalid`
 * (pointer to the break).
 */
export type LayoutResult = Result<TextLayout>;
