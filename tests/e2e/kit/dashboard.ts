import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { DESK, visit } from './browser.ts';
import type { Place } from './server.ts';

/** Signs the demo member in by the form. */
export async function signIn(page: Page, { app, email, password }: Place): Promise<void> {
  await page.goto(`${app}/sign-in/`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
}

/** Cookies of a member who signed in once: passwords may be tried ten times a minute, tests included. */
export async function memberState(browser: Browser, place: Place): Promise<{ storageState: string }> {
  const { context, page } = await visit(browser, DESK);
  await signIn(page, place);
  const storageState = join(place.data, `member-${process.pid}.json`);
  await context.storageState({ path: storageState });
  await context.close();
  return { storageState };
}

/** From the list to the page of an order. */
export async function openOrder(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: `Order ${number}` }).waitFor();
}

export interface Files {
  readonly fileName: string;
  readonly pdf: Buffer;
  readonly proof: Buffer;
  readonly certificate: { readonly pdfSha256: string; readonly parity: { readonly differingPpm: number } };
  /** Everything the row says. */
  readonly text: string;
}

/** What the row of a print file offers, taken by its links. */
export async function filesOf(page: Page, row: Locator): Promise<Files> {
  const take = async (link: string): Promise<Buffer> => {
    const arriving = page.waitForEvent('download');
    await row.getByRole('link', { name: link }).click();
    const download = await arriving;
    return readFile(await download.path());
  };
  return {
    fileName: (await row.locator('strong').textContent())!,
    pdf: await take('Download PDF'),
    proof: await take('Proof'),
    certificate: JSON.parse((await take('Certificate')).toString()) as Files['certificate'],
    text: (await row.textContent())!,
  };
}

export const fileRows = (page: Page): Locator => page.locator('.db-files > li');
