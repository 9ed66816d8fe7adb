// The shop's product pictures: sample artwork on the first view of each product, assets/mockups/PRODUCT/shop.webp.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { type Pixels, placeOnMockup, readMockupMap } from '@luneo/mockup';
import { ARTWORKS } from './artworks.ts';
import { ASSETS, sharp } from './kit.ts';
import { VIEWS } from './views.ts';

async function pixels(file: string | Buffer): Promise<Pixels> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function shopPicture(product: string): Promise<void> {
  const { folder, base = 'base', matt } = VIEWS.find((view) => view.product === product)!;
  const at = (name: string): string => join(ASSETS, product, folder, name);
  const read = await readMockupMap(readFileSync(at('uv.png')), promisify<Uint8Array, Buffer>(inflate));
  if (!read.ok) throw new Error(read.error.message);
  const { svg, substrate } = ARTWORKS[product]!;
  const parts = {
    base: await pixels(at(`${base}.webp`)),
    shade: await pixels(at(`${matt ? base : 'shade'}.webp`)),
    artwork: await pixels(Buffer.from(svg)),
    map: read.value,
    substrate,
  };
  const begun = performance.now();
  const { width, height, data } = placeOnMockup(parts);
  console.log(`${product}: placed in ${Math.round(performance.now() - begun)} ms`);
  await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .webp({ quality: 94, effort: 6, smartSubsample: true })
    .toFile(join(ASSETS, product, 'shop.webp'));
}

for (const product of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ARTWORKS))
  await shopPicture(product);
