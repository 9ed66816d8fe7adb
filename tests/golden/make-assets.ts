import { mkdir, writeFile } from 'node:fs/promises';
import { canonicalJson, unwrap } from '@luneo/kernel';
import { ingest } from '@luneo/uploads';
import sharp, { type Sharp } from 'sharp';

/**
 * Makes the pictures of the corpus: `node --conditions=@luneo/source tests/golden/make-assets.ts`.
 * Run once; the results are committed, because encoders change with their versions.
 */
const folder = new URL('./assets/', import.meta.url);
const WIDTH = 96;
const HEIGHT = 64;

/** An "F" on a gradient: no turn or mirror of it looks like another. */
const upright = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#ffd166"/><stop offset="1" stop-color="#118ab2"/></linearGradient></defs>
<rect width="96" height="64" fill="url(#g)"/><path d="M20 8h50v12H34v10h24v11H34v17H20z" fill="#073b4c"/></svg>`);

/** How the file lies when Exif says 1-8, step by step: the inverse of what brings it upright. */
type Step = (image: Sharp) => Sharp;
const flop: Step = (image) => image.flop();
const flip: Step = (image) => image.flip();
const turn =
  (degrees: number): Step =>
  (image) =>
    image.rotate(degrees);
const lying: Step[][] = [
  [],
  [flop],
  [turn(180)],
  [flip],
  [turn(90), flop],
  [turn(270)],
  [turn(90), flip],
  [turn(90)],
];

const artworks = {
  badge: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><circle cx="60" cy="60" r="54" fill="#ef476f" stroke="#073b4c" stroke-width="6"/>
    <path d="M60 20l11 26 28 2-21 18 7 28-25-15-25 15 7-28-21-18 28-2z" fill="#ffd166" stroke="#073b4c" stroke-width="2" stroke-linejoin="round"/></svg>`,
  ring: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill-rule="evenodd" d="M50 5a45 45 0 110 90 45 45 0 010-90zm0 25a20 20 0 100 40 20 20 0 000-40z" fill="#118ab2"/></svg>`,
  sunset: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#26547c"/><stop offset=".7" stop-color="#ef476f"/><stop offset="1" stop-color="#ffd166"/></linearGradient>
    <radialGradient id="r"><stop stop-color="#fff1c1"/><stop offset="1" stop-color="#ffd166"/></radialGradient></defs><rect width="160" height="90" fill="url(#s)"/><ellipse cx="80" cy="70" rx="40" ry="16" fill="url(#r)"/></svg>`,
  overflow: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><circle cx="30" cy="30" r="40" fill="#06d6a0"/><path d="M-20 60L80 0" stroke="#073b4c" stroke-width="8"/></svg>`,
  glass: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><circle cx="38" cy="30" r="28" fill="#ef476f" fill-opacity=".6"/><circle cx="62" cy="30" r="28" fill="#118ab2" opacity=".6"/></svg>`,
  wave: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" fill="none" stroke="#073b4c" stroke-width="6" stroke-linecap="round"><path d="M5 20Q30-10 55 20T105 20 155 20 195 20"/></svg>`,
};

const book: Record<string, object> = {};

async function keep(name: string, bytes: Uint8Array, orientation?: number): Promise<void> {
  const { facts, stored } = unwrap(await ingest(bytes));
  const ending = facts.kind === 'artwork' ? 'json' : facts.mime.slice('image/'.length);
  const file = `${name}.${ending}`;
  await writeFile(new URL(file, folder), stored);
  const { hash } = facts;
  book[name] =
    facts.kind === 'artwork'
      ? { kind: 'artwork', hash, file }
      : { ...facts, ...(orientation && { orientation }), file };
}

await mkdir(folder, { recursive: true });
for (const [index, steps] of lying.entries()) {
  let picture = await sharp(upright).removeAlpha().png().toBuffer();
  // one file a step: sharp runs a mirror before a turn, whatever the order of the calls
  for (const step of steps) picture = await step(sharp(picture)).png().toBuffer();
  const jpeg = await sharp(picture).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  await keep(`photo-${index + 1}`, jpeg, index + 1);
}
const ring =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="24" fill="none" stroke="#ef476f" stroke-width="12" stroke-opacity=".75"/></svg>';
await keep('ring-alpha', await sharp(Buffer.from(ring)).png().toBuffer());
await keep('from-webp', await sharp(upright).webp({ quality: 90 }).toBuffer());
for (const [name, svg] of Object.entries(artworks)) await keep(`art-${name}`, new TextEncoder().encode(svg));
await writeFile(
  new URL('book.json', folder),
  `${JSON.stringify(JSON.parse(canonicalJson(book)), null, 1)}\n`,
);
