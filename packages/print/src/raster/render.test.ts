import { rectPath, writePath } from '@luneo/geometry';
import { writeSvg } from '@luneo/scene';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../paint/napi-kit.ts';
import {
  box,
  everythingSide,
  group,
  imageNode,
  pathNode,
  sideOf,
  solid,
  sourceOf,
  testPicture,
} from '../testing.ts';
import { AreaReducer } from './reduce.ts';
import { type Raster, type RasterOptions, renderPng, renderRaster, renderWebp } from './render.ts';

const NO_PICTURES = sourceOf();
const AT_254: RasterOptions = { size: { dpi: 254 }, bleed: true, ground: '#ffffff' }; // 10 px a millimetre

const at = ({ pixels, widthPx }: Raster, x: number, y: number): number[] => [
  ...pixels.subarray((y * widthPx + x) * 4, (y * widthPx + x) * 4 + 4),
];

/** The same JPEG with an Exif segment that asks viewers to turn it. */
function withOrientation(jpeg: Uint8Array, orientation: number): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** Half of 255 may round either way. */
const near = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => Math.abs(value - b[i]!) <= 1);

describe('the painter', () => {
  it('puts ink where the scene says, bleed or trim', async () => {
    const side = sideOf([group([pathNode(rectPath(box(10, 5, 2, 1)), { fill: solid('#ff0000') })])], {
      background: '#0000ff',
    });
    const bleed = await renderRaster(side, AT_254, NO_PICTURES);
    expect([bleed.widthPx, bleed.heightPx]).toEqual([660, 460]);
    expect(at(bleed, 131, 81)).toEqual([255, 0, 0, 255]);
    expect(at(bleed, 129, 79)).toEqual([0, 0, 255, 255]);
    expect(at(bleed, 0, 0)).toEqual([0, 0, 255, 255]);
    const trim = await renderRaster(side, { ...AT_254, bleed: false }, NO_PICTURES);
    expect([trim.widthPx, trim.heightPx]).toEqual([600, 400]);
    expect(at(trim, 101, 51)).toEqual([255, 0, 0, 255]);
  });

  it('averages a picture down only where it is much larger than asked for', async () => {
    const png = await sharp({ create: { width: 100, height: 80, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const widths = async (widthPx: number, below?: number): Promise<unknown> =>
      (await decodePicture(png, { widthPx, heightPx: Math.round(widthPx * 0.8) }, below)) as {
        width: number;
      };
    expect(await widths(60, 0.5)).toMatchObject({ width: 100 });
    expect(await widths(40, 0.5)).toMatchObject({ width: 40 });
    expect(await widths(60)).toMatchObject({ width: 60 });
  });

  it('refuses what no memory or format holds, before anything is drawn', async () => {
    const side = sideOf([]);
    const wide = (widthPx: number): RasterOptions => ({ ...AT_254, size: { widthPx } });
    const fault = { fault: { code: 'raster_too_large' } };
    await expect(renderWebp(side, wide(16_384), NO_PICTURES)).rejects.toMatchObject(fault);
    await expect(renderRaster(side, wide(20_000), NO_PICTURES)).rejects.toMatchObject(fault);
    await expect(renderPng(side, wide(20_000), NO_PICTURES)).rejects.toMatchObject(fault);
  });

  it('paints strokes under fills, joins and groups as one', async () => {
    const stroked = pathNode(rectPath(box(10, 10, 10, 10)), {
      fill: solid('#00ff00'),
      stroke: { paint: solid('#000000'), width: 40_000, join: 'miter', cap: 'butt' },
    });
    const side = sideOf([
      group([stroked, pathNode(rectPath(box(15, 15, 20, 1)), { fill: solid('#00ff00') })], {
        opacityPm: 500,
      }),
    ]);
    const raster = await renderRaster(side, AT_254, NO_PICTURES);
    expect(near(at(raster, 135, 135), [127, 255, 127, 255])).toBe(true); // inner half of the stroke is covered
    expect(near(at(raster, 120, 120), [127, 127, 127, 255])).toBe(true); // outer half, once, half through
    expect(near(at(raster, 175, 185), [127, 255, 127, 255])).toBe(true); // overlap is no denser
  });

  it('clips, and clips to the print area', async () => {
    const fill = pathNode(rectPath(box(0, 0, 60, 40)), { fill: solid('#ff0000') });
    const clip = { d: writePath(rectPath(box(10, 10, 10, 10))), rule: 'nonzero' as const };
    const clipped = await renderRaster(sideOf([group([fill], { clip })]), AT_254, NO_PICTURES);
    expect(at(clipped, 135, 135)).toEqual([255, 0, 0, 255]);
    expect(at(clipped, 245, 135)).toEqual([255, 255, 255, 255]);
    const area = writePath(rectPath(box(5, 5, 5, 5)));
    const side = sideOf([group([fill])], { printArea: area, background: '#00ff00' });
    const limited = await renderRaster(side, AT_254, NO_PICTURES);
    expect(at(limited, 90, 90)).toEqual([255, 0, 0, 255]);
    expect(at(limited, 20, 20)).toEqual([255, 255, 255, 255]);
  });

  it('pours an elliptical gradient into a stroke', async () => {
    const stops = [
      { offsetPm: 0, rgb: '#ff0000' },
      { offsetPm: 500, rgb: '#ff0000' },
      { offsetPm: 500, rgb: '#0000ff' },
      { offsetPm: 1000, rgb: '#0000ff' },
    ];
    const paint = { type: 'radial' as const, cx: 300_000, cy: 200_000, rx: 200_000, ry: 100_000, stops };
    const line = pathNode(
      [
        { op: 'M', x: 100_000, y: 200_000 },
        { op: 'L', x: 500_000, y: 200_000 },
      ],
      {
        stroke: { paint, width: 20_000, join: 'miter', cap: 'butt' },
      },
    );
    const raster = await renderRaster(sideOf([group([line])]), AT_254, NO_PICTURES);
    expect(at(raster, 330, 230)).toEqual([255, 0, 0, 255]);
    expect(at(raster, 150, 230)).toEqual([0, 0, 255, 255]);
    expect(at(raster, 330, 300)).toEqual([255, 255, 255, 255]);
  });

  it('places the stored pixels by their matrix, Exif or not', async () => {
    const plain = await testPicture(80, 40);
    const turned = withOrientation(plain.bytes, 6);
    expect((await sharp(turned).metadata()).orientation).toBe(6);
    const side = sideOf([group([imageNode(plain, box(0, 0, 40, 20))])]);
    const expected = await renderPng(side, AT_254, sourceOf(plain));
    const marked = await renderPng(side, AT_254, sourceOf({ ...plain, bytes: turned }));
    expect(marked.equals(expected)).toBe(true);
  });

  it('asks for no more of a picture than a preview shows, and for all of it in print', async () => {
    const photo = await testPicture(900, 600);
    const asked: (number | undefined)[] = [];
    const source = {
      bytes: (_: string, width?: number) => {
        asked.push(width);
        return Promise.resolve(photo.bytes);
      },
    };
    const side = sideOf([group([imageNode(photo, box(0, 0, 30, 20))])]);
    await renderWebp(side, { size: { widthPx: 330 }, bleed: true, ground: '#ffffff' }, source);
    await renderPng(side, AT_254, source);
    expect(asked).toEqual([150, undefined]);
  });

  it('agrees with an independent renderer on everything', async () => {
    const { side, source } = await everythingSide();
    const urls = new Map<string, string>();
    for (const node of side.nodes.flatMap((one) => one.children))
      if (node.kind === 'image')
        urls.set(
          node.asset,
          `data:${node.mime};base64,${Buffer.from(await source.bytes(node.asset)).toString('base64')}`,
        );
    const { Resvg } = await import('@resvg/resvg-js');
    const svg = writeSvg(side, { href: (asset) => urls.get(asset)! });
    const other = new Resvg(svg, { fitTo: { mode: 'width', value: 660 } }).render();
    const own = await renderRaster(side, AT_254, source);
    const theirs = other.pixels; // a getter that copies
    let far = 0;
    for (let i = 0; i < own.pixels.length; i++) if (Math.abs(own.pixels[i]! - theirs[i]!) > 60) far++;
    expect([other.width, other.height]).toEqual([own.widthPx, own.heightPx]);
    expect(far / own.pixels.length).toBeLessThan(0.004);
  });
});

describe('files', () => {
  it('have the same bytes each time, their true size, and alpha only where it is needed', async () => {
    const { side, source } = await everythingSide();
    const [a, b] = await Promise.all([renderPng(side, AT_254, source), renderPng(side, AT_254, source)]);
    expect(a!.equals(b!)).toBe(true);
    expect(await sharp(a!).metadata()).toMatchObject({ density: 254, channels: 3, width: 660, height: 460 });
    const { background: _, ...bare } = side;
    const clear = await renderPng(bare, { ...AT_254, ground: 'transparent' }, source);
    expect((await sharp(clear).metadata()).channels).toBe(4);
    const { data } = await sharp(clear).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });

  it('write previews of the width asked for', async () => {
    const { side, source } = await everythingSide();
    const webp = await renderWebp(side, { size: { widthPx: 320 }, bleed: false, ground: '#ffffff' }, source);
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 320, height: 213 });
  });

  it('name the picture that cannot be decoded', async () => {
    const photo = await testPicture(90, 60);
    const side = sideOf([group([imageNode(photo, box(0, 0, 30, 20))])]);
    const broken = sourceOf({ ...photo, bytes: Buffer.from('no picture at all') });
    await expect(renderPng(side, AT_254, broken)).rejects.toMatchObject({ code: 'picture_unreadable' });
  });
});

it('averages areas exactly, in strips of any height', () => {
  const from = { widthPx: 7, heightPx: 5 };
  const to = { widthPx: 3, heightPx: 2 };
  const pixels = new Uint8Array(7 * 5 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  const expected = (x: number, y: number, channel: number): number => {
    let sum = 0;
    for (let row = 0; row < 5; row++)
      for (let column = 0; column < 7; column++) {
        const wide = Math.max(0, Math.min(column + 1, ((x + 1) * 7) / 3) - Math.max(column, (x * 7) / 3));
        const high = Math.max(0, Math.min(row + 1, ((y + 1) * 5) / 2) - Math.max(row, (y * 5) / 2));
        sum += wide * high * pixels[(row * 7 + column) * 4 + channel]!;
      }
    return sum / ((7 / 3) * (5 / 2));
  };
  for (const strip of [1, 2, 5]) {
    const reducer = new AreaReducer(from, to);
    for (let top = 0; top < 5; top += strip) reducer.add(pixels.subarray(top * 28), Math.min(strip, 5 - top));
    const out = reducer.finish();
    for (let y = 0; y < 2; y++)
      for (let x = 0; x < 3; x++)
        for (let channel = 0; channel < 3; channel++)
          expect(Math.abs(out[(y * 3 + x) * 4 + channel]! - expected(x, y, channel))).toBeLessThanOrEqual(
            0.51,
          );
  }
});
