import type { Frame, Locator, Page } from 'playwright-core';
import type { Visitor } from './browser.ts';
import type { Picture } from './pictures.ts';

const ADDRESS = {
  name: 'Test Shopper',
  email: 'shopper@mail.test',
  line1: '1 rue du Test',
  postalCode: '69003',
  city: 'Lyon',
};

/** "325 dpi", "1,170 dpi". */
const DPI = /^[\d,]+ dpi$/;

export interface Placed {
  readonly id: string;
  readonly number: string;
  readonly status: string;
}

/** Somebody with the customizer open; says what they do in a shopper's words. */
export class Shopper {
  readonly page: Page;
  readonly frame: Frame;
  readonly touch: boolean;

  private constructor(page: Page, frame: Frame, touch: boolean) {
    this.page = page;
    this.frame = frame;
    this.touch = touch;
  }

  /** From the shop's front page through the product's into the customizer. */
  static async personalise({ page }: Visitor, shop: string, product: string): Promise<Shopper> {
    await page.goto(`${shop}/`);
    await page.locator(`a[href="/products/${product}"]`).click();
    return Shopper.open(page);
  }

  /** On a product page: the customizer. */
  static async open(page: Page): Promise<Shopper> {
    await page.locator('#personalise').click();
    const handle = await page.locator('iframe').elementHandle();
    const frame = (await handle!.contentFrame())!;
    await frame.locator('.lne-svg').waitFor();
    const touch = await page.evaluate(() => navigator.maxTouchPoints > 0);
    return new Shopper(page, frame, touch);
  }

  press(target: Locator): Promise<void> {
    return this.touch ? target.tap() : target.click();
  }

  /** Buttons of a panel: on a phone the panel is opened first. */
  async #panel(name: 'Add' | 'Edit' | 'Options'): Promise<void> {
    if (!this.touch) return;
    const tab = this.frame.getByRole('navigation').getByRole('button', { name, exact: true });
    if ((await tab.getAttribute('aria-pressed')) !== 'true') await tab.tap();
  }

  async addText(text: string): Promise<void> {
    await this.#panel('Add');
    await this.press(this.frame.locator('.lw-add').getByRole('button', { name: 'Text', exact: true }));
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Escape');
  }

  /** Answers with the sharpness it is told, in dots per inch. */
  async addPicture({ name, bytes }: Picture): Promise<void> {
    const layers = this.frame.locator('.lne-svg image');
    const before = await layers.count();
    const input = this.frame.locator('[data-testid=picture-input]');
    await input.setInputFiles({ name, mimeType: 'image/jpeg', buffer: bytes });
    await layers.nth(before).waitFor();
    await this.#panel('Edit');
    await this.frame.getByText(DPI).waitFor();
  }

  /** Sharpness of the selected picture as the customizer shows it. */
  async shownDpi(): Promise<number> {
    await this.#panel('Edit');
    return Number((await this.frame.getByText(DPI).textContent())!.replace(/\D/g, ''));
  }

  async fillSide(): Promise<void> {
    await this.#panel('Edit');
    await this.press(this.frame.getByRole('button', { name: 'Fill the side' }));
  }

  async setNumber(label: string, value: string): Promise<void> {
    await this.#panel('Edit');
    const field = this.frame.getByRole('textbox', { name: label, exact: true });
    await field.fill(value);
    await field.press('Enter');
  }

  async goToSide(name: string): Promise<void> {
    await this.press(this.frame.getByRole('tab', { name }));
  }

  async option(label: string, value: string): Promise<void> {
    await this.#panel('Options');
    await this.frame.getByLabel(label, { exact: true }).selectOption(value);
  }

  /** Price in the customizer, as written. */
  async price(): Promise<string> {
    return (await this.frame.locator('.lw-buy .lw-price strong').textContent())!;
  }

  /** Panels closed, the design saved. */
  async settle(): Promise<void> {
    const close = this.frame.getByRole('button', { name: 'Close the panel' });
    if ((await close.count()) > 0) await close.tap();
    await this.frame.getByText('Saved', { exact: true }).waitFor({ state: 'attached' });
  }

  async review(): Promise<void> {
    await this.settle();
    await this.press(this.frame.locator('.lw-buy-button'));
    await this.frame.getByRole('button', { name: 'Approve and add to cart' }).waitFor();
  }

  /** Pictures of the sides as they stand in the review. */
  async shownSides(): Promise<Buffer[]> {
    const proofs = await this.frame.locator('.lw-proof').all();
    const shots: Buffer[] = [];
    for (const proof of proofs) shots.push(await proof.screenshot({ scale: 'device' }));
    return shots;
  }

  /** Scrolls to the design on the product, once it is placed on every view. */
  async onProduct(): Promise<void> {
    const views = this.frame.locator('.lw-mockups canvas');
    await views.last().scrollIntoViewIfNeeded();
    await this.frame.locator('.lw-mockups:not(:has(canvas:not([data-state=placed])))').waitFor();
  }

  /** Ticks the remarks, where there are any, and approves. */
  async approve(): Promise<void> {
    const accept = this.frame.getByRole('dialog').getByRole('checkbox');
    if ((await accept.count()) > 0) await accept.check();
    await this.press(this.frame.getByRole('button', { name: 'Approve and add to cart' }));
    await this.page.waitForURL('**/cart');
  }

  /** From the cart to the shop's confirmation, until the order stands still. */
  async order(): Promise<Placed> {
    const { page } = this;
    await page.getByRole('link', { name: 'Checkout' }).click();
    for (const [field, value] of Object.entries(ADDRESS)) await page.fill(`#${field}`, value);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.waitForURL('**/orders/**');
    const settled = page.locator('#state:not([data-status=received], [data-status=in_production])');
    await settled.waitFor({ timeout: 40_000 });
    const status = (await settled.getAttribute('data-status'))!;
    const number = /\S+$/.exec((await page.locator('.number').textContent())!)![0];
    return { id: page.url().split('/').at(-1)!, number, status };
  }
}
