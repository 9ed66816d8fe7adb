/**
 * The little of Canvas 2D that the painter needs, so that the library behind it can change. Matrices
 * are in the order of SVG.
 */
export interface Canvas2D {
  fillStyle: string | object;
  strokeStyle: string | object;
  globalAlpha: number;
  globalCompositeOperation: 'source-over' | 'source-in';
  imageSmoothingEnabled: boolean;
  imageSmoothingQuality: 'low' | 'medium' | 'high';
  lineWidth: number;
  lineJoin: 'miter' | 'round' | 'bevel';
  lineCap: 'butt' | 'round' | 'square';
  miterLimit: number;
  save(): void;
  restore(): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  fill(path: Path, rule: 'nonzero' | 'evenodd'): void;
  stroke(path: Path): void;
  clip(path: Path, rule: 'nonzero' | 'evenodd'): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
  createLinearGradient(x1: number, y1: number, x2: number, y2: number): Gradient;
  createRadialGradient(x1: number, y1: number, r1: number, x2: number, y2: number, r2: number): Gradient;
  drawImage(picture: Picture, x: number, y: number, width: number, height: number): void;
}

export interface Gradient {
  addColorStop(offset: number, color: string): void;
}
/** Opaque to the painter: paths and pictures belong to the library that made them. */
export type Path = object & { readonly __path?: never };
export type Picture = object & { readonly __picture?: never };

/** A transparent sheet of paper and the picture that it becomes. */
export interface Sheet {
  readonly context: Canvas2D;
  readonly picture: Picture;
}

/** What a drawing library must offer. */
export interface CanvasKit {
  /** `d` in canonical form; drawn many times, parsed once. */
  path(d: string): Path;
  /** `path` mapped by a matrix. */
  mapped(path: Path, matrix: readonly [number, number, number, number, number, number]): Path;
  sheet(widthPx: number, heightPx: number): Sheet;
}
