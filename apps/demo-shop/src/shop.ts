import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import files from '@fastify/static';
import { ApiProblem, type Client, createClient } from '@luneo/api-client';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addLine, type CartLine, readCart, writeCart } from './cart.ts';
import { Catalogue } from './catalogue.ts';
import { type Html, html } from './html.ts';
import type { DemoShopOptions } from './options.ts';
import { placeOrder, readForm } from './order.ts';
import { cartPage } from './pages/cart.ts';
import { checkoutPage, thanksPage } from './pages/checkout.ts';
import { page } from './pages/layout.ts';
import { homePage, productPage } from './pages/products.ts';
import { isLanguage, type Language, speak } from './words.ts';

const ASSETS = fileURLToPath(new URL('../public/', import.meta.url));
const BODY_BYTES = 64_000;

/** Everything a route needs, made once. */
interface Shop {
  readonly options: DemoShopOptions;
  readonly client: Client;
  readonly catalogue: Catalogue;
}

function languageOf(request: FastifyRequest): Language {
  const chosen = request.cookies.lang;
  if (isLanguage(chosen)) return chosen;
  return /^fr\b/i.test(request.headers['accept-language'] ?? '') ? 'fr' : 'en';
}

function send(
  shop: Shop,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  body: Html,
  cart?: readonly CartLine[],
): FastifyReply {
  const frame = {
    shop: shop.options.name,
    speech: speak(languageOf(request)),
    cartCount: (cart ?? readCart(request)).length,
    path: request.url,
  };
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page(frame, title, body));
}

/** A brand's own small shop: products, cart, checkout; orders are placed at the API with the secret key. */
export async function createDemoShop(options: DemoShopOptions): Promise<FastifyInstance> {
  const client = createClient({ baseUrl: options.apiUrl(), token: () => options.secretKey });
  const shop: Shop = { options, client, catalogue: new Catalogue(client, options.products, Date.now) };
  const app = Fastify({ bodyLimit: BODY_BYTES, logger: false });
  await app.register(cookie, { secret: options.cookieSecret });
  await app.register(formBody);
  await app.register(files, { root: ASSETS, prefix: '/assets/', maxAge: '1h' });
  guard(app, options);
  productRoutes(app, shop);
  cartRoutes(app, shop);
  checkoutRoutes(app, shop);
  failures(app, shop);
  return app;
}

/** Headers a careful shop sends, and no state change on a request from another site. */
function guard(app: FastifyInstance, { apiOrigin, widgetOrigin }: DemoShopOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    const [api, widget] = [apiOrigin(), widgetOrigin()];
    reply.headers({
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'self' ${api}`,
        "style-src 'self'",
        `img-src 'self' ${api}`,
        `connect-src 'self' ${api}`,
        `frame-src ${widget}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    const { origin, host } = request.headers;
    if (request.method === 'POST' && origin !== undefined && new URL(origin).host !== host)
      return reply.code(403).send('cross-site request refused');
    return undefined;
  });
}

function productRoutes(app: FastifyInstance, shop: Shop): void {
  app.get<{ Querystring: { lang?: string } }>('/', async (request, reply) => {
    const { lang } = request.query;
    if (isLanguage(lang)) return reply.setCookie('lang', lang, { path: '/', sameSite: 'lax' }).redirect('/');
    const body = homePage(await shop.catalogue.all(), speak(languageOf(request)), {
      apiOrigin: shop.options.apiOrigin(),
    });
    return send(shop, request, reply, shop.options.name, body);
  });

  app.get<{ Params: { slug: string }; Querystring: { edit?: string } }>(
    '/products/:slug',
    async (request, reply) => {
      const product = await shop.catalogue.bySlug(request.params.slug);
      if (!product) return missing(shop, request, reply);
      const edits = readCart(request).find(({ designVersionId }) => designVersionId === request.query.edit);
      const { publishableKey } = shop.options;
      const body = productPage(product, speak(languageOf(request)), {
        apiOrigin: shop.options.apiOrigin(),
        publishableKey,
        edits,
      });
      return send(shop, request, reply, product.name, body);
    },
  );
}

const Added = z.object({
  designVersionId: z.string(),
  variantId: z.string(),
  quantity: z.int().min(1).max(100_000),
  replaces: z.string().optional(),
});
const Update = z.object({ line: z.string(), quantity: z.coerce.number().int().min(1).max(100_000) });

function cartRoutes(app: FastifyInstance, shop: Shop): void {
  app.get('/cart', async (request, reply) => {
    const body = cartPage(await shop.catalogue.entries(readCart(request)), speak(languageOf(request)));
    return send(shop, request, reply, speak(languageOf(request)).t('cart'), body);
  });

  // From the page's script, when the customizer says that a design was added.
  app.post('/cart', async (request, reply) => {
    const added = Added.safeParse(request.body);
    if (!added.success) return reply.code(400).send({ error: 'not a cart line' });
    const { replaces, ...line } = added.data;
    writeCart(reply, addLine(readCart(request), line, replaces));
    return reply.code(201).send({ cart: '/cart' });
  });

  app.post('/cart/update', async (request, reply) => {
    const lines = readCart(request);
    const update = Update.safeParse(request.body);
    if (!update.success) {
      const line = z.object({ line: z.string() }).safeParse(request.body);
      const body = cartPage(await shop.catalogue.entries(lines), speak(languageOf(request)), line.data?.line);
      return send(shop, request, reply.code(422), speak(languageOf(request)).t('cart'), body);
    }
    const { line, quantity } = update.data;
    writeCart(
      reply,
      lines.map((old) => (old.designVersionId === line ? { ...old, quantity } : old)),
    );
    return reply.redirect('/cart', 303);
  });

  app.post<{ Body: { line?: string } }>('/cart/remove', async (request, reply) => {
    writeCart(
      reply,
      readCart(request).filter(({ designVersionId }) => designVersionId !== request.body?.line),
    );
    return reply.redirect('/cart', 303);
  });
}

function checkoutRoutes(app: FastifyInstance, shop: Shop): void {
  const { options, client, catalogue } = shop;
  app.get('/checkout', async (request, reply) => {
    const entries = await catalogue.entries(readCart(request));
    if (entries.length === 0) return reply.redirect('/cart');
    const speech = speak(languageOf(request));
    const body = checkoutPage(entries, speech, {
      orderNumber: options.newOrderNumber(),
      values: {},
      faults: {},
    });
    return send(shop, request, reply, speech.t('checkout'), body);
  });

  app.post('/checkout', async (request, reply) => {
    const lines = readCart(request);
    const entries = await catalogue.entries(lines);
    if (entries.length === 0) return reply.redirect('/cart', 303);
    const form = readForm(request.body);
    if (Object.keys(form.faults).length > 0) {
      const speech = speak(languageOf(request));
      return send(shop, request, reply.code(422), speech.t('checkout'), checkoutPage(entries, speech, form));
    }
    const order = await placeOrder(client, entries, form);
    writeCart(reply, []);
    return reply.redirect(`/orders/${order.id}`, 303);
  });

  // The id is the capability: 128 bits of which 74 are random, shown to who ordered.
  app.get<{ Params: { id: string } }>('/orders/:id', async (request, reply) => {
    const order = await client.getOrder({ params: { orderId: request.params.id } });
    const speech = speak(languageOf(request));
    return send(
      shop,
      request,
      reply.header('referrer-policy', 'no-referrer'),
      speech.t('thanks'),
      thanksPage(order, speech),
    );
  });
}

function missing(shop: Shop, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { t } = speak(languageOf(request));
  const body = html`<h1>${t('notFound')}</h1><p><a class="button" href="/">${t('backToShop')}</a></p>`;
  return send(shop, request, reply.code(404), t('notFound'), body);
}

function failures(app: FastifyInstance, shop: Shop): void {
  app.setNotFoundHandler((request, reply) => missing(shop, request, reply));
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ApiProblem && (error.status === 404 || error.code === 'request_invalid'))
      return missing(shop, request, reply);
    const { t } = speak(languageOf(request));
    const reference = error instanceof ApiProblem ? (error.problem.instance ?? error.code) : randomUUID();
    const body = html`<h1>${t('failed')}</h1><p>${t('failedText')}</p><p class="muted">${reference}</p><p><a class="button" href="/cart">${t('cart')}</a></p>`;
    return send(shop, request, reply.code(502), t('failed'), body);
  });
}
