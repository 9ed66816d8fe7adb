import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DESK, openBrowser, PHONE, visit } from './kit/browser.ts';
import { fileRows, filesOf, openOrder, signIn } from './kit/dashboard.ts';
import { generatedPhoto, type Picture, phonePhoto } from './kit/pictures.ts';
import { expectPrintFile } from './kit/print-file.ts';
import { Shopper } from './kit/shopper.ts';

const TEXT = 'Hello سلام 😀';
const CARD_MM = [210, 148] as const;
const MUG_MM = [200, 90] as const;

const place = inject('place');
let browser: Browser;
let photo: Picture;
let clouds: Picture;
beforeAll(async () => {
  [browser, photo, clouds] = await Promise.all([openBrowser(), phonePhoto(), generatedPhoto()]);
});
afterAll(() => browser?.close());

describe('from the shop to the print file', () => {
  it('at 1440 px: a card with bleed, photos on both sides', async () => {
    const visitor = await visit(browser, DESK);
    const shopper = await Shopper.personalise(visitor, place.shop, 'card');
    await shopper.addPicture(photo);
    await shopper.fillSide();
    const front = await shopper.shownDpi();
    await shopper.addText(TEXT);
    await shopper.goToSide('Back');
    await shopper.addPicture(clouds);
    await shopper.setNumber('Width', '150');
    await shopper.setNumber('Rotation', '8');
    const back = await shopper.shownDpi();
    await shopper.review();
    await shopper.onProduct();
    const [shownFront, shownBack] = await shopper.shownSides();
    await shopper.approve();
    expect(await visitor.page.locator('.line').count()).toBe(1);
    const { number, status } = await shopper.order();
    expect(status).toBe('produced');

    const { page, complaints } = visitor;
    await signIn(page, place);
    await openOrder(page, number);
    expect(await fileRows(page).count()).toBe(2);
    const size = { trimMm: CARD_MM, bleedMm: 3 };
    await expectPrintFile(await filesOf(page, fileRows(page).nth(0)), {
      ...size,
      pictures: [{ picture: photo, dpi: front }],
      text: true,
      shown: shownFront!,
    });
    await expectPrintFile(await filesOf(page, fileRows(page).nth(1)), {
      ...size,
      pictures: [{ picture: clouds, dpi: back }],
      text: false,
      shown: shownBack!,
    });
    expect(complaints).toEqual([]);
  });

  it('at 360 px: a mug, by touch', async () => {
    const visitor = await visit(browser, PHONE);
    const shopper = await Shopper.personalise(visitor, place.shop, 'mug');
    await shopper.addPicture(clouds);
    await shopper.fillSide();
    const below = await shopper.shownDpi();
    await shopper.addPicture(photo);
    await shopper.setNumber('Width', '90');
    const above = await shopper.shownDpi();
    await shopper.addText(TEXT);
    await shopper.review();
    const [shown] = await shopper.shownSides();
    await shopper.approve();
    const { number, status } = await shopper.order();
    expect(status).toBe('produced');

    const { page, complaints } = visitor;
    await signIn(page, place);
    await openOrder(page, number);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await expectPrintFile(await filesOf(page, fileRows(page).first()), {
      trimMm: MUG_MM,
      bleedMm: 0,
      pictures: [
        { picture: clouds, dpi: below },
        { picture: photo, dpi: above },
      ],
      text: true,
      shown: shown!,
    });
    expect(complaints).toEqual([]);
  });
});
