import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toPublicId } from '@luneo/kernel';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DESK, openBrowser, PHONE, type Visitor, visit } from './kit/browser.ts';
import { memberState, openOrder, signIn } from './kit/dashboard.ts';
import { Shopper } from './kit/shopper.ts';

const place = inject('place');
let browser: Browser;
/** Of two orders: a mug's is older than a card's. */
let mug: string;
let card: string;
let member: Awaited<ReturnType<typeof memberState>>;

async function order(product: string): Promise<string> {
  const shopper = await Shopper.personalise(await visit(browser, DESK), place.shop, product);
  await shopper.addText(product);
  await shopper.review();
  await shopper.approve();
  return (await shopper.order()).number;
}

beforeAll(async () => {
  browser = await openBrowser();
  mug = await order('mug');
  card = await order('card');
  member = await memberState(browser, place);
});
afterAll(() => browser?.close());

async function signedIn(options = DESK): Promise<Visitor> {
  const visitor = await visit(browser, { ...options, ...member });
  await visitor.page.goto(`${place.app}/`);
  return visitor;
}

const numbers = async ({ page }: Visitor): Promise<string[]> => {
  await page.locator('.db-order').first().waitFor();
  return (await page.locator('.db-order').allTextContents()).map((text) => text.trim());
};

describe('signing in', () => {
  it('says in words that a password is wrong, and lets nobody in', async () => {
    const { page } = await visit(browser, DESK);
    await page.goto(`${place.app}/`);
    await page.waitForURL('**/sign-in/');
    await page.getByLabel('E-mail').fill(place.email);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'E-mail and password do not match.' }).waitFor();
    await page.goto(`${place.app}/orders/`);
    await page.waitForURL('**/sign-in/');
  });

  it('ends with signing out', async () => {
    const { page } = await visit(browser, DESK);
    await signIn(page, place);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in/');
    await page.goto(`${place.app}/`);
    await page.waitForURL('**/sign-in/');
  });
});

describe('orders', () => {
  it('are listed newest first, found by number, filtered by status', async () => {
    const visitor = await signedIn();
    const { page, complaints } = visitor;
    const listed = await numbers(visitor);
    expect(listed).toContain(mug);
    expect(listed.indexOf(card)).toBeLessThan(listed.indexOf(mug));

    for (const width of [360, 768]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }

    const search = page.getByRole('searchbox');
    await search.fill(mug);
    await page.waitForURL(`**/?q=${mug}`);
    await page.getByText('1 shown').waitFor();
    expect(await numbers(visitor)).toEqual([mug]);

    await page.getByRole('button', { name: 'Held', exact: true }).click();
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Produced', exact: true }).click();
    await page.getByText('1 shown').waitFor();
    await page.reload();
    expect(await numbers(visitor)).toEqual([mug]);

    await openOrder(page, mug);
    await page.getByText('Preflight: no findings').waitFor();
    await page.getByText('Equal to the approved proof').waitFor();
    expect(
      await page.locator('.db-previews img').evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).not.toBe(0);
    expect(await page.locator('.db-history li').allTextContents()).toEqual([
      expect.stringContaining('Order received'),
      expect.stringContaining('Production started'),
      expect.stringContaining('Print file ready: wrap'),
      expect.stringContaining('Line produced'),
      expect.stringContaining('All lines produced'),
    ]);
    expect(complaints).toEqual([]);
  });

  it('are shown in French, and stay so', async () => {
    const visitor = await signedIn(PHONE);
    const { page } = visitor;
    await page.getByLabel('Language').selectOption('fr');
    await page.getByRole('heading', { name: 'Commandes' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Commandes' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('link', { name: card }).click();
    await page.getByRole('link', { name: 'Télécharger le PDF' }).waitFor();
    await page.getByRole('heading', { name: 'Historique' }).waitFor();
  });

  it('of another brand are as missing as those that never were', async () => {
    const foreign = await orderOfAnotherBrand(card);
    const { page } = await signedIn();
    for (const id of [foreign, toPublicId('order', randomUUID())]) {
      await page.goto(`${place.app}/orders/view/?id=${id}`);
      await page.getByText('There is no such order in this brand.').waitFor();
    }
  });
});

/** A copy of an order that belongs to a second brand, written by the database's owner. Answers with its id. */
async function orderOfAnotherBrand(externalId: string): Promise<string> {
  const folder = join(place.data, 'postgres');
  const port = (await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[3]!;
  const password = (await readFile(join(folder, 'superuser'), 'utf8')).trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(port),
    user: 'postgres',
    password,
    database: 'luneo',
  });
  await client.connect();
  try {
    const [brand, order] = [randomUUID(), randomUUID()];
    await client.query('INSERT INTO auth.brand (id, name, slug) VALUES ($1, $2, $3)', [
      brand,
      'Other',
      brand,
    ]);
    const { rowCount } = await client.query(
      `INSERT INTO "order" SELECT (jsonb_populate_record(o, jsonb_build_object('id', $1::text, 'brand_id', $2::text))).*
       FROM "order" o WHERE external_id = $3`,
      [order, brand, externalId],
    );
    expect(rowCount).toBe(1);
    return toPublicId('order', order);
  } finally {
    await client.end();
  }
}
