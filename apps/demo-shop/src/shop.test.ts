import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDemoShop } from './index.ts';

const VERSION = `dsv_${'0'.repeat(26)}`;
const VARIANT = `var_${'0'.repeat(26)}`;
const PRODUCT = `prd_${'0'.repeat(26)}`;
const ORDER = `ord_${'0'.repeat(26)}`;
const bundle = {
  id: PRODUCT,
  name: 'Mug <11 oz>',
  slug: 'mug',
  version: 1,
  imageUrl: null,
  description: 'White & glazed',
  geometry: { sides: [{ id: 'wrap', name: 'Wrap', widthUm: 200_000, heightUm: 90_000, bleedUm: 0 }] },
  options: [],
  variants: [{ id: VARIANT, sku: 'MUG', name: 'White', options: {} }],
  priceBook: { baseMinor: 1_290, currency: 'EUR', tiers: [{ id: 't', from: 12, unitPm: 900 }] },
};

/** The API at the network edge: answers these calls in its wire format and keeps what was asked. */
const seen: {
  method: string;
  url: string;
  key: string | undefined;
  auth: string | undefined;
  body: unknown;
}[] = [];
const answers: Record<string, (body: { quantity: number }) => unknown> = {
  [`GET /v1/products/${PRODUCT}`]: () => bundle,
  [`GET /v1/design-versions/${VERSION}`]: () => ({
    id: VERSION,
    productId: PRODUCT,
    previews: [{ side: 'wrap', url: 'http://api.test/previews/x.webp' }],
  }),
  'POST /v1/quotes': ({ quantity }) => ({ currency: 'EUR', totalMinor: 1_290 * quantity }),
  'POST /v1/orders': () => ({ id: ORDER }),
  [`GET /v1/orders/${ORDER}`]: () => ({
    id: ORDER,
    externalId: 'AD-1234',
    status: 'produced',
    previewUrl: null,
  }),
};

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = text === '' ? undefined : JSON.parse(text);
  const { method = '', url = '', headers } = request;
  seen.push({
    method,
    url,
    key: headers['idempotency-key'] as string | undefined,
    auth: headers.authorization,
    body,
  });
  const found = answers[`${method} ${url}`];
  return found
    ? { status: 200, body: found(body) }
    : { status: 404, body: { code: 'not_found', title: 'x', status: 404, type: 'about:blank' } };
}

let api: Server;
let shop: FastifyInstance;
beforeAll(async () => {
  api = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response
        .writeHead(status, {
          'content-type': status === 200 ? 'application/json' : 'application/problem+json',
        })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(api.address() as { port: number }).port}`;
  shop = await createDemoShop({
    name: 'Atelier Demo',
    apiUrl: () => origin,
    apiOrigin: () => origin,
    widgetOrigin: () => origin,
    publishableKey: 'pk_test_abcdefghijklmnop',
    secretKey: 'sk_test_abcdefghijklmnop',
    products: { mug: PRODUCT },
    cookieSecret: 'k'.repeat(40),
    newOrderNumber: () => 'AD-1234',
  });
});
afterAll(async () => {
  await shop.close();
  await new Promise((resolve) => api.close(resolve));
});
beforeEach(() => {
  seen.length = 0;
});

const form = (fields: Record<string, string>) => ({
  payload: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
async function withCart(quantity = 2): Promise<{ cart: string }> {
  const response = await shop.inject({
    method: 'POST',
    url: '/cart',
    payload: { designVersionId: VERSION, variantId: VARIANT, quantity },
  });
  expect(response.statusCode).toBe(201);
  return { cart: response.cookies.find(({ name }) => name === 'cart')!.value };
}
const GOOD = {
  orderNumber: 'AD-1234',
  name: 'A Shopper',
  email: 'shopper@mail.test',
  line1: '1 Rue',
  postalCode: '69003',
  city: 'Lyon',
  country: 'FR',
};

describe('the shop', () => {
  it('shows products, escaped, in the reader’s language', async () => {
    const english = await shop.inject({ url: '/' });
    expect(english.body).toContain('Mug &lt;11 oz&gt;');
    expect(english.body).toContain('from €12.90');
    const french = await shop.inject({ url: '/', headers: { 'accept-language': 'fr-CH,fr;q=0.9' } });
    expect(french.body).toContain('<html lang="fr">');
    expect(french.body).toMatch(/dès 12,90\s€/);
  });

  it('lets scripts and frames come from the API alone', async () => {
    const { headers, body } = await shop.inject({ url: '/products/mug' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(body).toContain('/widget/v1/loader.js');
    expect(body).not.toContain('sk_test');
    expect((await shop.inject({ url: '/products/nothing' })).statusCode).toBe(404);
  });

  it('keeps the cart in a signed cookie and asks the API for prices', async () => {
    const cookies = await withCart(3);
    const page = await shop.inject({ url: '/cart', cookies });
    expect(page.body).toContain('€38.70');
    expect(seen.every(({ auth }) => auth === 'Bearer sk_test_abcdefghijklmnop')).toBe(true);
    const forged = await shop.inject({
      url: '/cart',
      cookies: { cart: `${decodeURIComponent(cookies.cart).slice(0, -3)}xxx` },
    });
    expect(forged.body).toContain('Your cart is empty');
  });

  it('changes and removes lines, and says what is wrong beside the field', async () => {
    const cookies = await withCart();
    const changed = await shop.inject({
      method: 'POST',
      url: '/cart/update',
      cookies,
      ...form({ line: VERSION, quantity: '5' }),
    });
    expect(changed.statusCode).toBe(303);
    const cart = changed.cookies.find(({ name }) => name === 'cart')!.value;
    expect((await shop.inject({ url: '/cart', cookies: { cart } })).body).toContain('€64.50');
    const wrong = await shop.inject({
      method: 'POST',
      url: '/cart/update',
      cookies,
      ...form({ line: VERSION, quantity: '0' }),
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Between 1 and 100 000');
    const gone = await shop.inject({
      method: 'POST',
      url: '/cart/remove',
      cookies,
      ...form({ line: VERSION }),
    });
    expect(decodeURIComponent(gone.cookies.find(({ name }) => name === 'cart')!.value)).toMatch(/^\[\]\./);
  });

  it('puts an edited design in the place of the old one', async () => {
    const cookies = await withCart();
    const payload = {
      designVersionId: VERSION.replace(/0$/, '1'),
      variantId: VARIANT,
      quantity: 1,
      replaces: VERSION,
    };
    const edited = await shop.inject({ method: 'POST', url: '/cart', cookies, payload });
    const value = decodeURIComponent(edited.cookies.find(({ name }) => name === 'cart')!.value);
    expect(value).not.toContain(VERSION);
    expect(value.match(/dsv_/g)).toHaveLength(1);
  });

  it('orders once however often the button is pressed', async () => {
    const cookies = await withCart();
    const press = () => shop.inject({ method: 'POST', url: '/checkout', cookies, ...form(GOOD) });
    const [first, second] = [await press(), await press()];
    expect([first.headers.location, second.headers.location]).toEqual([
      `/orders/${ORDER}`,
      `/orders/${ORDER}`,
    ]);
    const orders = seen.filter(({ url }) => url === '/v1/orders');
    expect(new Set(orders.map(({ key }) => key))).toEqual(new Set(['AD-1234']));
    expect(orders[0]!.body).toMatchObject({
      externalId: 'AD-1234',
      currency: 'EUR',
      customer: { name: 'A Shopper' },
      lines: [{ designVersionId: VERSION, quantity: 2 }],
    });
    expect((await shop.inject({ url: `/orders/${ORDER}` })).body).toContain('AD-1234');
  });

  it('asks again for what is missing, keeping what was typed', async () => {
    const cookies = await withCart();
    const answered = await shop.inject({
      method: 'POST',
      url: '/checkout',
      cookies,
      ...form({ ...GOOD, email: 'nope', city: ' ' }),
    });
    expect(answered.statusCode).toBe(422);
    expect(answered.body).toContain('id="email-error"');
    expect(answered.body).toContain('id="city-error"');
    expect(answered.body).toContain('value="A Shopper"');
    expect(seen.some(({ url }) => url === '/v1/orders')).toBe(false);
  });

  it('refuses a form sent from another site', async () => {
    const { headers, payload } = form({ line: VERSION });
    const response = await shop.inject({
      method: 'POST',
      url: '/cart/remove',
      payload,
      headers: { ...headers, origin: 'https://evil.test' },
    });
    expect(response.statusCode).toBe(403);
  });
});
