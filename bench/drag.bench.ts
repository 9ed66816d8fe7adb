/**
 * What a drag costs the browser's main thread, on a design of 50 layers: the customizer against Fabric with the
 * same shapes, in the same Chromium. Needs Debian's chromium and a built customizer (`npm run build`).
 * Run alone: node --conditions=@luneo/source bench/drag.bench.ts
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Design, Layer } from '@luneo/design';
import { launchBrowser } from '@luneo/testing';
import type { CDPSession, Page } from 'playwright-core';
import { startDevServer } from '../apps/widget-sdk/dev/server.ts';

const LAYERS = 50;
const MOVES = 120;
const VERSION = 'dsv_00000000000000000000000000';

interface Star {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
}
/** Places and sizes in per-mille of the side's width, spread without chance. */
const STARS: readonly Star[] = Array.from({ length: LAYERS }, (_, i) => ({
  x: 40 + ((i * 379) % 820),
  y: 40 + ((i * 211) % 480),
  size: 60 + ((i * 37) % 90),
  color: `#${(0x223344 + i * 0x030507).toString(16).padStart(6, '0').slice(-6)}`,
}));

const layer = ({ x, y, size, color }: Star, id: string, unitUm: number): Layer => ({
  id,
  type: 'shape',
  xUm: x * unitUm,
  yUm: y * unitUm,
  widthUm: size * unitUm,
  heightUm: size * unitUm,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
  shape: { kind: 'star', points: 12, innerPm: 500 },
  fill: { type: 'solid', color: { rgb: color } },
  stroke: { color: { rgb: '#111111' }, widthUm: 500, join: 'round', cap: 'round' },
});

/** Main-thread milliseconds a move while the mouse drags from `from` in a circle. */
async function dragged(page: Page, session: CDPSession, from: { x: number; y: number }): Promise<number> {
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)!.value * 1000;
    return of('TaskDuration') - of('DevToolsCommandDuration');
  };
  // CPU time of the thread: what else the machine does is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 20);
  const before = await busy();
  for (let i = 0; i < MOVES; i++)
    await page.mouse.move(from.x + 60 * Math.cos(i / 10), from.y + 60 * Math.sin(i / 10));
  const after = await busy();
  await page.mouse.up();
  return (after - before) / MOVES;
}

async function ours(): Promise<number> {
  const server = await startDevServer();
  const browser = await launchBrowser();
  try {
    const unitUm = 210;
    const ids = STARS.map((_, i) => `s${i}`);
    const document: Design = {
      schemaVersion: 1,
      sides: [
        { id: 'front', layers: ids },
        { id: 'back', layers: [] },
      ],
      layers: Object.fromEntries(STARS.map((star, i) => [`s${i}`, layer(star, `s${i}`, unitUm)])),
    };
    server.api.versions.set(VERSION, { document } as never);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.shop}/?product=card&version=${VERSION}`);
    const frame = (await (await page.locator('iframe').elementHandle())!.contentFrame())!;
    await frame
      .locator('.lne-target')
      .nth(LAYERS - 1)
      .waitFor();
    const box = (await frame.locator(`[data-target="s${LAYERS - 1}"]`).boundingBox())!;
    const session = await page.context().newCDPSession(frame);
    return await dragged(page, session, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  } finally {
    await browser.close();
    await server.close();
  }
}

const FABRIC_PAGE = `<!doctype html><body style="margin:0"><canvas id="c" width="900" height="640"></canvas>
<script type="module">
import { Canvas, Polygon } from '/fabric.mjs';
const canvas = new Canvas('c');
for (const { x, y, size, color } of ${JSON.stringify(STARS)}) {
  const points = Array.from({ length: 24 }, (_, i) => {
    const r = (i % 2 ? 0.25 : 0.5) * size * 0.9;
    return { x: r * Math.sin((i * Math.PI) / 12), y: -r * Math.cos((i * Math.PI) / 12) };
  });
  canvas.add(new Polygon(points, { left: x * 0.9, top: y * 0.9, fill: color, stroke: '#111', strokeWidth: 2, objectCaching: true }));
}
canvas.renderAll();
const last = canvas.getObjects().at(-1).getBoundingRect();
document.title = JSON.stringify({ x: last.left + last.width / 2, y: last.top + last.height / 2 });
</script>`;

async function fabric(): Promise<number> {
  const module = readFileSync(new URL('../node_modules/fabric/dist/index.min.mjs', import.meta.url));
  const server = createServer((request, response) => {
    const script = request.url === '/fabric.mjs';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script ? module : FABRIC_PAGE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => document.title !== '');
    const from = JSON.parse(await page.title()) as { x: number; y: number };
    return await dragged(page, await page.context().newCDPSession(page), from);
  } finally {
    await browser.close();
    server.close();
  }
}

export default async function dragBench() {
  const [own, theirs] = [await ours(), await fabric()];
  return [
    {
      name: 'drag of one of 50 layers, main-thread ms a move / Fabric',
      ours: own,
      baseline: theirs,
      ratio: own / theirs,
      aim: 'ratio <= 0.1',
    },
  ];
}

if (import.meta.main) console.table(await dragBench());
