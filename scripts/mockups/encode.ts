// Raw renders of the studio -> assets/mockups: WebP base and shade, 16-bit PNG map, manifest.json.
// usage: node --conditions=@luneo/source scripts/mockups/encode.ts RENDERS [PRODUCT]; without PRODUCT, all of them
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ASSETS, sharp } from './kit.ts';
import { VIEWS, type View } from './views.ts';

const renders = process.argv[2] ?? '/tmp/luneo-mockups';

interface Raw {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** `base.1200x1000.u8` and its like: the name says the size. */
function raw(folder: string, name: string): Raw {
  const file = readdirSync(folder).find((each) => each.startsWith(`${name}.`) && /\.u(8|16)$/.test(each));
  if (file === undefined) throw new Error(`${folder}: no ${name}; render it first`);
  const [width, height] = file.split('.')[1]!.split('x').map(Number) as [number, number];
  return { width, height, bytes: readFileSync(join(folder, file)) };
}

async function picture(folder: string, name: string, to: string, quality: number): Promise<void> {
  const { width, height, bytes } = raw(folder, name);
  await sharp(bytes, { raw: { width, height, channels: 3 } })
    .webp({ quality, effort: 6, smartSubsample: true })
    .toFile(to);
}

/** Light in the colours, 1 - √reflection in alpha. */
async function shade(folder: string, to: string): Promise<void> {
  const [light, gloss] = [raw(folder, 'shade'), raw(folder, 'gloss')];
  const { width, height } = light;
  await sharp(light.bytes, { raw: { width, height, channels: 3 } })
    .joinChannel(Buffer.from(gloss.bytes.map((byte) => 255 - byte)), { raw: { width, height, channels: 1 } })
    .webp({ quality: 88, alphaQuality: 100, effort: 6, smartSubsample: true, exact: true })
    .toFile(to);
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of out.subarray(4, 8 + data.length)) crc = CRC[(crc ^ byte) & 255]! ^ (crc >>> 8);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + data.length);
  return out;
}

/** A 16-bit RGBA PNG; each row with the filter that leaves the least. */
function png16({ width, height, bytes }: Raw): Buffer {
  const stride = width * 8;
  const big = Buffer.from(bytes).swap16();
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const row = big.subarray(y * stride, (y + 1) * stride);
    const up = y === 0 ? Buffer.alloc(stride) : big.subarray((y - 1) * stride, y * stride);
    const candidates = [0, 1, 2, 4].map((filter) => filtered(row, up, filter));
    rows.push(candidates.reduce((best, each) => (weight(each) < weight(best) ? each : best)));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([16, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const weight = (row: Buffer): number => {
  let sum = 0;
  for (let i = 1; i < row.length; i++) sum += Math.min(row[i]!, 256 - row[i]!);
  return sum;
};

function filtered(row: Buffer, up: Buffer, filter: number): Buffer {
  const out = Buffer.alloc(row.length + 1);
  out[0] = filter;
  for (let i = 0; i < row.length; i++) {
    const [a, b, c] = [i < 8 ? 0 : row[i - 8]!, up[i]!, i < 8 ? 0 : up[i - 8]!];
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    out[i + 1] = row[i]! - (filter === 0 ? 0 : filter === 1 ? a : filter === 2 ? b : paeth);
  }
  return out;
}

async function encode({ product, folder, base = 'base', matt }: View): Promise<void> {
  const [from, to] = [join(renders, product, folder), join(ASSETS, product, folder)];
  mkdirSync(to, { recursive: true });
  await picture(from, base, join(to, `${base}.webp`), 96);
  if (base !== 'base') return;
  if (!matt) await shade(from, join(to, 'shade.webp'));
  writeFileSync(join(to, 'uv.png'), png16(raw(from, 'uv')));
}

const only = process.argv[3];
for (const view of VIEWS) if (only === undefined || view.product === only) await encode(view);
const manifest = await Promise.all(
  VIEWS.map(async ({ product, folder, base = 'base', id, name, side, when, matt }) => {
    const at = `${product}/${folder}`;
    const files = {
      base: `${at}/${base}.webp`,
      shade: `${at}/${matt ? base : 'shade'}.webp`,
      uv: `${at}/uv.png`,
    };
    const { width, height } = await sharp(join(ASSETS, files.base)).metadata();
    return { product, id, name, side, widthPx: width, heightPx: height, ...files, ...(when && { when }) };
  }),
);
writeFileSync(join(ASSETS, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
