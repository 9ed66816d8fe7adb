import type { AssetFacts } from '@luneo/design';
import { compileHarfBuzz, createFontBook, createShaper, type FontBook, parseCoverage } from '@luneo/layout';
import { type Job, type Outcome, resolve } from './resolve.ts';

/** What the page is asked; see browser.ts. Fonts come as subsets, as in the customizer. */
export interface PageInput {
  readonly jobs: readonly Job[];
  readonly assets: readonly (AssetFacts & { readonly file: string })[];
  /** Coverage of whole fonts by hash; those with `subset` can be fetched. */
  readonly fonts: readonly { readonly hash: string; readonly coverage: string; readonly subset: boolean }[];
}
/** The scene itself stays in the page: its hash is what is compared. */
export type PageOutcome =
  | Exclude<Outcome, { hash: string }>
  | { readonly hash: string; readonly svgs: readonly string[] };

async function run({ jobs, assets, fonts }: PageInput): Promise<PageOutcome[]> {
  const bytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await fetch(path)).arrayBuffer());
  const shaper = await createShaper(await compileHarfBuzz(await bytes('/harfbuzz.wasm')));
  const coverages = new Map(fonts.map(({ hash, coverage }) => [hash, parseCoverage(coverage)]));
  const loaded = fonts.filter((font) => font.subset);
  const faces = await Promise.all(
    loaded.map(async ({ hash }) => shaper.loadFace(hash, await bytes(`/fonts/${hash}`), coverages.get(hash))),
  );
  const byHash = new Map(assets.map((asset) => [asset.hash, asset]));
  const bookOf = ({ geometry }: Job): FontBook =>
    createFontBook({
      faces,
      fallbacks: geometry.fallbackFonts,
      emoji: geometry.emojiFont,
      coverage: (hash) => coverages.get(hash),
    });
  return jobs.map((job) => {
    const outcome = resolve(job, byHash, bookOf(job));
    return 'fault' in outcome ? outcome : { hash: outcome.hash, svgs: outcome.svgs };
  });
}

/** The page's own picture of an SVG on white, as a PNG data URL. */
async function draw(svg: string, widthPx: number, heightPx: number): Promise<string> {
  const image = new Image(widthPx, heightPx);
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, widthPx, heightPx);
  context.drawImage(image, 0, 0, widthPx, heightPx);
  URL.revokeObjectURL(image.src);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const reader = new FileReader();
  return new Promise((done) => {
    reader.onload = () => done(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

export interface GoldenPage {
  readonly run: typeof run;
  readonly draw: typeof draw;
}
(globalThis as unknown as { golden: GoldenPage }).golden = { run, draw };
