import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './kit/axe.ts';
import { DESK, openBrowser, PHONE, visit } from './kit/browser.ts';
import { memberState } from './kit/dashboard.ts';
import { Shopper } from './kit/shopper.ts';

const place = inject('place');
let browser: Browser;
let member: Awaited<ReturnType<typeof memberState>>;
beforeAll(async () => {
  browser = await openBrowser();
  const shopper = await Shopper.personalise(await visit(browser, DESK), place.shop, 'card');
  await shopper.addText('Axe');
  await shopper.review();
  await shopper.approve();
  await shopper.order();
  member = await memberState(browser, place);
});
afterAll(() => browser?.close());

const LOOKS = [
  ['light', 1440, DESK],
  ['dark', 1440, DESK],
  ['light', 360, PHONE],
  ['dark', 360, PHONE],
] as const;

describe.each(LOOKS)('axe finds nothing in %s at %i px', (colorScheme, width, device) => {
  it('in the shop, the customizer and the dashboard', async () => {
    const visitor = await visit(browser, { ...device, ...member, colorScheme, bypassCSP: true });
    const { page } = visitor;
    const found: Record<string, string[]> = {};
    const look = async (name: string, where: Page | Shopper['frame'] = page): Promise<void> => {
      const findings = await axeFindings(where);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) findings.push(`${wide} px wide`);
      if (findings.length > 0) found[name] = findings;
    };
    await page.goto(`${place.shop}/`);
    await look('home');
    await page.goto(`${place.shop}/products/mug`);
    await look('product');
    const shopper = await Shopper.open(page);
    await look('customizer, empty', shopper.frame);
    await shopper.addText('Axe');
    await look('customizer', shopper.frame);
    await shopper.review();
    await look('review', shopper.frame);
    await shopper.approve();
    await look('cart');
    await page.goto(`${place.shop}/checkout`);
    await look('checkout');

    await page.goto(`${place.app}/sign-in/`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await look('sign-in');
    await page.goto(`${place.app}/`);
    await page.locator('.db-order').first().waitFor();
    await look('orders');
    await page.locator('.db-order').first().click();
    await page.getByRole('link', { name: 'Download PDF' }).first().waitFor();
    await look('order');
    expect(found).toEqual({});
  });
});
