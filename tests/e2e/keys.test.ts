import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { axeFindings } from './kit/axe.ts';
import { DESK, openBrowser, visit } from './kit/browser.ts';
import { memberState } from './kit/dashboard.ts';

const place = inject('place');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

it('an API key is made, shown once, works, and is refused once revoked', async () => {
  const member = await memberState(browser, place);
  const { page, complaints } = await visit(browser, { ...DESK, ...member, bypassCSP: true });
  await page.goto(`${place.app}/`);
  await page.getByRole('link', { name: 'Developers' }).click();
  await page.getByRole('heading', { name: 'API keys' }).waitFor();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name').fill('Shop server');
  await page
    .getByRole('dialog')
    .evaluate((dialog) => Promise.all(dialog.getAnimations().map((a) => a.finished)));
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make key' }).click();
  const secret = await page.getByRole('textbox', { name: 'Key' }).inputValue();
  expect(secret).toMatch(/^sk_test_/);
  const status = async (): Promise<number> =>
    (await fetch(`${place.app}/v1/products`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  expect(await status()).toBe(200);

  await page.getByRole('button', { name: 'I have kept it' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Shop server' });
  await row.getByText('In use').waitFor();
  expect(await page.content()).not.toContain(secret);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await axeFindings(page)).toEqual([]);
  }
  await row.getByRole('button', { name: 'Revoke Shop server' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await row.getByText('Revoked').waitFor();
  expect(await status()).toBe(401);
  expect(complaints).toEqual([]);
});
