import { z } from 'zod';
import type { ZodOpenApiPathItemObject } from 'zod-openapi';
import { EVENT_TYPES, EVENTS, type EventType, eventVersion } from './events.ts';
import { WebhookMessage } from './webhooks.ts';

const HEADERS = {
  'webhook-id': 'The event’s id, the same at every retry and replay: what to deduplicate by.',
  'webhook-timestamp': 'Seconds since 1970 of this try; refuse what is older than five minutes.',
  'webhook-signature':
    '`v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body`; one a live secret, space-separated.',
};
const parameters = Object.entries(HEADERS).map(([name, description]) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema: { type: 'string' as const },
}));

function webhook(type: EventType): ZodOpenApiPathItemObject {
  const { description, example } = EVENTS[type].meta() ?? {};
  const version = eventVersion(type);
  const schema = z.object({
    ...WebhookMessage.shape,
    type: z.literal(type),
    version: z.literal(version),
    data: EVENTS[type],
  });
  const sample = { ...(WebhookMessage.meta()?.example as object), type, version, data: example };
  return {
    post: {
      operationId: `receive_${type.replaceAll('.', '_')}`,
      summary: description ?? type,
      tags: ['Webhooks received'],
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema, example: sample } } },
      responses: {
        '2XX': { description: 'Received. Anything else, or nothing within 10 seconds, is tried again.' },
        '410': { description: 'Gone: the endpoint is switched off.' },
      },
    },
  };
}

/** The `webhooks` of the OpenAPI document: what a brand's own server receives. */
export const webhooks: Record<string, ZodOpenApiPathItemObject> = Object.fromEntries(
  EVENT_TYPES.map((type) => [type, webhook(type)]),
);
