// Pictures for the documentation: `node --conditions=@luneo/source tests/e2e/screens.ts`, after a build.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { ROOT } from '../../scripts/lib/run.ts';
import { DESK, openBrowser, PHONE, visit } from './kit/browser.ts';
import { signIn } from './kit/dashboard.ts';
import type { Picture } from './kit/pictures.ts';
import { dataFolder, removeFolder, type Server, startServer } from './kit/server.ts';
import { Shopper } from './kit/shopper.ts';

const OUT = join(ROOT, 'docs/screens');
const SCHEMES = ['light', 'dark'] as const;
const SIZES = [
  [360, { ...PHONE, deviceScaleFactor: 2 }],
  [768, { ...DESK, viewport: { width: 768, height: 1024 }, hasTouch: true }],
  [1440, DESK],
] as const;

/** Hills at dusk, 12 megapixels: nobody's photo, so it may be shown anywhere. */
async function hills(): Promise<Picture> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4032 3024">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#27496d"/><stop offset=".45" stop-color="#e58b6b"/><stop offset=".7" stop-color="#f7d488"/></linearGradient>
    <rect width="4032" height="3024" fill="url(#sky)"/><circle cx="2700" cy="1560" r="330" fill="#fff3d6"/>
    <path d="M0 1900Q700 1300 1500 1750T3100 1600T4032 1800V3024H0z" fill="#7a4f6b"/>
    <path d="M0 2250Q900 1750 1900 2200T4032 2050V3024H0z" fill="#4a3558"/>
    <path d="M0 2600Q1200 2200 2300 2560T4032 2400V3024H0z" fill="#241f3a"/></svg>`;
  return {
    name: 'hills.jpg',
    bytes: await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer(),
    secrets: [],
  };
}

async function shoot(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled' });
  await writeFile(
    join(OUT, `${name}.png`),
    await sharp(png).png({ palette: true, colours: 128, effort: 10 }).toBuffer(),
  );
}

/** Until pictures have arrived. */
async function seen(page: Page, images: string): Promise<void> {
  await page.locator(images).first().waitFor();
  await page.waitForFunction(
    (selector) =>
      [...document.querySelectorAll<HTMLImageElement>(selector)].every(
        ({ naturalWidth }) => naturalWidth > 0,
      ),
    images,
  );
}

async function shootAll(browser: Browser, server: Server, photo: Picture): Promise<void> {
  for (const [width, device] of SIZES)
    for (const colorScheme of SCHEMES) {
      const visitor = await visit(browser, { ...device, colorScheme });
      const { page } = visitor;
      const take = (name: string): Promise<void> =>
        shoot(page, `${name}-${width}${colorScheme === 'dark' ? '-dark' : ''}`);
      await page.goto(`${server.shop}/`, { waitUntil: 'networkidle' });
      await take('shop');
      const shopper = await Shopper.personalise(visitor, server.shop, 'card');
      await shopper.addPicture(photo);
      await shopper.fillSide();
      await shopper.addText('Bonjour سلام 🌄');
      await shopper.settle();
      await take('customizer');
      await shopper.review();
      await take('review');
      await shopper.onProduct();
      await take('mockups');
      await shopper.approve();
      await page.waitForLoadState('networkidle');
      await take('cart');
      const { id } = await shopper.order();
      await signIn(page, server);
      await seen(page, '.db-order img');
      await take('dashboard');
      await page.goto(`${server.app}/orders/view/?id=${id}`);
      await seen(page, '.db-previews img');
      await take('order');
      await visitor.context.close();
    }
}

const data = await dataFolder();
const server = await startServer(data);
const browser = await openBrowser();
try {
  await mkdir(OUT, { recursive: true });
  await shootAll(browser, server, await hills());
} finally {
  await browser.close();
  await server.stop('SIGTERM');
  await removeFolder(data);
}
