import { setTimeout } from 'node:timers/promises';
import { KeyBook } from '@luneo/auth';
import { type OperationId, type Order, type Problem, RETENTION_DEFAULTS, type Route } from '@luneo/contracts';
import { fromPublicId, type IdKind, toPublicId, unwrap } from '@luneo/kernel';
import { newId } from './brands.ts';
import { pngOf } from './pictures.ts';
import type { TestServer } from './server.ts';
import { boxLayer, design, frozen, openWidget, orderOf } from './shopper.ts';
import { until } from './until.ts';

/** Path parameters of the contract, and how to make an id that does not exist. */
const missing = (kind: IdKind) => () => toPublicId(kind, newId());
const MISSING: Record<string, () => string> = {
  productId: missing('product'),
  assetId: missing('asset'),
  designId: missing('design'),
  designVersionId: missing('designVersion'),
  designShareId: missing('designShare'),
  revision: () => '1',
  apiKeyId: missing('apiKey'),
  memberId: missing('member'),
  invitationId: missing('invitation'),
  roleId: missing('brandRole'),
  orderId: missing('order'),
  lineItemId: missing('lineItem'),
  printFileId: missing('printFile'),
  supplierId: missing('supplier'),
  jobTicketId: missing('jobTicket'),
  shipmentId: missing('shipment'),
  jobId: missing('longJob'),
  priceDraftId: missing('priceDraft'),
  templateId: missing('template'),
  libraryItemId: missing('libraryItem'),
  version: () => '1',
  brandId: missing('brand'),
  hash: () => 'ab'.repeat(32),
  rendition: () => 'original',
  webhookEndpointId: missing('webhookEndpoint'),
  webhookDeliveryId: missing('webhookDelivery'),
  supportSessionId: missing('supportSession'),
  announcementId: missing('announcement'),
  flag: () => 'no-such-flag',
  ssoConnectionId: missing('ssoConnection'),
  ssoDomainId: missing('ssoDomain'),
  name: () => 'seats',
};

/** Ids of nothing. */
export const absentIds = (): Record<string, string> =>
  Object.fromEntries(Object.entries(MISSING).map(([name, make]) => [name, make()]));
export const knownParameters = (): ReadonlySet<string> => new Set(Object.keys(MISSING));

const draft = () => ({
  slug: 'mine',
  name: 'Mine',
  process: 'dtg',
  sides: [{ id: 'front', name: 'Front', widthUm: 90_000, heightUm: 90_000 }],
});

/** Nobody listens there; nothing is sent before the worker finds that out. */
const webhook = { url: 'http://127.0.0.1:9/hooks', eventTypes: ['webhook.test' as const] };

/** Queries without which a route is not well-formed. */
const QUERIES: Partial<Record<OperationId, string>> = {
  deletePlanOverride: '?reason=Tried+by+a+test',
  compareProduct: '?from=1',
  explainPrintProfile: '?side=front',
};

export interface Requests {
  /** Real ids of the demo brand, by parameter name. */
  readonly real: Readonly<Record<string, string>>;
  /** Bodies that would be right for the demo brand. */
  readonly bodies: Readonly<Partial<Record<OperationId, unknown>>>;
}

/** Fills the demo brand with one of everything that has an id, and knows how each route is called. Needs a worker. */
export async function prepareRequests(server: TestServer): Promise<Requests> {
  const { client, product } = await openWidget(server, 'mug');
  const asset = await client.uploadAsset({ file: { name: 'a.png', data: new Blob([await pngOf(40, 30)]) } });
  const version = await frozen(server);
  const share = await server.shop.createDesignShare({ params: { designId: version.designId }, body: {} });
  const placed = await server.shop.createOrder({ body: orderOf('T-1', [version]) });
  const order = await produced(server, placed.id);
  const production = await makeProduction(server, order);
  const job = await server.shop.importVariants({
    params: { productId: product.id },
    query: {},
    file: { name: 'v.csv', data: new Blob(['sku\n']) },
  });
  const { id: _, version: __, ...rules } = product.priceBook;
  const prices = await server.shop.createPriceDraft({
    params: { productId: product.id },
    body: { name: 'Mine', rules },
  });
  const blank = { document: design(product, []), placeholders: [] };
  const template = await server.shop.createTemplate({
    body: { productId: product.id, name: 'Mine', template: blank },
  });
  await server.shop.publishTemplate({ params: { templateId: template.id }, body: { baseRevision: 1 } });
  const { id: webhookEndpointId } = await server.shop.createWebhookEndpoint({ body: webhook });
  const { id: webhookDeliveryId } = await server.shop.testWebhookEndpoint({ params: { webhookEndpointId } });
  const palette = { name: 'Mine', colours: [{ rgb: '#102030' }] };
  const { id: libraryItemId } = await server.shop.createPalette({ body: palette });
  const book = new KeyBook({
    pool: server.database.authPool,
    clock: { now: () => Date.now() },
    cache: server.cache,
    most: 100,
  });
  const brandId = unwrap(fromPublicId('brand', server.demo.brandId));
  const { record } = await book.create({ id: newId(), brandId, kind: 'secret', mode: 'test', name: 'Mine' });
  const real = {
    apiKeyId: toPublicId('apiKey', record.id),
    productId: product.id,
    assetId: asset.id,
    webhookEndpointId,
    webhookDeliveryId,
    hash: asset.hash,
    rendition: 'original',
    designId: version.designId,
    designVersionId: version.id,
    designShareId: share.id,
    revision: '1',
    orderId: order.id,
    lineItemId: order.lines[0]!.id,
    printFileId: order.lines[0]!.printFiles[0]!.id,
    jobId: job.id,
    ...production,
    ...(await makePeople(server, brandId)),
    ...(await makeSso(server, brandId)),
    priceDraftId: prices.id,
    templateId: template.id,
    libraryItemId,
    version: '1',
    brandId: server.demo.brandId,
    name: 'seats',
  };
  const document = design(product, [boxLayer('box')]);
  const variantId = product.variants[0]!.id;
  const bodies = {
    createDesign: { productId: product.id, document },
    saveDesign: { baseRevision: 1, document },
    freezeDesign: { revision: 1, variantId, quantity: 1, sceneHash: version.sceneHash },
    restoreDesignRevision: { baseRevision: 1 },
    forkDesign: { designId: version.designId },
    createDesignShare: {},
    createDesignHandover: {},
    openDesignShare: { token: 'a'.repeat(86) },
    createQuote: { productId: product.id, variantId, quantity: 1, printedSides: 1 },
    createOrder: orderOf('T-2', [version]),
    releaseLine: { reason: 'looks right' },
    updateOrder: { dueAt: null },
    holdOrder: { reason: 'not yet' },
    requestApproval: {},
    openApproval: { token: 'a'.repeat(86) },
    answerApproval: { token: 'a'.repeat(86), answer: 'approved' },
    releaseOrder: { reason: 'looks right' },
    cancelOrder: { reason: 'ordered twice' },
    updateLine: { quantity: 2 },
    cancelLine: { reason: 'ordered twice' },
    holdLine: { reason: 'not yet' },
    createProduct: { draft: draft() },
    saveProductDraft: { baseRevision: 1, draft: draft() },
    restoreProductVersion: { baseRevision: 1 },
    duplicateProduct: { slug: 'copy', name: 'Copy', skuSuffix: '-2' },
    publishProduct: { baseRevision: 1 },
    archiveProduct: { baseRevision: 1 },
    saveVariants: { baseRevision: 1 },
    generateVariants: { baseRevision: 1, skuPattern: 'A' },
    createPriceDraft: { name: 'Mine', rules },
    savePriceDraft: { baseRevision: 1, name: 'Mine', rules },
    replayPriceDraft: {},
    startPriceReplay: {},
    schedulePriceDraft: { baseRevision: 1, at: '2040-01-01T00:00:00.000Z' },
    publishPriceDraft: { baseRevision: 1 },
    createTemplate: { productId: product.id, name: 'Mine', template: blank },
    saveTemplate: { baseRevision: 1, name: 'Mine', template: blank },
    publishTemplate: { baseRevision: 1 },
    createPalette: palette,
    saveLibraryItem: { baseRevision: 1, name: 'Mine' },
    exportBrand: {},
    eraseShopper: { email: 'nobody@example.test' },
    eraseBrand: { confirm: 'not its slug' },
    saveRetention: { baseRevision: 99, rules: RETENTION_DEFAULTS },
    savePrintSettings: { baseRevision: 0, settings: {} },
    createWebhookEndpoint: webhook,
    updateWebhookEndpoint: { description: 'Mine' },
    rotateWebhookSecret: {},
    createSupplier: supplier('Mine'),
    saveSupplier: supplier('Mine too'),
    assignJobTicket: {},
    scanJobTicket: { scanId: 'mine-scan-1', stage: 'printed' },
    splitJobTicket: { quantity: 1 },
    reprintJobTicket: { quantity: 1, code: 'damaged', note: 'torn' },
    saveProductionSettings: { baseRevision: 99, fileNames: '{order}' },
    createProductionBundle: { lineItemIds: [order.lines[0]!.id] },
    actOnOrders: { action: 'hold', orderIds: [order.id], reason: 'not yet' },
    scanJobTickets: {
      scans: [{ jobTicketId: production.jobTicketId!, scanId: 'mine-scan-2', stage: 'printed' }],
    },
    createShipment: { carrier: 'Mine', lines: [{ lineItemId: order.lines[0]!.id, quantity: 1 }] },
    moveShipment: { to: 'in_transit' },
    createApiKey: { kind: 'secret', mode: 'test', name: 'Mine' },
    updateApiKey: { name: 'Mine too' },
    rotateApiKey: {},
    updateMember: { role: 'designer' },
    createInvitation: { email: 'mine@people.test', role: 'viewer' },
    openInvitation: { token: 'a'.repeat(43) },
    acceptInvitation: { token: 'a'.repeat(43) },
    createRole: { name: 'Mine', permissions: ['orders.read'] },
    updateRole: { name: 'Mine too' },
    // Nobody answers there.
    createSsoConnection: {
      name: 'Mine',
      provider: { kind: 'oidc', issuer: 'http://127.0.0.1:9', clientId: 'mine', clientSecret: 'mine' },
    },
    updateSsoConnection: { name: 'Mine too' },
    addSsoDomain: { domain: 'mine.test' },
    startSupportSession: { reason: 'Tried by a test', minutes: 5 },
    putPlanOverride: { value: 5, reason: 'Tried by a test' },
    runPriceBook: { plans: {} },
    putFeatureFlag: { description: '', percentage: 0, brandsOn: [], brandsOff: [] },
    createAnnouncement: {
      title: { en: 'Mine', fr: 'Mienne' },
      text: { en: 'Mine', fr: 'Mienne' },
      startsAt: '2026-01-01T00:00:00.000Z',
      endsAt: '2026-01-02T00:00:00.000Z',
    },
    suspendBrand: { reason: 'Tried by a test' },
    resumeBrand: { reason: 'Tried by a test' },
    createAccessToken: {},
    replayWebhooks: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' },
  };
  return { real, bodies };
}

const supplier = (name: string) => ({ name, offers: [{ processes: ['uv' as const], unitCostMinor: 1 }] });

/** A supplier, the ticket of the order's line and a shipment, by parameter name. */
async function makeProduction(server: TestServer, order: Order): Promise<Record<string, string>> {
  const { id: supplierId } = await server.shop.createSupplier({ body: supplier('Theirs') });
  const lineItemId = order.lines[0]!.id;
  const { items } = await until(
    () => server.shop.listJobTickets({ query: { lineItemId } }),
    (answer) => answer.items.length > 0,
  );
  const jobTicketId = items[0]!.id;
  await server.shop.assignJobTicket({ params: { jobTicketId }, body: { supplierId } });
  const { id: shipmentId } = await server.shop.createShipment({
    params: { orderId: order.id },
    body: { carrier: 'Theirs', lines: [{ lineItemId, quantity: 1 }] },
  });
  return { supplierId, jobTicketId, shipmentId };
}

/** A member, an invitation and a role of the brand, by parameter name. */
async function makePeople(server: TestServer, brandId: string): Promise<Record<string, string>> {
  const [userId, memberId, invitationId, roleId] = [newId(), newId(), newId(), newId()];
  const sql = (text: string, values: unknown[]) => server.database.authPool.query(text, values);
  await sql(`INSERT INTO auth."user" (id, name, email, email_verified) VALUES ($1, 'Mine', $2, true)`, [
    userId,
    `mine-${userId}@people.test`,
  ]);
  await sql(`INSERT INTO auth.member (id, brand_id, user_id, role) VALUES ($1, $2, $3, 'viewer')`, [
    memberId,
    brandId,
    userId,
  ]);
  await sql(
    `INSERT INTO auth.invitation (id, brand_id, email, role, status, token_hash, expires_at, inviter_id)
     VALUES ($1, $2, $3, 'viewer', 'pending', $4, now() + interval '1 day', $5)`,
    [invitationId, brandId, `invited-${userId}@people.test`, Buffer.from(userId), userId],
  );
  await sql(
    `INSERT INTO auth.brand_role (id, brand_id, name, permissions) VALUES ($1, $2, $3, '{orders.read}')`,
    [roleId, brandId, `Mine ${roleId}`],
  );
  return {
    memberId: toPublicId('member', memberId),
    invitationId: toPublicId('invitation', invitationId),
    roleId: toPublicId('brandRole', roleId),
  };
}

/** A connection to an identity provider and its domain, by parameter name. */
async function makeSso(server: TestServer, brandId: string): Promise<Record<string, string>> {
  const [connectionId, domainId] = [newId(), newId()];
  const sql = (text: string, values: unknown[]) => server.database.authPool.query(text, values);
  const config = { clientId: 'mine', server: { issuer: 'https://idp.test' } };
  await sql(
    `INSERT INTO auth.sso_provider (id, provider_id, brand_id, name, issuer, domain, oidc_config)
     VALUES ($1::uuid, $1::uuid::text, $2, 'Mine', 'https://idp.test', '', $3)`,
    [connectionId, brandId, JSON.stringify(config)],
  );
  await sql(
    `INSERT INTO auth.sso_domain (id, brand_id, provider_id, domain, token) VALUES ($1, $2, $3, $4, 'mine')`,
    [domainId, brandId, connectionId, `${connectionId}.test`],
  );
  return {
    ssoConnectionId: toPublicId('ssoConnection', connectionId),
    ssoDomainId: toPublicId('ssoDomain', domainId),
  };
}

/** The order once its line has its file. */
async function produced(server: TestServer, orderId: string): Promise<Order> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await server.shop.getOrder({ params: { orderId } });
    if (found.lines[0]!.printFiles.length > 0) return found;
    await setTimeout(100);
  }
  throw new Error(`order ${orderId} was not produced within 20 s`);
}

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  /** All that came back, headers first. */
  readonly raw: string;
}

/** Calls a route with these ids and the body it would take. */
export async function callRoute(
  server: TestServer,
  {
    id,
    route,
    ids,
    headers,
    bodies,
  }: {
    readonly id: string;
    readonly route: Route;
    readonly ids: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly bodies: Requests['bodies'];
  },
): Promise<Answer> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
  const body = bodies[id as OperationId];
  const form = route.bodyKind === 'multipart' && route.params !== undefined ? new FormData() : undefined;
  form?.set('file', new Blob(['sku\n']), 'v.csv');
  const answer = await server.call(`${path}${QUERIES[id as OperationId] ?? ''}`, {
    method: route.method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form && { body: form }),
  });
  const text = await textOf(answer);
  const problem = problemOf(text);
  const raw = `${JSON.stringify([...answer.headers])}\n${text}`;
  return { status: answer.status, code: problem.code, detail: problem.detail, raw };
}

/** The body; of an event stream, which may go on for long, its first part. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  const reader = answer.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function problemOf(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return {};
  }
}
