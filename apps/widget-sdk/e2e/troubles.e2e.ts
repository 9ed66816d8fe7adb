import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addText, type Harness, layersOf, savedDesign, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.stop());

const wide = { viewport: { width: 1440, height: 900 } };
const has = (count: number) => savedDesign(harness, (document) => layersOf(document).length === count);
const reads = (frame: Frame, text: string): Promise<void> =>
  frame.locator('.lw-saved', { hasText: text }).waitFor();
/** Saves the design elsewhere meanwhile, with nothing on it. */
function saveElsewhere(): void {
  const { designs } = harness.server.api;
  const record = [...designs.values()].at(-1)!;
  const document = {
    ...record.document,
    layers: {},
    sides: record.document.sides.map((side) => ({ ...side, layers: [] })),
  };
  designs.set(record.id, { ...record, revision: record.revision + 1, document });
}

describe('a design changed in another window', () => {
  it('is kept, where the shopper says so', async () => {
    const { page, frame, close } = await harness.open(wide);
    await addText(page, frame, 'Mine');
    await has(1);
    await reads(frame, 'Saved');
    saveElsewhere();
    await page.keyboard.press('ArrowDown');
    await frame.getByRole('dialog', { name: 'Changed in another window' }).waitFor();
    await frame.getByRole('button', { name: 'Keep this one' }).click();
    await has(1);
    await reads(frame, 'Saved');
    await close();
  });

  it('gives way to the other one, where the shopper says so', async () => {
    const { page, frame, close } = await harness.open(wide);
    await addText(page, frame, 'Mine');
    await has(1);
    await reads(frame, 'Saved');
    saveElsewhere();
    await page.keyboard.press('ArrowDown');
    await frame.getByRole('button', { name: 'Load the other one' }).click();
    await expect.poll(() => frame.locator('.lne-target').count()).toBe(0);
    await reads(frame, 'Saved');
    await close();
  });
});

describe('a connection that goes', () => {
  it('keeps the changes and saves them when it is back', async () => {
    const { page, frame, close } = await harness.open(wide);
    await addText(page, frame, 'Before');
    await has(1);
    await page.context().setOffline(true);
    await frame.getByText('You are offline.').first().waitFor({ state: 'attached' });
    await addText(page, frame, 'Meanwhile');
    await page.context().setOffline(false);
    await has(2);
    await reads(frame, 'Saved');
    await close();
  });
});

describe('a token that runs out', () => {
  it('is renewed by the shop’s page, unseen', async () => {
    const { sessions } = harness.server.api;
    // Tokens are not used in their last ten seconds.
    sessions.lifeMs = 10_500;
    const { page, frame, complaints, close } = await harness.open(wide);
    const before = sessions.given;
    sessions.lifeMs = 15 * 60_000;
    await addText(page, frame, 'Long at it');
    await has(1);
    expect(sessions.given).toBe(before + 1);
    expect(complaints).toEqual([]);
    await close();
  });
});
