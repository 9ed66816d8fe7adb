import type { Artwork, ArtworkPath } from '@luneo/design';
import { type Box, ellipsePath, type Point, rectPath, type Segment, writePath } from '@luneo/geometry';

/** Clip art of the demo brand, drawn here for it; boxes are 1000 x 1000 units unless said. */

const path = (
  segments: readonly Segment[],
  color: string,
  fillRule: ArtworkPath['fillRule'] = 'nonzero',
): ArtworkPath => ({
  d: writePath(segments),
  fill: { type: 'solid', color },
  fillRule,
  opacityPm: 1000,
});

const at = ([x, y]: readonly [number, number]): Point => ({ x, y });

const polygon = (points: readonly (readonly [number, number])[]): Segment[] => [
  ...points.map((p, i): Segment => ({ op: i === 0 ? 'M' : 'L', ...at(p) })),
  { op: 'Z' },
];

/** A closed run of cubic curves: start, then two control points and an end each. */
const curves = (start: readonly [number, number], ...runs: readonly (readonly number[])[]): Segment[] => [
  { op: 'M', ...at(start) },
  ...runs.map((n): Segment => ({ op: 'C', x1: n[0]!, y1: n[1]!, x2: n[2]!, y2: n[3]!, x: n[4]!, y: n[5]! })),
  { op: 'Z' },
];

const circle = (cx: number, cy: number, r: number): Segment[] =>
  ellipsePath({ x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
const rect = (x: number, y: number, width: number, height: number, radius = 0): Segment[] =>
  rectPath({ x, y, width, height } satisfies Box, radius);

const artwork = (...paths: ArtworkPath[]): Artwork => ({
  artworkVersion: 1,
  width: 1000,
  height: 1000,
  paths,
});

/** Unit circle in eighths, thousandths: enough for stars and rays without trigonometry. */
const EIGHTHS: readonly (readonly [number, number])[] = [
  [0, -1000],
  [707, -707],
  [1000, 0],
  [707, 707],
  [0, 1000],
  [-707, 707],
  [-1000, 0],
  [-707, -707],
];
const FIFTHS: readonly (readonly [number, number])[] = [
  [0, -1000],
  [588, -809],
  [951, -309],
  [951, 309],
  [588, 809],
  [0, 1000],
  [-588, 809],
  [-951, 309],
  [-951, -309],
  [-588, -809],
];

const star = (outer: number, inner: number): Segment[] =>
  polygon(
    FIFTHS.map(([x, y], i) => [
      500 + (x * (i % 2 ? inner : outer)) / 1000,
      520 + (y * (i % 2 ? inner : outer)) / 1000,
    ]),
  );

const rays = (): Segment[] =>
  EIGHTHS.flatMap(([x, y]) => {
    const [tipX, tipY] = [500 + x * 0.48, 500 + y * 0.48];
    const [footX, footY] = [500 + x * 0.33, 500 + y * 0.33];
    const [sideX, sideY] = [-y * 0.06, x * 0.06];
    return polygon([
      [tipX, tipY],
      [footX + sideX, footY + sideY],
      [footX - sideX, footY - sideY],
    ]);
  });

const heart = curves(
  [500, 900],
  [200, 680, 60, 520, 60, 340],
  [60, 190, 170, 100, 290, 100],
  [380, 100, 455, 150, 500, 230],
  [545, 150, 620, 100, 710, 100],
  [830, 100, 940, 190, 940, 340],
  [940, 520, 800, 680, 500, 900],
);

const leaf = curves([120, 880], [80, 400, 360, 110, 900, 90], [930, 620, 640, 920, 120, 880]);
const vein = curves([100, 910], [300, 640, 520, 430, 760, 260], [540, 470, 330, 690, 140, 930]);

const bubble = [
  ...rect(80, 130, 840, 560, 150),
  ...polygon([
    [250, 660],
    [480, 660],
    [240, 890],
  ]),
];

const cloud = [
  ...circle(300, 560, 190),
  ...circle(520, 440, 240),
  ...circle(730, 570, 180),
  ...rect(300, 560, 430, 190),
];

const peaks = polygon([
  [40, 830],
  [370, 250],
  [540, 550],
  [650, 380],
  [960, 830],
]);
const snow = polygon([
  [370, 250],
  [455, 400],
  [400, 450],
  [360, 395],
  [310, 455],
  [285, 400],
]);

const crown = polygon([
  [110, 780],
  [60, 300],
  [290, 510],
  [500, 180],
  [710, 510],
  [940, 300],
  [890, 780],
]);

const paw = [
  ...curves(
    [500, 480],
    [640, 480, 770, 640, 770, 760],
    [770, 880, 640, 880, 500, 830],
    [360, 880, 230, 880, 230, 760],
    [230, 640, 360, 480, 500, 480],
  ),
];

export interface ClipArt {
  readonly name: string;
  readonly artwork: Artwork;
}

export const CLIP_ART: readonly ClipArt[] = [
  { name: 'Heart', artwork: artwork(path(heart, '#d7263d')) },
  { name: 'Star', artwork: artwork(path(star(470, 190), '#f2b705')) },
  { name: 'Sun', artwork: artwork(path(rays(), '#f29f05'), path(circle(500, 500, 270), '#f7c948')) },
  { name: 'Leaf', artwork: artwork(path(leaf, '#3a7d44'), path(vein, '#cfe8cf')) },
  { name: 'Speech bubble', artwork: artwork(path(bubble, '#1f6f8b')) },
  { name: 'Cloud', artwork: artwork(path(cloud, '#9ec9e2')) },
  { name: 'Mountain', artwork: artwork(path(peaks, '#4a5a6a'), path(snow, '#ffffff')) },
  {
    name: 'Crown',
    artwork: artwork(
      path(crown, '#e0a526'),
      path(rect(110, 800, 780, 90, 20), '#b07d12'),
      path(circle(500, 620, 55), '#c0282d'),
    ),
  },
  {
    name: 'Paw',
    artwork: artwork(
      path(paw, '#5b4636'),
      path(
        [
          ...circle(190, 430, 95),
          ...circle(390, 250, 105),
          ...circle(610, 250, 105),
          ...circle(810, 430, 95),
        ],
        '#5b4636',
      ),
    ),
  },
];
