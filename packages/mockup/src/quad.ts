import { fault, ok, type Result } from '@luneo/kernel';
import type { MockupMap } from './map.ts';

export interface Corner {
  readonly x: number;
  readonly y: number;
}

export interface QuadParts {
  readonly width: number;
  readonly height: number;
  /** Where the print area's corners lie, pixels: top left, top right, bottom right, bottom left of the artwork. */
  readonly corners: readonly Corner[];
  /** How much of each pixel may be printed; absent = all. */
  readonly mask?: Uint8Array | undefined;
  /** How much of each pixel takes the colour of the substrate; absent = nothing. */
  readonly dyed?: Uint8Array | undefined;
}

/** Samples a pixel in each direction, for edges without steps. */
const SAMPLES = 4;

/**
 * The map of a flat face seen at an angle: a cap's label, a poster on a wall. Fault
 * `mockup_corners_invalid` where the corners are not those of a face seen from its front.
 */
export function quadMap({ width, height, corners, mask, dyed }: QuadParts): Result<MockupMap> {
  if (!isConvex(corners))
    return fault('mockup_corners_invalid', 'expected four corners of a convex face, clockwise from top left');
  const toArtwork = inverse(squareTo(corners));
  const data = new Uint16Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      data[pixel * 4 + 2] = (dyed?.[pixel] ?? 0) * 257;
      const covered = coverage(toArtwork, x, y) * ((mask?.[pixel] ?? 255) / 255);
      if (covered === 0) continue;
      const { x: u, y: v } = project(toArtwork, x + 0.5, y + 0.5);
      data[pixel * 4] = sixteen(u);
      data[pixel * 4 + 1] = sixteen(v);
      data[pixel * 4 + 3] = sixteen(covered);
    }
  return ok({ width, height, data });
}

/** True for four corners that turn the same way, clockwise on a picture (y down). */
export function isConvex(corners: readonly Corner[]): boolean {
  if (corners.length !== 4) return false;
  return corners.every((at, i) => {
    const next = corners[(i + 1) % 4]!;
    const after = corners[(i + 2) % 4]!;
    return (next.x - at.x) * (after.y - next.y) - (next.y - at.y) * (after.x - next.x) > 0;
  });
}

const sixteen = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 65535);

function coverage(toArtwork: readonly number[], x: number, y: number): number {
  let inside = 0;
  for (let j = 0.5; j < SAMPLES; j++)
    for (let i = 0.5; i < SAMPLES; i++) {
      const { x: u, y: v } = project(toArtwork, x + i / SAMPLES, y + j / SAMPLES);
      if (u >= 0 && u <= 1 && v >= 0 && v <= 1) inside++;
    }
  return inside / SAMPLES ** 2;
}

function project(m: readonly number[], x: number, y: number): Corner {
  const w = m[6]! * x + m[7]! * y + m[8]!;
  // Behind the eye: nowhere on the artwork.
  if (w <= 0) return { x: -1, y: -1 };
  return { x: (m[0]! * x + m[1]! * y + m[2]!) / w, y: (m[3]! * x + m[4]! * y + m[5]!) / w };
}

/** Projective map of the unit square onto four corners, by rows (Heckbert 1989, section 2.2.3). */
function squareTo([p0, p1, p2, p3]: readonly Corner[]): number[] {
  const [sx, sy] = [p0!.x - p1!.x + p2!.x - p3!.x, p0!.y - p1!.y + p2!.y - p3!.y];
  const [dx1, dx2] = [p1!.x - p2!.x, p3!.x - p2!.x];
  const [dy1, dy2] = [p1!.y - p2!.y, p3!.y - p2!.y];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  const row = (a: number, b: number, c: number): number[] => [b - a + g * b, c - a + h * c, a];
  return [...row(p0!.x, p1!.x, p3!.x), ...row(p0!.y, p1!.y, p3!.y), g, h, 1];
}

/** Inverse up to a positive factor: projective maps do not mind it, but a sign would flip front and back. */
function inverse(m: readonly number[]): number[] {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const adjoint = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const sign = a * adjoint[0]! + b * adjoint[3]! + c * adjoint[6]! < 0 ? -1 : 1;
  return adjoint.map((value) => value * sign);
}
