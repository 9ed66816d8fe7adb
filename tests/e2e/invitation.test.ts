import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './kit/axe.ts';
import { DESK, openBrowser, PHONE, visit } from './kit/browser.ts';
import { memberState } from './kit/dashboard.ts';

const place = inject('place');
let browser: Browser;
let member: Awaited<ReturnType<typeof memberState>>;
beforeAll(async () => {
  browser = await openBrowser();
  member = await memberState(browser, place);
});
afterAll(() => browser?.close());

/** Invites as the demo member does, and reads the link where development shows what was written. */
async function invited(email: string, role: string): Promise<string> {
  const { page, context } = await visit(browser, { ...DESK, ...member });
  await page.goto(`${place.app}/`);
  const status = await page.evaluate(
    async (body) =>
      (
        await fetch('/v1/invitations', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    { email, role },
  );
  expect(status).toBe(201);
  await page.goto(`${place.app}/dev/outbox`);
  const link = await page.getByRole('row', { name: email }).getByRole('link').last().getAttribute('href');
  await context.close();
  return link!;
}

const open = async (page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Join Atelier Demo' }).waitFor();
};

describe('somebody who was invited', () => {
  it('gets an account, is told what is wrong beside the field, and lands in the dashboard', async () => {
    const { page, complaints } = await visit(browser, PHONE);
    await open(page, await invited('lou@invited.test', 'production'));
    await page.getByText('as production').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByText('Enter your name.').waitFor();
    await page.getByLabel('Your name').fill('Lou Petit');
    await page.getByLabel('Choose a password').fill('short');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByText('Use 12 characters or more.').waitFor();
    complaints.length = 0;
    await page.getByLabel('Choose a password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is told so when the link has ended', async () => {
    const { page } = await visit(browser, DESK);
    await page.goto(`${place.app}/invitation/#${'a'.repeat(43)}`);
    await page.getByRole('heading', { name: 'This invitation has ended.' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
