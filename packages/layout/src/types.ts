import type { FontRef } from '@luneo/design';
import type { Box, PathData } from '@luneo/geometry';
import type { Result } from '@luneo/kernel';

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
}

/**
 * Faces a layout may use, by hash of the whole file. `fallbacks` come from the product, so that two
 * machines choose alike; coverage is that of the whole file even where only a subset is loaded.
 */
export interface FontBook {
  face(hash: string): Face | undefined;
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
  readonly x: number;
  readonly width: number;
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

/** Fault codes: `font_unknown`, `font_not_loaded` (params: hash), `breaks_invalid`. */
export type LayoutResult = Result<TextLayout>;
