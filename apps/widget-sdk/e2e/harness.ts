import type { Design, Layer } from '@luneo/design';
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type DevServer, startDevServer } from '../dev/server.ts';

export interface Opened {
  readonly page: Page;
  readonly frame: Frame;
  /** Messages of the page's console that a shopper's browser should never show. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface Harness {
  readonly server: DevServer;
  open(options: BrowserContextOptions & { product?: string; query?: string }): Promise<Opened>;
  stop(): Promise<void>;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

/** The dev server on free ports and one Chromium. */
export async function startHarness(): Promise<Harness> {
  const server = await startDevServer();
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  return {
    server,
    async open({ product = 'card', query = '', ...options }) {
      server.api.designs.clear();
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${server.shop}/?product=${product}${query}`);
      const handle = await page.locator('iframe').elementHandle();
      const frame = (await handle!.contentFrame())!;
      await frame.locator('.lne-svg').waitFor();
      return { page, frame, complaints, close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}

/** The design as the server has it, once it is as expected. */
export async function savedDesign(
  { server }: Harness,
  expected: (document: Design) => boolean,
): Promise<Design> {
  let found: Design | undefined;
  await expect
    .poll(
      () => {
        found = [...server.api.designs.values()].at(-1)?.document;
        return found !== undefined && expected(found);
      },
      { timeout: 15_000 },
    )
    .toBe(true);
  return found!;
}

export const layersOf = (document: Design): Layer[] => Object.values(document.layers);

export async function addText(page: Page, frame: Frame, text: string): Promise<void> {
  await frame.getByRole('button', { name: 'Text', exact: true }).first().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
}

/** What the shop was told, once it was. */
export async function cartOf(
  page: Page,
): Promise<{ designVersionId: string; quantity: number; quote: { totalMinor: number } }> {
  await page.locator('#cart[data-count="1"]').waitFor();
  return JSON.parse((await page.locator('#cart').textContent()) ?? '');
}

/** Middle of the selected layer's frame on screen. */
export async function middleOf(
  frame: Frame,
  selector = '.lne-selection polygon',
): Promise<{ x: number; y: number }> {
  const box = (await frame.locator(selector).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
