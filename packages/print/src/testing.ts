import {
  type Box,
  ellipsePath,
  type Matrix,
  rectPath,
  rotateMdeg,
  type Segment,
  writePath,
} from '@luneo/geometry';
import { sha256Hex } from '@luneo/kernel';
import {
  type GroupNode,
  type PathNode,
  packMatrix,
  type SceneNode,
  type ScenePaint,
  type SceneSide,
} from '@luneo/scene';
import sharp from 'sharp';
import type { ImageSource } from './sources.ts';

/** Scenes built by hand for the tests and the bench of this package. Lengths in millimetres. */
export const MM = 10_000;
const su = (mm: number): number => Math.round(mm * MM);
export const box = (x: number, y: number, width: number, height: number): Box => ({
  x: su(x),
  y: su(y),
  width: su(width),
  height: su(height),
});

export const IDENTITY6 = packMatrix([1, 0, 0, 1, 0, 0]);
export const solid = (rgb: string): ScenePaint => ({ type: 'solid', rgb });

export const pathNode = (segments: readonly Segment[], rest: Partial<PathNode> = {}): PathNode => ({
  kind: 'path',
  d: writePath(segments),
  matrix: IDENTITY6,
  rule: 'nonzero',
  box: { x: -1e7, y: -1e7, width: 2e7, height: 2e7 },
  ...rest,
});

export const group = (children: readonly SceneNode[], rest: Partial<GroupNode> = {}): GroupNode => ({
  kind: 'group',
  opacityPm: 1000,
  box: { x: -1e7, y: -1e7, width: 2e7, height: 2e7 },
  children,
  ...rest,
});

export function sideOf(nodes: readonly GroupNode[], rest: Partial<SceneSide> = {}): SceneSide {
  const trim = box(0, 0, 60, 40);
  const bleed = box(-3, -3, 66, 46);
  return {
    id: 'front',
    trim,
    bleed,
    safe: box(4, 4, 52, 32),
    printArea: writePath(rectPath(bleed)),
    substrate: '#ffffff',
    nodes,
    ...rest,
  };
}

/** Turned about a point, millimetres and milli-degrees. */
export function turned(mdeg: number, x: number, y: number): Matrix {
  const [a, b, c, d] = rotateMdeg(mdeg);
  return [a, b, c, d, su(x), su(y)];
}

export interface TestPicture {
  readonly hash: string;
  readonly bytes: Buffer;
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasAlpha: boolean;
}

/** A picture with soft and sharp detail, the same on every run. */
export async function testPicture(
  widthPx: number,
  heightPx: number,
  kind: 'jpeg' | 'grey-jpeg' | 'cmyk-jpeg' | 'png-alpha' | 'webp-alpha' = 'jpeg',
): Promise<TestPicture> {
  const alpha = kind.endsWith('alpha');
  const pixels = Buffer.alloc(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const u = x / widthPx;
      const v = y / heightPx;
      const ring = Math.sqrt((u - 0.5) ** 2 + (v - 0.5) ** 2) < 0.3;
      const at = (y * widthPx + x) * 4;
      pixels[at] = ring ? 230 : Math.round(40 + 180 * u);
      pixels[at + 1] = ring ? Math.round(90 + 100 * v) : Math.round(200 - 120 * v);
      pixels[at + 2] = ((x * 8) / widthPx + (y * 8) / heightPx) % 2 < 1 ? 160 : 90;
      pixels[at + 3] = alpha ? Math.round(255 * Math.min(1, 2 * v)) : 255;
    }
  const raw = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } });
  const bytes = await {
    jpeg: () => raw.removeAlpha().jpeg({ quality: 90 }).toBuffer(),
    'grey-jpeg': () => raw.removeAlpha().toColourspace('b-w').jpeg({ quality: 90 }).toBuffer(),
    'cmyk-jpeg': () => raw.removeAlpha().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    'png-alpha': () => raw.png().toBuffer(),
    'webp-alpha': () => raw.webp({ lossless: true }).toBuffer(),
  }[kind]();
  const mime = kind.endsWith('jpeg') ? 'image/jpeg' : kind === 'png-alpha' ? 'image/png' : 'image/webp';
  return { hash: sha256Hex(bytes), bytes, mime, widthPx, heightPx, hasAlpha: alpha };
}

/** The picture in a box (millimetres), turned about the box's top left. */
export function imageNode(picture: TestPicture, at: Box, mdeg = 0): SceneNode {
  const { hash, widthPx, heightPx, mime, hasAlpha } = picture;
  const [a, b, c, d] = rotateMdeg(mdeg);
  const sx = at.width / widthPx;
  const sy = at.height / heightPx;
  return {
    kind: 'image',
    asset: hash,
    mime,
    widthPx,
    heightPx,
    hasAlpha,
    matrix: packMatrix([a * sx, b * sx, c * sy, d * sy, at.x, at.y]),
    box: { x: -1e7, y: -1e7, width: 2e7, height: 2e7 },
  };
}

export const sourceOf = (...pictures: readonly TestPicture[]): ImageSource => ({
  async bytes(hash) {
    const found = pictures.find((picture) => picture.hash === hash);
    if (!found) throw new Error(`no picture ${hash}`);
    return found.bytes;
  },
});

const RAINBOW = [
  { offsetPm: 0, rgb: '#d6204e' },
  { offsetPm: 400, rgb: '#ffd23f' },
  { offsetPm: 400, rgb: '#1f7a8c' },
  { offsetPm: 1000, rgb: '#102a43' },
];

/** One of everything a painter must know, on 60 x 40 mm with 3 mm bleed. */
export async function everythingSide(): Promise<{ side: SceneSide; source: ImageSource }> {
  const photo = await testPicture(900, 600);
  const logo = await testPicture(300, 200, 'png-alpha');
  const star = writeStar();
  const nodes: GroupNode[] = [
    group([imageNode(photo, box(2, 2, 24, 16), 12_000)], {
      clip: { d: writePath(ellipsePath(box(4, 4, 16, 14))), rule: 'nonzero' },
    }),
    group([imageNode(logo, box(24, 2, 15, 10))], { opacityPm: 800 }),
    group([
      pathNode(rectPath(box(0, 0, 14, 9), 2 * MM), {
        matrix: packMatrix(turned(-8_000, 42, 6)),
        fill: { type: 'linear', x1: 0, y1: 0, x2: 14 * MM, y2: 3 * MM, stops: RAINBOW },
        stroke: { paint: solid('#222222'), width: MM, join: 'round', cap: 'butt' },
      }),
    ]),
    group([
      pathNode(ellipsePath(box(2, 22, 16, 8)), {
        fill: { type: 'radial', cx: 10 * MM, cy: 26 * MM, rx: 8 * MM, ry: 4 * MM, stops: RAINBOW },
      }),
    ]),
    group(
      [
        pathNode(star, { matrix: packMatrix(turned(0, 28, 26)), fill: solid('#e07a5f'), rule: 'evenodd' }),
        pathNode(rectPath(box(28, 26, 10, 8)), {
          fill: solid('#3d405b'),
          stroke: { paint: solid('#81b29a'), width: 15_000, join: 'miter', cap: 'square' },
        }),
      ],
      { opacityPm: 600 },
    ),
    group([
      pathNode(
        [
          { op: 'M', x: 44 * MM, y: 24 * MM },
          { op: 'C', x1: 48 * MM, y1: 18 * MM, x2: 52 * MM, y2: 38 * MM, x: 57 * MM, y: 22 * MM },
        ],
        { stroke: { paint: solid('#0b6e4f'), width: 8_000, join: 'bevel', cap: 'round' } },
      ),
    ]),
  ];
  return { side: sideOf(nodes, { background: '#fdf6e3' }), source: sourceOf(photo, logo) };
}

function writeStar(): Segment[] {
  const r = 7 * MM;
  const at = (i: number): { x: number; y: number } => {
    const [c, s] = rotateMdeg(i * 144_000 - 90_000);
    return { x: Math.round(c * r), y: Math.round(s * r) };
  };
  return [{ op: 'M', ...at(0) }, ...[1, 2, 3, 4].map((i): Segment => ({ op: 'L', ...at(i) })), { op: 'Z' }];
}
