import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addText, cartOf, type Harness, middleOf, startHarness } from './harness.ts';

let harness: Harness;
let photo: Buffer;
beforeAll(async () => {
  harness = await startHarness();
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  photo = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
});
afterAll(() => harness?.stop());

const picture = () => ({ name: 'beach.jpg', mimeType: 'image/jpeg', buffer: photo });
/** Ticks the remarks, where there are any, and approves. */
async function approve(frame: Frame): Promise<void> {
  const add = frame.getByRole('button', { name: 'Approve and add to cart' });
  await add.waitFor();
  const accept = frame.getByRole('dialog').getByRole('checkbox');
  if ((await accept.count()) > 0) await accept.check();
  await add.click();
}
const documentOf = (designVersionId: string) => harness.server.api.versions.get(designVersionId)!.document;

describe('a shopper with a mouse', () => {
  it('adds text and a picture, drags, undoes, and puts it into the cart', async () => {
    const { page, frame, complaints, close } = await harness.open({ viewport: { width: 1440, height: 900 } });
    await frame.getByRole('button', { name: 'Text', exact: true }).first().click();
    await page.keyboard.type('Hello سلام 😀');
    await page.keyboard.press('Escape');
    expect(await frame.getByRole('textbox', { name: 'Your text' }).inputValue()).toBe('Hello سلام 😀');

    await frame.locator('[data-testid=picture-input]').setInputFiles(picture());
    const sharpness = frame.getByText(/^\d+ dpi$/);
    await sharpness.waitFor();
    const left = frame.getByRole('textbox', { name: 'From the left' });
    const before = await left.inputValue();
    const { x, y } = await middleOf(frame);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 60, { steps: 6 });
    await page.mouse.move(x + 61, y + 83, { steps: 3 });
    await page.mouse.up();
    expect(await left.inputValue()).not.toBe(before);
    await frame.getByRole('button', { name: 'Undo', exact: true }).click();
    expect(await left.inputValue()).toBe(before);
    await frame.getByRole('button', { name: 'Redo', exact: true }).click();

    await frame.getByRole('button', { name: 'Review and order' }).click();
    await approve(frame);
    const cart = await cartOf(page);
    const layers = Object.values(documentOf(cart.designVersionId).layers);
    expect(layers.map((layer) => layer.type).sort()).toEqual(['image', 'text']);
    expect(cart.quote.totalMinor).toBe(390);
    expect(await page.locator('dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('edits by the form what the hand can edit', async () => {
    const { page, frame, close } = await harness.open({
      product: 'mug',
      viewport: { width: 1440, height: 900 },
    });
    await frame.getByRole('button', { name: 'Text', exact: true }).first().click();
    await page.keyboard.press('Escape');
    const fill = async (label: string, value: string): Promise<void> => {
      const field = frame.getByRole('textbox', { name: label, exact: true });
      await field.fill(value);
      await field.press('Enter');
    };
    await frame.getByRole('textbox', { name: 'Your text' }).fill('By form');
    await fill('From the left', '20');
    await fill('From the top', '10,5');
    await fill('Width', '150');
    await fill('Rotation', '30');
    await fill('Size', '24');
    await frame.getByLabel('Bright red').click({ force: true });
    await frame.getByRole('button', { name: 'Review and order' }).click();
    await approve(frame);
    const [layer] = Object.values(documentOf((await cartOf(page)).designVersionId).layers);
    expect(layer).toMatchObject({ xUm: 20_000, yUm: 10_500, widthUm: 150_000, rotationMdeg: 30_000 });
    expect(layer).toMatchObject({
      runs: [{ text: 'By form', sizeUm: 8467, fill: { color: { rgb: '#c0282d' } } }],
    });
    await close();
  });

  it('keeps the design over a reload, and says so', async () => {
    const { page, frame, close } = await harness.open({ viewport: { width: 1440, height: 900 } });
    await frame.getByRole('button', { name: 'Text', exact: true }).first().click();
    await page.keyboard.type('Still here');
    const stored = () =>
      JSON.stringify([...harness.server.api.designs.values()].map(({ document }) => document));
    await expect.poll(stored, { timeout: 10_000 }).toContain('Still here');
    await page.reload();
    const again = page.frameLocator('iframe');
    await again.getByText('Your last design was opened again.').waitFor();
    expect(await again.locator('.lne-layer-name').textContent()).toContain('Still here');
    await close();
  });

  it('shows the design on the product, in the colour chosen', async () => {
    const { page, frame, complaints, close } = await harness.open({
      product: 'tee',
      viewport: { width: 1440, height: 900 },
    });
    await frame.locator('[data-testid=picture-input]').setInputFiles(picture());
    await frame.getByText(/^\d+ dpi$/).waitFor();
    await addText(page, frame, 'WWW');
    await frame.getByLabel('Bright red').click({ force: true });
    await frame.locator('.lne-stage').click({ position: { x: 8, y: 8 } });
    await frame.getByLabel('Black', { exact: true }).last().click({ force: true });
    await frame.getByRole('button', { name: 'Review and order' }).click();
    const front = frame.getByRole('region', { name: 'On the product' }).getByRole('img', { name: 'Front' });
    await front.waitFor();
    const seen = (): Promise<{ red: number; grey: number; black: number }> =>
      front.evaluate(async (canvas) => {
        const bitmap = await createImageBitmap(canvas as HTMLCanvasElement);
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(420, 200, 360, 500);
        const found = { red: 0, grey: 0, black: 0 };
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = [data[i]!, data[i + 1]!, data[i + 2]!, data[i + 3]!];
          if (a === 255 && r > 110 && g < 80) found.red++;
          if (r > 80 && Math.abs(r - g) < 60 && Math.abs(g - b) < 60) found.grey++;
          if (a === 255 && r < 45 && b < 50) found.black++;
        }
        return found;
      });
    await expect.poll(async () => (await seen()).black, { timeout: 15_000 }).toBeGreaterThan(10_000);
    const { red, grey } = await seen();
    expect(red).toBeGreaterThan(100);
    expect(grey).toBeGreaterThan(5_000);
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells in words why a file is refused', async () => {
    const { frame, close } = await harness.open({ viewport: { width: 1440, height: 900 } });
    const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') };
    await frame.locator('[data-testid=picture-input]').setInputFiles(broken);
    expect(await frame.getByRole('alert').textContent()).toContain('The file is damaged or incomplete.');
    await close();
  });
});

describe('a shopper with a phone', () => {
  it('types, drags by touch, picks a size and orders at 360 px', async () => {
    const { page, frame, complaints, close } = await harness.open({
      product: 'tee',
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    });
    await frame.locator('.lw-begin').getByRole('button', { name: 'Text' }).tap();
    await page.keyboard.type('Team 7');
    await page.keyboard.press('Escape');
    const from = await middleOf(frame);
    const touch = await page.context().newCDPSession(page);
    const at = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    await at('touchStart', from.x, from.y);
    for (const step of [20, 50, 80]) await at('touchMove', from.x, from.y - step);
    await at('touchEnd', from.x, from.y - 80);
    expect((await middleOf(frame)).y).toBeLessThan(from.y - 50);

    // Chromium takes the first tap after synthetic touch events as the end of a fling, and drops it.
    await frame.getByRole('button', { name: 'Options' }).click();
    await frame.getByLabel('Size').selectOption('xl');
    const small = await frame.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button:not(.lne-target), select, input:not([type=file])')]
        .filter((element) => element.offsetParent && element.closest('label') === null)
        .map((element) => ({ html: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 43.5 || box.height < 43.5 || box.right > 360.5 || box.left < 0)
        .map(({ html, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`),
    );
    expect(small).toEqual([]);
    await frame.getByRole('button', { name: 'Close the panel' }).tap();
    await frame.getByRole('button', { name: 'Review', exact: true }).tap();
    await approve(frame);
    expect((await cartOf(page)).quote.totalMinor).toBe(2390);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a shopper with a keyboard only', () => {
  it('goes from the empty side to the cart', async () => {
    const { page, frame, close } = await harness.open({
      product: 'mug',
      viewport: { width: 1440, height: 900 },
    });
    const tabTo = async (name: string): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const label = await frame.evaluate(() => {
          const active = document.activeElement;
          return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
        });
        if (label.startsWith(name)) return;
      }
      throw new Error(`Tab never reached "${name}"`);
    };
    await tabTo('Text');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Keys only');
    await page.keyboard.press('Escape');
    const y = (): Promise<string> => frame.getByRole('textbox', { name: 'From the top' }).inputValue();
    const before = Number(await y());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(Number(await y())).toBeCloseTo(before + 11, 1);
    await page.keyboard.press('Control+z');
    expect(Number(await y())).toBeCloseTo(before, 1);
    await tabTo('Review and order');
    await page.keyboard.press('Enter');
    await tabTo('Approve and add to cart');
    await page.keyboard.press('Enter');
    const [layer] = Object.values(documentOf((await cartOf(page)).designVersionId).layers);
    expect(layer).toMatchObject({ type: 'text', runs: [{ text: 'Keys only' }] });
    await close();
  });
});

describe('accessibility', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
    ['dark', 360],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { page, frame, close } = await harness.open({
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    const check = async (): Promise<string[]> => {
      await frame.evaluate(axe);
      return frame.evaluate(async () => {
        const { axe: engine } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await engine.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
    };
    expect(await check()).toEqual([]);
    await frame.locator('.lw-begin').getByRole('button', { name: 'Text' }).click();
    await page.keyboard.press('Escape');
    if (width < 1100) await frame.getByRole('button', { name: 'Edit', exact: true }).click();
    expect(await check()).toEqual([]);
    await frame.locator('.lw-buy-button').click();
    await frame.getByRole('dialog').waitFor();
    expect(await check()).toEqual([]);
    await close();
  });
});
