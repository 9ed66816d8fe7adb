import { type Canvas, createCanvas, Image, ImageData, Path2D } from '@napi-rs/canvas';
import { withoutExif } from '../image/jpeg.ts';
import { AreaReducer } from '../raster/reduce.ts';
import type { Canvas2D, CanvasKit, Path, Picture, Sheet } from './port.ts';

/** Canvas 2D by Skia (`@napi-rs/canvas`): the one place that names the library. */
export function napiKit(): CanvasKit {
  const paths = new Map<string, Path2D>();
  return {
    path(d): Path {
      let path = paths.get(d);
      if (!path) {
        path = new Path2D(d);
        paths.set(d, path);
      }
      return path as Path;
    },
    mapped(path, [a, b, c, d, e, f]) {
      const out = new Path2D();
      out.addPath(path as Path2D, { a, b, c, d, e, f });
      return out as Path;
    },
    sheet: (widthPx, heightPx) => napiSheet(widthPx, heightPx),
  };
}

export interface NapiSheet extends Sheet {
  /** Premultiplied RGBA rows; the drawing happens here. */
  pixels(): Uint8Array;
  /** Straight (not premultiplied) RGBA rows. */
  straightPixels(): Uint8Array;
}

export function napiSheet(widthPx: number, heightPx: number): NapiSheet {
  const canvas: Canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  return {
    context: context as unknown as Canvas2D,
    picture: canvas as Picture,
    pixels: () => canvas.data(),
    straightPixels: () => {
      const { data } = context.getImageData(0, 0, widthPx, heightPx);
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    },
  };
}

/** Gives the memory of pixels back at once: the collector does not see how large it is. */
export function release(pixels: Uint8Array): void {
  if (pixels.buffer instanceof ArrayBuffer) pixels.buffer.transfer(0);
}

/**
 * The one decoder of pictures for rasters (Skia's libjpeg-turbo, libpng, libwebp). An embedded ICC profile
 * is honoured, the result is sRGB; Exif is kept from it. With `size` the picture is averaged down to it,
 * unless it is hardly larger: if `size` is `below` times the picture's own, or more. Rejects when the file
 * is damaged.
 */
export async function decodePicture(
  bytes: Uint8Array,
  size?: { readonly widthPx: number; readonly heightPx: number },
  below = 1,
): Promise<Picture> {
  const image = new Image();
  image.src = withoutExif(bytes);
  await image.decode();
  if (!size || (size.widthPx >= image.width * below && size.heightPx >= image.height * below))
    return image as Picture;
  return reduce(image, {
    widthPx: Math.min(size.widthPx, image.width),
    heightPx: Math.min(size.heightPx, image.height),
  });
}

/** Rows read from the decoded picture at once. */
const STRIP = 256;

function reduce(image: Image, size: { readonly widthPx: number; readonly heightPx: number }): Picture {
  const reducer = new AreaReducer({ widthPx: image.width, heightPx: image.height }, size);
  const strip = createCanvas(image.width, Math.min(STRIP, image.height));
  const context = strip.getContext('2d');
  for (let top = 0; top < image.height; top += STRIP) {
    context.clearRect(0, 0, strip.width, strip.height);
    context.drawImage(image, 0, -top);
    const pixels = strip.data();
    reducer.add(pixels, Math.min(STRIP, image.height - top));
    release(pixels);
  }
  const canvas = createCanvas(size.widthPx, size.heightPx);
  canvas.getContext('2d').putImageData(new ImageData(reducer.finish(), size.widthPx, size.heightPx), 0, 0);
  return canvas as Picture;
}
