import type { Box, Matrix, PathData } from '@luneo/geometry';

/**
 * The resolved tree: all difficulty ends here, painters are one short switch over three kinds of
 * node. Unit: integer tenths of a micrometre ("su"); space of a side as in the document. Every leaf
 * carries its absolute matrix (own space -> side space) and its absolute ink box.
 *
 * A scene is canonical: numbers in matrices are rounded to 1e-6 and stored as integers of millionths
 * (`m`), offsets as su. Its name is `contentHash(scene)`, equal in Node and in every browser.
 */
export const SCENE_VERSION = 1;

/** [a, b, c, d] in millionths, [e, f] in su; all integers. See {@link toMatrix}. */
export type PackedMatrix = readonly [number, number, number, number, number, number];

export interface SolidPaint {
  readonly type: 'solid';
  /** "#rrggbb", sRGB. */
  readonly rgb: string;
}
export interface GradientStopNode {
  readonly offsetPm: number;
  readonly rgb: string;
}
/** Gradient points in the node's own space (before its matrix), integers. Pad beyond the ends. */
export interface LinearPaint {
  readonly type: 'linear';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly stops: readonly GradientStopNode[];
}
/** `matrix` maps the unit circle about the origin onto the gradient's ellipse, in the node's space. */
export interface RadialPaint {
  readonly type: 'radial';
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly stops: readonly GradientStopNode[];
}
export type ScenePaint = SolidPaint | LinearPaint | RadialPaint;

export interface SceneStroke {
  readonly paint: ScenePaint;
  /** In the node's own space, before its matrix. */
  readonly width: number;
  readonly join: 'miter' | 'round' | 'bevel';
  readonly cap: 'butt' | 'round' | 'square';
}

export interface GroupNode {
  readonly kind: 'group';
  /** Id of the document's layer this group stands for; absent for inner structure. */
  readonly layer?: string;
  readonly opacityPm: number;
  /** Clip in side space (already absolute). */
  readonly clip?: { readonly d: PathData; readonly rule: 'nonzero' | 'evenodd' };
  readonly box: Box;
  readonly children: readonly SceneNode[];
}

export interface PathNode {
  readonly kind: 'path';
  readonly d: PathData;
  readonly matrix: PackedMatrix;
  readonly rule: 'nonzero' | 'evenodd';
  readonly fill?: ScenePaint;
  /** Painted under the fill. */
  readonly stroke?: SceneStroke;
  readonly box: Box;
}

/** `matrix` maps the stored file's pixel grid (0..widthPx, 0..heightPx; y down) to side space. */
export interface ImageNode {
  readonly kind: 'image';
  readonly asset: string;
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasAlpha: boolean;
  readonly matrix: PackedImageMatrix;
  readonly box: Box;
}
/** [a, b, c, d] in millionths of su per pixel, [e, f] in su; all integers. */
export type PackedImageMatrix = PackedMatrix;

export type SceneNode = GroupNode | PathNode | ImageNode;

export interface SceneSide {
  readonly id: string;
  /** x = y = 0. */
  readonly trim: Box;
  readonly bleed: Box;
  readonly safe: Box;
  /** Where ink may lie, side space. */
  readonly printArea: PathData;
  /** Where the piece is cut, if not along the trim box. Guides, like the folds: no ink. */
  readonly cut?: PathData;
  /** Open lines. */
  readonly folds?: PathData;
  readonly background?: string;
  readonly substrate: string;
  /** One group per document layer, in painting order. */
  readonly nodes: readonly GroupNode[];
}

export interface Scene {
  readonly sceneVersion: typeof SCENE_VERSION;
  readonly sides: readonly SceneSide[];
  /** Hashes of all fonts and assets drawn, sorted: what a frozen version must keep. */
  readonly needs: { readonly fonts: readonly string[]; readonly assets: readonly string[] };
}

const MILLION = 1_000_000;

export const toMatrix = ([a, b, c, d, e, f]: PackedMatrix): Matrix => [
  a / MILLION,
  b / MILLION,
  c / MILLION,
  d / MILLION,
  e,
  f,
];

export function packMatrix([a, b, c, d, e, f]: Matrix): PackedMatrix {
  const round = (value: number): number => Math.round(value) || 0;
  return [round(a * MILLION), round(b * MILLION), round(c * MILLION), round(d * MILLION), round(e), round(f)];
}
