import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DESK, openBrowser, visit } from './kit/browser.ts';
import { fileRows, openOrder, signIn } from './kit/dashboard.ts';
import { Shopper } from './kit/shopper.ts';

const place = inject('place');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const api = async (path: string): Promise<unknown> => {
  const headers = { authorization: `Bearer ${place.secretKey}` };
  return (await fetch(`${place.app}/v1${path}`, { headers })).json();
};

describe('a shopper', () => {
  it('orders a dozen shirts, front and back, in a size and colour, at the quantity price', async () => {
    const visitor = await visit(browser, DESK);
    const { page, complaints } = visitor;
    const shopper = await Shopper.personalise(visitor, place.shop, 't-shirt');
    await shopper.frame.getByLabel('Size').selectOption('xxl');
    await shopper.frame.getByLabel('Sand').click({ force: true });
    await shopper.setNumber('Quantity', '12');
    await shopper.addText('Front');
    await shopper.goToSide('Back');
    await shopper.addText('Back');
    const shown = await shopper.price();
    await shopper.review();
    expect(await shopper.shownSides()).toHaveLength(2);
    await shopper.approve();
    expect(await page.locator('.line .muted').textContent()).toBe('XXL / Sand');
    expect(await page.locator('.sum strong').textContent()).toBe(shown);

    const { id, number, status } = await shopper.order();
    expect(status).toBe('produced');
    // 12 x (base + second side + size), a tenth off from ten pieces
    const total = 12 * (2_190 + 450 + 200) * 0.9;
    expect(await api(`/orders/${id}`)).toMatchObject({ totalMinor: total, pieceCount: 12 });
    expect(shown.replace(/\D/g, '')).toBe(String(total));

    await signIn(page, place);
    await openOrder(page, number);
    expect(await page.locator('.db-previews figcaption').allTextContents()).toEqual(['front', 'back']);
    expect(await fileRows(page).locator('strong').allTextContents()).toEqual([
      expect.stringContaining('front'),
      expect.stringContaining('back'),
    ]);
    expect(complaints).toEqual([]);
  });

  it('edits a design from the cart: one line, the new design in the old one’s place', async () => {
    const visitor = await visit(browser, DESK);
    const { page, complaints } = visitor;
    const first = await Shopper.personalise(visitor, place.shop, 'mug');
    await first.addText('Before');
    await first.review();
    await first.approve();
    const preview = await page.locator('.thumbs img').getAttribute('src');

    await page.getByRole('link', { name: 'Edit design' }).click();
    const again = await Shopper.open(page);
    const layer = again.frame.locator('.lne-layer-name');
    await layer.waitFor();
    expect(await layer.textContent()).toContain('Before');
    await again.press(layer);
    await again.frame.getByRole('textbox', { name: 'Your text' }).fill('After');
    await again.review();
    await again.approve();
    expect(await page.locator('.line').count()).toBe(1);
    expect(await page.locator('.thumbs img').getAttribute('src')).not.toBe(preview);
    expect((await again.order()).status).toBe('produced');
    expect(complaints).toEqual([]);
  });

  it('changes the quantity in a French cart, and is told what is wrong', async () => {
    const visitor = await visit(browser, DESK);
    const { page } = visitor;
    const shopper = await Shopper.personalise(visitor, place.shop, 'card');
    await shopper.addText('Bonjour');
    await shopper.review();
    await shopper.approve();
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('link', { name: 'Panier' }).click();
    const total = page.locator('.sum strong');
    expect(await total.textContent()).toMatch(/^2,90\s€$/);
    await page.getByLabel('Quantité').fill('100');
    await page.getByRole('button', { name: 'Mettre à jour' }).click();
    expect(await total.textContent()).toMatch(/^130,50\s€$/);
    await page.getByRole('link', { name: 'Commander' }).click();
    await page.getByRole('button', { name: 'Valider la commande' }).click();
    expect(await page.locator('.error').first().textContent()).toBe('Veuillez remplir ce champ.');
    await page.goto(`${place.shop}/cart`);
    await page.getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Votre panier est vide.').waitFor();
  });
});
