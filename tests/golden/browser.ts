import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faceByHash, harfbuzzFile } from '@luneo/fonts';
import type { ParityRaster } from '@luneo/print';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { GoldenPage, PageInput, PageOutcome } from './browser-entry.ts';
import { type AssetEntry, type Case, pathOf } from './corpus.ts';
import type { BrowserFont } from './fonts.ts';
import { inlined, readPng, WIDTH_PX } from './pictures.ts';

const FLAGS = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --force-color-profile=srgb --font-render-hinting=none`.split(
  /\s+/,
);

export interface Browser {
  readonly run: (cases: readonly Case[]) => Promise<PageOutcome[]>;
  readonly draw: (svg: string, heightPx: number) => Promise<ParityRaster>;
  readonly close: () => Promise<void>;
}

/** The engine in Chromium, with the fonts a shopper's page would have. */
export async function startBrowser(
  fonts: readonly BrowserFont[],
  assets: Iterable<AssetEntry>,
): Promise<Browser> {
  const script = await bundle();
  const server = await serve(script, fonts);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'golden' in globalThis);
  return {
    run: (cases) => run(page, { jobs: cases, assets: [...assets], fonts: fontList(cases, fonts) }),
    draw: async (svg, heightPx) => {
      const url = await page.evaluate(
        ([text, width, height]) =>
          (globalThis as unknown as { golden: GoldenPage }).golden.draw(text, width, height),
        [inlined(svg), WIDTH_PX, heightPx] as const,
      );
      return readPng(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

const run = (page: Page, input: PageInput): Promise<PageOutcome[]> =>
  page.evaluate((given) => (globalThis as unknown as { golden: GoldenPage }).golden.run(given), input);

/** Coverage is told of every font a product names: it decides which face a character is set in. */
function fontList(cases: readonly Case[], fonts: readonly BrowserFont[]): PageInput['fonts'] {
  const cut = new Map(fonts.map((font) => [font.hash, font.coverage]));
  const named = cases.flatMap(({ geometry }) => [
    ...geometry.fallbackFonts.map((font) => font.hash),
    ...(geometry.emojiFont ? [geometry.emojiFont] : []),
  ]);
  return [...new Set([...cut.keys(), ...named])].map((hash) => ({
    hash,
    coverage: cut.get(hash) ?? faceByHash(hash)!.coverage,
    subset: cut.has(hash),
  }));
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@luneo/source', 'browser', 'import', 'default'] },
    build: { write: false, minify: false, rollupOptions: { input: pathOf('browser-entry.ts') } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = outputs.find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the bundle is empty');
  return chunk.code;
}

async function serve(script: string, fonts: readonly BrowserFont[]): Promise<Server> {
  const files = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    [
      '/',
      ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/entry.js"></script>'],
    ],
    ['/entry.js', ['text/javascript', script]],
    ['/harfbuzz.wasm', ['application/wasm', await readFile(harfbuzzFile())]],
    ...fonts.map(({ hash, bytes }) => [`/fonts/${hash}`, ['font/ttf', bytes]] as const),
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file ? 200 : 404, { 'content-type': file?.[0] ?? 'text/plain' }).end(file?.[1]);
  });
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)));
}
