import type { Artwork } from '@luneo/design';
import { formatNumber } from '@luneo/geometry';
import { canonicalJson, sha256Hex, unwrap } from '@luneo/kernel';
import { sceneOf, writeSvg } from '@luneo/scene';
import sharp from 'sharp';
import { PROXY_PX, THUMB_PX } from './limits.ts';
import { refuse } from './refusal.ts';
import { textEncoding } from './sniff.ts';
import { svgToArtwork } from './svg/svg-to-artwork.ts';
import { SVG_LIMITS } from './svg/xml.ts';
import type { Ingested, Thumbnail } from './types.ts';

/** An SVG becomes artwork; its pictures are drawn from that, never from the file. */
export async function ingestSvg(source: Uint8Array): Promise<Ingested> {
  if (source.length > SVG_LIMITS.bytes) refuse('svg_too_large', { limit: SVG_LIMITS.bytes });
  const artwork = unwrap(svgToArtwork(decode(source)));
  const json = canonicalJson(artwork);
  const hash = sha256Hex(json);
  const picture = new TextEncoder().encode(pictureOf(artwork, hash));
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
  const proxy = await render(picture, 'proxy', PROXY_PX);
  const thumb = await render(picture, 'thumb', THUMB_PX);
  return {
    facts: { kind: 'artwork', hash, artwork },
    stored: new TextEncoder().encode(json),
    thumbnails: [proxy, thumb],
  };
}

function decode(source: Uint8Array): string {
  try {
    return new TextDecoder(textEncoding(source), { fatal: true }).decode(source);
  } catch {
    return refuse('svg_encoding');
  }
}

async function render(svg: Uint8Array, rendition: Thumbnail['rendition'], edge: number): Promise<Thumbnail> {
  const { data, info } = await sharp(svg)
    .resize(edge, edge, { fit: 'inside' })
    .webp({ quality: 80, effort: 2 })
    .toBuffer({ resolveWithObject: true });
  return { rendition, width: info.width, height: info.height, webp: data };
}

/** The artwork alone on a side of its own proportions, 10 cm long. */
function pictureOf(artwork: Artwork, hash: string): string {
  const longest = Math.max(artwork.width, artwork.height);
  const um = (units: number): number => Math.max(1, Math.round((units * 100_000) / longest));
  const [widthUm, heightUm] = [um(artwork.width), um(artwork.height)];
  const color = { rgb: '#ffffff' };
  const font = { family: 'none', weight: 400, style: 'normal', hash } as const;
  const layer = { id: 'a', xUm: 0, yUm: 0, widthUm, heightUm, rotationMdeg: 0, flipX: false, flipY: false };
  const { scene } = unwrap(
    sceneOf({
      design: {
        schemaVersion: 1,
        sides: [{ id: 'a', layers: ['a'] }],
        layers: { a: { ...layer, type: 'artwork', opacityPm: 1000, visible: true, locks: {}, asset: hash } },
      },
      product: {
        process: 'digital',
        sides: [{ id: 'a', name: 'a', widthUm, heightUm, bleedUm: 0, safeUm: 0, substrate: color }],
        limits: { warnDpi: 1, blockDpi: 1, minTypeUm: 0, minStrokeUm: 0 },
        fonts: [font],
        fallbackFonts: [],
      },
      assets: { get: () => ({ kind: 'artwork', hash, artwork }) },
      fonts: { face: () => undefined, coverage: () => undefined, fallbacks: [] },
    }),
  );
  const px = (units: number): string => formatNumber(Math.max(1, Math.round((units * PROXY_PX) / longest)));
  return writeSvg(scene.sides[0]!).replace(
    /width="[^"]*" height="[^"]*"/,
    `width="${px(artwork.width)}" height="${px(artwork.height)}"`,
  );
}
