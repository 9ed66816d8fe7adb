import { existsSync, readFileSync } from 'node:fs';
import type { Artwork, AssetFacts, Design, Layer, ProductGeometry } from '@luneo/design';
import { createTextEngine, findFace, fontRef } from '@luneo/fonts';
import { ellipsePath, rectPath, writePath } from '@luneo/geometry';
import { sha256Hex, unwrap } from '@luneo/kernel';
import { type Scene, sceneOf } from '@luneo/scene';
import sharp from 'sharp';

export interface TestDesign {
  readonly scene: Scene;
  /** Stored pictures by hash; JPEG. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The same, 1600 px wide. */
  readonly proxies: ReadonlyMap<string, Buffer>;
}

const PRODUCT: ProductGeometry = {
  process: 'digital',
  sides: [
    {
      id: 'front',
      name: 'Front',
      widthUm: 304_800,
      heightUm: 406_400,
      bleedUm: 0,
      safeUm: 5_000,
      substrate: { rgb: '#ffffff' },
    },
  ],
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [fontRef(findFace('Lato')!)],
  fallbackFonts: [],
};

const base = (id: string, xUm: number, yUm: number, widthUm: number, heightUm: number, rotationMdeg = 0) => ({
  id,
  xUm,
  yUm,
  widthUm,
  heightUm,
  rotationMdeg,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
});

/** A phone's photo of nine megapixels, where it lies beside the repository. */
const PHONE = new URL('../../../shared/data/photos/phone-photo.jpg', import.meta.url);
export const phonePhoto = (): Buffer | undefined => (existsSync(PHONE) ? readFileSync(PHONE) : undefined);

/**
 * 12 x 16 inches at 300 DPI: a photo (else a generated one of twelve megapixels) cropped, turned and clipped;
 * gradients; artwork; text of three kinds; emoji.
 */
export async function testDesign(given?: Buffer): Promise<TestDesign> {
  const photo = given ?? (await photoOf(4000, 3000));
  const { width, height } = await sharp(photo).metadata();
  const size = { widthPx: width, heightPx: height };
  const hash = sha256Hex(photo);
  const facts: AssetFacts[] = [
    { kind: 'image', hash, mime: 'image/jpeg', ...size, orientation: 1, hasAlpha: false },
    { kind: 'artwork', hash: 'b'.repeat(64), artwork: rosette() },
  ];
  const byHash = new Map(facts.map((fact) => [fact.hash, fact]));
  const engine = await createTextEngine();
  const fonts = await engine.book({ hashes: [findFace('Lato')!.hash] });
  const { scene } = unwrap(
    sceneOf({ design: designOf(hash, height), product: PRODUCT, assets: byHash, fonts }),
  );
  const proxy = await sharp(photo).resize(1600).jpeg({ quality: 85 }).toBuffer();
  return { scene, files: new Map([[hash, photo]]), proxies: new Map([[hash, proxy]]) };
}

function designOf(photo: string, photoPx: number): Design {
  const layers = [ground(), picture(photo, photoPx), ...artworks(), disc(), ...texts()];
  return {
    schemaVersion: 1,
    sides: [{ id: 'front', background: { rgb: '#faf3e0' }, layers: layers.map((layer) => layer.id) }],
    layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
  };
}

const stop = (offsetPm: number, rgb: string) => ({ offsetPm, color: { rgb } });

const ground = (): Layer => ({
  ...base('ground', 0, 0, 304_800, 130_000),
  type: 'shape',
  shape: { kind: 'rect', radiusUm: 0 },
  fill: {
    type: 'linear',
    x1Pm: 0,
    y1Pm: 0,
    x2Pm: 1000,
    y2Pm: 1000,
    stops: [stop(0, '#16425b'), stop(600, '#3a7ca5'), stop(1000, '#d9dcd6')],
  },
});

/** Four by three of a picture so many pixels high. */
const picture = (asset: string, heightPx: number): Layer => ({
  ...base('photo', 14_000, 80_000, 276_000, 207_000, 6_000),
  type: 'image',
  asset,
  crop: {
    xPx: 300,
    yPx: Math.round(heightPx / 15),
    widthPx: Math.round((heightPx * 163) / 150),
    heightPx: Math.round((heightPx * 163) / 200),
  },
  mask: { shape: 'rounded', radiusUm: 20_000 },
});

const artworks = (): Layer[] =>
  [0, 1, 2].map((i) => ({
    ...base(`art-${i}`, 20_000 + i * 95_000, 300_000, 70_000, 70_000, i * 11_000),
    type: 'artwork',
    asset: 'b'.repeat(64),
    opacityPm: 1000 - i * 250,
  }));

const disc = (): Layer => ({
  ...base('disc', 215_000, 15_000, 70_000, 50_000),
  type: 'shape',
  shape: { kind: 'ellipse' },
  fill: {
    type: 'radial',
    cxPm: 500,
    cyPm: 500,
    rPm: 500,
    stops: [stop(0, '#fff3b0'), stop(1000, '#e09f3e')],
  },
  stroke: { color: { rgb: '#540b0e' }, widthUm: 1_200, join: 'round', cap: 'round' },
});

function texts(): Layer[] {
  const text = (id: string, words: string, y: number, sizeUm: number, extra: object = {}): Layer => ({
    ...base(id, 10_000, y, 284_000, 40_000),
    type: 'text',
    runs: [
      {
        text: words,
        font: fontRef(findFace('Lato')!),
        sizeUm,
        letterSpacingPm: 0,
        fill: { type: 'solid', color: { rgb: '#241623' } },
      },
    ],
    align: 'center',
    verticalAlign: 'middle',
    direction: 'auto',
    lineHeightPm: 1000,
    fit: { mode: 'shrink', minSizeUm: 3_000 },
    breaks: [],
    ...extra,
  });
  return [
    text('latin', 'Forty years on the water', 25_000, 20_000, { widthUm: 200_000 }),
    text('curved', 'Regatta of the western bay', 70_000, 14_000, { curve: { angleMdeg: 60_000 } }),
    text('arabic', 'سباق القوارب في الخليج الغربي', 366_000, 15_000),
    text('emoji', '⛵🌊🎉🏆🐬', 255_000, 22_000),
  ];
}

/** Petals with gradients, and rings: 60 paths. */
function rosette(): Artwork {
  const paths = Array.from({ length: 60 }, (_, i) => {
    const size = 960 - i * 14;
    const box = {
      x: 500 - size / 2 + (i % 5) * 8,
      y: 500 - size / 2,
      width: size - (i % 5) * 16,
      height: size,
    };
    const color = `#${[i * 4, 120 - i, 200 - i * 3].map((v) => Math.max(0, v).toString(16).padStart(2, '0')).join('')}`;
    return {
      d: writePath(i % 3 === 0 ? rectPath(box, 120) : ellipsePath(box)),
      fillRule: 'nonzero' as const,
      opacityPm: 1000,
      fill:
        i % 4 === 0
          ? {
              type: 'radial' as const,
              cx: 500,
              cy: 500,
              r: 500,
              stops: [
                { offsetPm: 0, color: '#ffffff' },
                { offsetPm: 1000, color },
              ],
            }
          : { type: 'solid' as const, color },
    };
  });
  return { artworkVersion: 1, width: 1000, height: 1000, paths };
}

/** Sky, hills and white grain, which compresses worse than a camera's. The same on every run. */
export async function photoOf(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
      const grain = ((seed >>> 24) - 128) / 40;
      const hill = 0.55 + 0.1 * Math.sin(x / 410) + 0.05 * Math.sin(x / 97) + 0.01 * Math.sin(x / 13);
      const land = y / height > hill;
      const detail = land ? 30 * Math.sin(x / 7 + y / 23) * Math.sin(y / 9 - x / 31) : 0;
      const at = (y * width + x) * 3;
      pixels[at] = clamp((land ? 70 : 90 + (80 * y) / height) + detail + grain);
      pixels[at + 1] = clamp((land ? 105 : 140 + (60 * y) / height) + detail + grain);
      pixels[at + 2] = clamp((land ? 60 : 220) + detail / 2 + grain);
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
