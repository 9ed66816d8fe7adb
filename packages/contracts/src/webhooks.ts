import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { EventTypeName } from './events.ts';
import { LongJob } from './long-jobs.ts';
import { route } from './route.ts';

/** `*` = every type, those to come too. */
const EventTypes = z.union([z.tuple([z.literal('*')]), z.array(EventTypeName).min(1).max(200)]);
const Url = z.url().max(2_048);
const Description = z.string().max(200);

export const WEBHOOK_LIMITS = {
  /** Endpoints a brand. */
  endpoints: 50,
  /** Secrets of an endpoint that count at a time. */
  secrets: 3,
  /** Bytes of a body that the log keeps. */
  loggedBytes: 16_384,
  /** Days a settled delivery stays in the log. */
  keptDays: 30,
} as const;

/** The body of a webhook: what is signed, byte for byte. */
export const WebhookMessage = z
  .object({
    /** The event's id; the same in `webhook-id`, at every retry and replay. */
    id: publicId('event'),
    type: EventTypeName,
    /** Version of the type's `data`. */
    version: z.int(),
    timestamp: Timestamp,
    brandId: publicId('brand'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({
    example: {
      id: 'evt_01kb0c6z3mf9v8x2q4t7y1n5rk',
      type: 'print_file.ready',
      version: 1,
      timestamp: '2026-11-23T09:30:00.000Z',
      brandId: 'brd_01kb0c6z3mf9v8x2q4t7y1n5rm',
      data: {
        orderId: 'ord_01kb0c6z3mf9v8x2q4t7y1n5ra',
        lineItemId: 'lin_01kb0c6z3mf9v8x2q4t7y1n5rb',
        printFileId: 'prf_01kb0c6z3mf9v8x2q4t7y1n5rc',
        side: 'front',
      },
    },
  });
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export const WebhookEndpoint = z.object({
  id: publicId('webhookEndpoint'),
  url: Url,
  description: Description,
  eventTypes: z.array(z.string()),
  status: z.enum(['enabled', 'disabled']),
  /** `failing`: all tries of three days failed; `gone`: it answered 410. Null while enabled. */
  disabledReason: z.enum(['manual', 'failing', 'gone']).nullable(),
  /** Since when no try went well; null while all is well. */
  failingSince: Timestamp.nullable(),
  /** Secrets that count, newest first; the secrets themselves are shown once. */
  secrets: z.array(z.object({ createdAt: Timestamp, expiresAt: Timestamp.nullable() })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  /** `whsec_…`, shown this once; null where the answer is repeated under an idempotency key. */
  secret: z.string().nullable(),
});
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;

export const WebhookDelivery = z.object({
  id: publicId('webhookDelivery'),
  webhookEndpointId: publicId('webhookEndpoint'),
  eventId: publicId('event'),
  eventType: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  /** Tries of the current round; a replay begins a new one. */
  tries: z.int(),
  round: z.int(),
  /** HTTP status of the last try; null where none came back, then `lastError` says why. */
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  nextTryAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const Headers = z.record(z.string(), z.string());

export const WebhookAttempt = z.object({
  round: z.int(),
  number: z.int(),
  at: Timestamp,
  durationMs: z.int(),
  request: z.object({ headers: Headers, body: z.string() }),
  /** Null where nothing came back. */
  response: z.object({ status: z.int(), headers: Headers, body: z.string() }).nullable(),
  /** Why it failed: `timeout`, `connection_refused`, `address`, `status`, … Null when it went well. */
  error: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

export const WebhookDeliveryDetail = WebhookDelivery.extend({
  message: WebhookMessage,
  /** Oldest first. */
  attempts: z.array(WebhookAttempt),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

export const EventTypeInfo = z.object({
  type: z.string(),
  version: z.int(),
  description: z.string(),
  /** JSON Schema of `data`. */
  schema: z.record(z.string(), z.unknown()),
  example: z.record(z.string(), z.unknown()),
});
export type EventTypeInfo = z.infer<typeof EventTypeInfo>;

export const CreateWebhookEndpoint = z
  .strictObject({ url: Url, description: Description.default(''), eventTypes: EventTypes })
  .meta({
    example: {
      url: 'https://shop.example/hooks/luneo',
      description: 'Order desk',
      eventTypes: ['order.received', 'print_file.ready'],
    },
  });

export const UpdateWebhookEndpoint = z.strictObject({
  url: Url.optional(),
  description: Description.optional(),
  eventTypes: EventTypes.optional(),
  /** `enabled` begins afresh: past failures are forgotten. */
  status: z.enum(['enabled', 'disabled']).optional(),
});

export const ReplayWebhooks = z
  .strictObject({
    /** Events recorded from then on … */
    from: Timestamp,
    /** … and before then. */
    to: Timestamp,
    /** False: also those that arrived. */
    missedOnly: z.boolean().default(true),
  })
  .meta({ example: { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', missedOnly: true } });

const shared = {
  tag: 'Webhooks',
  credentials: ['session', 'secret'],
  permission: 'webhooks.manage',
} as const;
const endpointParams = z.object({ webhookEndpointId: publicId('webhookEndpoint') });
const deliveryParams = z.object({ webhookDeliveryId: publicId('webhookDelivery') });

export const webhookRoutes = {
  listEventTypes: route({
    ...shared,
    method: 'GET',
    path: '/v1/event-types',
    summary: 'What can be subscribed to, each with schema and example',
    status: 200,
    response: z.object({ items: z.array(EventTypeInfo) }),
  }),
  listEvents: route({
    ...shared,
    method: 'GET',
    path: '/v1/events',
    summary: 'What happened, newest first; for catching up without webhooks',
    query: z.object({
      ...pageQuery,
      type: EventTypeName.optional(),
      from: Timestamp.optional(),
      to: Timestamp.optional(),
    }),
    status: 200,
    response: page(WebhookMessage),
  }),
  listWebhookEndpoints: route({
    ...shared,
    method: 'GET',
    path: '/v1/webhook-endpoints',
    summary: 'Where events are sent',
    status: 200,
    response: z.object({ items: z.array(WebhookEndpoint) }),
  }),
  createWebhookEndpoint: route({
    ...shared,
    method: 'POST',
    path: '/v1/webhook-endpoints',
    summary: 'Have events sent to an address; answers with its secret, once',
    body: CreateWebhookEndpoint,
    status: 201,
    response: WebhookEndpointWithSecret,
    idempotent: true,
    errors: ['url_refused', 'webhook_limit'],
  }),
  getWebhookEndpoint: route({
    ...shared,
    method: 'GET',
    path: '/v1/webhook-endpoints/{webhookEndpointId}',
    summary: 'One endpoint, and how it fares',
    params: endpointParams,
    status: 200,
    response: WebhookEndpoint,
  }),
  updateWebhookEndpoint: route({
    ...shared,
    method: 'PATCH',
    path: '/v1/webhook-endpoints/{webhookEndpointId}',
    summary: 'Change address or types, switch on or off',
    params: endpointParams,
    body: UpdateWebhookEndpoint,
    status: 200,
    response: WebhookEndpoint,
    errors: ['url_refused'],
  }),
  deleteWebhookEndpoint: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/webhook-endpoints/{webhookEndpointId}',
    summary: 'Send nothing there any more; its log goes too',
    params: endpointParams,
    status: 204,
  }),
  rotateWebhookSecret: route({
    ...shared,
    method: 'POST',
    path: '/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret',
    summary: 'A new secret; the old ones go on to sign for a while',
    params: endpointParams,
    /** Hours the old secrets stay. */
    body: z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) }),
    status: 200,
    response: WebhookEndpointWithSecret,
    idempotent: true,
    errors: ['webhook_limit'],
  }),
  testWebhookEndpoint: route({
    ...shared,
    method: 'POST',
    path: '/v1/webhook-endpoints/{webhookEndpointId}/test',
    summary: 'Send `webhook.test` there now',
    params: endpointParams,
    status: 202,
    response: WebhookDelivery,
    idempotent: true,
    errors: ['webhook_disabled'],
  }),
  replayWebhooks: route({
    ...shared,
    method: 'POST',
    path: '/v1/webhook-endpoints/{webhookEndpointId}/replay',
    summary: 'Send the events of a time again, those that never arrived or all',
    params: endpointParams,
    body: ReplayWebhooks,
    status: 202,
    response: LongJob,
    idempotent: true,
    errors: ['webhook_disabled'],
  }),
  listWebhookDeliveries: route({
    ...shared,
    method: 'GET',
    path: '/v1/webhook-endpoints/{webhookEndpointId}/deliveries',
    summary: 'What was sent there, newest first',
    params: endpointParams,
    query: z.object({ ...pageQuery, status: z.enum(['pending', 'delivered', 'failed']).optional() }),
    status: 200,
    response: page(WebhookDelivery),
  }),
  getWebhookDelivery: route({
    ...shared,
    method: 'GET',
    path: '/v1/webhook-deliveries/{webhookDeliveryId}',
    summary: 'One delivery with the bodies of every try',
    params: deliveryParams,
    status: 200,
    response: WebhookDeliveryDetail,
  }),
  replayWebhookDelivery: route({
    ...shared,
    method: 'POST',
    path: '/v1/webhook-deliveries/{webhookDeliveryId}/replay',
    summary: 'Send it again now, under the same id',
    params: deliveryParams,
    status: 202,
    response: WebhookDelivery,
    idempotent: true,
    errors: ['webhook_disabled', 'webhook_pending'],
  }),
} as const;
