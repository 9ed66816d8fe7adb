import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const PROGRAM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--force-color-profile=srgb',
];
const MOVES = 120;

export const hasChromium = (): boolean => existsSync(PROGRAM);

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: PROGRAM, args: FLAGS });

/** What a page takes to move one of its fifty layers: milliseconds of its main thread a frame. */
export interface DragPage {
  drag(): Promise<number>;
  close(): Promise<void>;
}

/** `entry`: a script beside this file; it finds `#stage`, 1000 x 500 px. */
export async function openDragPage(browser: Browser, entry: string): Promise<DragPage> {
  const server = await serve(await bundle(join(import.meta.dirname, entry)));
  // two device pixels a pixel, as on phones and most laptops
  const page = await browser.newPage({ viewport: { width: 1040, height: 700 }, deviceScaleFactor: 2 });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForSelector('#stage canvas, #stage [data-layer]');
  if (errors.length > 0) throw new Error(`${entry}: ${errors[0]}`);
  return {
    drag: () => drag(page),
    close: async () => {
      await page.close();
      server.close();
    },
  };
}

/** Processor time without the tools' own commands: what else the machine does has no part in it. */
async function drag(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    const seconds = (wanted: string): number => metrics.find(({ name }) => name === wanted)!.value;
    return seconds('TaskDuration') - seconds('DevToolsCommandDuration');
  };
  const box = (await page.locator('#stage').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = await page.screenshot();
  await page.mouse.move(x, y);
  await page.mouse.down();
  const start = await taskSeconds();
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(x + 60 * Math.sin(i / 9), y + 40 * Math.sin(i / 7));
  }
  const spent = (await taskSeconds()) - start;
  if (before.equals(await page.screenshot())) throw new Error('nothing was dragged');
  await page.mouse.up();
  await client.detach();
  return (spent * 1000) / MOVES;
}

/** A picture drawn by the page itself, as PNG. */
export async function drawInPage(
  browser: Browser,
  svg: string,
  width: number,
  height: number,
): Promise<Buffer> {
  // two device pixels a pixel, as on phones and most laptops
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<!doctype html><style>*{margin:0}svg{display:block}</style>${svg}`);
  await page
    .locator('svg')
    .first()
    .evaluate(
      (element, [w, h]) => {
        element.setAttribute('width', `${w}`);
        element.setAttribute('height', `${h}`);
      },
      [width, height] as const,
    );
  // pictures in an SVG are decoded in time, not in a later frame
  await page
    .locator('image')
    .evaluateAll((all) => Promise.all(all.map((one) => (one as unknown as HTMLImageElement).decode())));
  const png = await page.screenshot();
  await page.close();
  return png;
}

interface Built {
  readonly script: string;
  readonly style: string;
}

async function bundle(entry: string): Promise<Built> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['@luneo/source', 'browser', 'import', 'default'] },
    build: { write: false, rollupOptions: { input: entry } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = outputs.find((one) => one.type === 'chunk');
  const style = outputs.find((one) => one.type === 'asset' && one.fileName.endsWith('.css'));
  if (chunk?.type !== 'chunk') throw new Error(`${entry}: the bundle is empty`);
  return { script: chunk.code, style: style?.type === 'asset' ? String(style.source) : '' };
}

function serve({ script, style }: Built): Promise<Server> {
  const own = `#stage{width:1000px;height:500px}#stage>.lne-canvas{height:100%}`;
  const page = `<!doctype html><meta charset="utf-8"><style>${style}${own}</style>
<div id="stage"></div><script type="module" src="/entry.js"></script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === '/entry.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : page);
  });
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)));
}
