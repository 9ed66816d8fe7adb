import { unwrap } from '@luneo/kernel';
import { type Corner, quadMap } from '@luneo/mockup';
import sharp, { type Sharp } from 'sharp';

export interface PhotoParts {
  readonly image: Uint8Array;
  /** Per-mille of the picture. */
  readonly corners: readonly { readonly xPm: number; readonly yPm: number }[];
  readonly mask?: Uint8Array | undefined;
  readonly shade?: Uint8Array | undefined;
  readonly dyed?: Uint8Array | undefined;
}

export interface MockupPictures {
  readonly widthPx: number;
  readonly heightPx: number;
  /** WebP. */
  readonly base: Buffer;
  /** WebP. */
  readonly shade: Buffer;
  /** PNG, 16 bits a channel. */
  readonly map: Buffer;
}

/** Part of the name of what is made: a change makes all mockups anew. */
export const MOCKUP_MAKER = 'photo-1';

/** Longest edge: a screen shows no more, and a map has eight bytes a pixel. */
const EDGE_PX = 1_600;
/** As uploads allow; a stored asset was decoded once already. */
const MOST_PIXELS = 100_000_000;

const open = (bytes: Uint8Array): Sharp => sharp(bytes, { limitInputPixels: MOST_PIXELS }).autoOrient();

/** A photo, where the face lies on it, and what lies over it, as the pictures browsers place artwork on. */
export async function makeMockup({ image, corners, mask, shade, dyed }: PhotoParts): Promise<MockupPictures> {
  const upright = open(image).flatten({ background: '#ffffff' });
  const size = { width: EDGE_PX, height: EDGE_PX, fit: 'inside', withoutEnlargement: true } as const;
  const { data: base, info } = await upright
    .resize(size)
    .webp({ quality: 90 })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const same = { width, height, fit: 'fill' } as const;
  const grey = async (bytes: Uint8Array | undefined): Promise<Uint8Array | undefined> => {
    if (bytes === undefined) return undefined;
    const flat = open(bytes).flatten({ background: '#000000' }).resize(same);
    return flat.toColourspace('b-w').raw().toBuffer();
  };
  const placed = corners.map(
    ({ xPm, yPm }): Corner => ({ x: (xPm * width) / 1000, y: (yPm * height) / 1000 }),
  );
  const map = unwrap(
    quadMap({ width, height, corners: placed, mask: await grey(mask), dyed: await grey(dyed) }),
  );
  const light =
    shade === undefined
      ? sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
      : open(shade).flatten({ background: '#ffffff' }).resize(same);
  return {
    widthPx: width,
    heightPx: height,
    base,
    shade: await light.webp({ quality: 90 }).toBuffer(),
    map: await sharp(map.data, { raw: { width, height, channels: 4 } })
      .toColourspace('rgb16')
      .png({ compressionLevel: 9 })
      .toBuffer(),
  };
}
