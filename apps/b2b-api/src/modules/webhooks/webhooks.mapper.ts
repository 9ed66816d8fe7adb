import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';
import type { AttemptRow, DeliveryRow } from './deliveries.repository.ts';
import type { EndpointRow } from './endpoints.repository.ts';

const timeOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

export const toEndpoint = (row: EndpointRow): WebhookEndpoint => ({
  id: publicIdOf('webhookEndpoint', row.id),
  url: row.url,
  description: row.description,
  eventTypes: [...row.eventTypes],
  status: row.status,
  disabledReason: row.disabledReason,
  failingSince: timeOf(row.health.failingSince),
  secrets: row.secrets.map(({ createdAt, expiresAt }) => ({
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  })),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: publicIdOf('webhookDelivery', row.id),
  webhookEndpointId: publicIdOf('webhookEndpoint', row.endpointId),
  eventId: publicIdOf('event', row.eventId),
  eventType: row.event.type,
  status: row.status,
  tries: row.tries,
  round: row.round,
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  nextTryAt: row.nextTryAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toAttempt = (row: AttemptRow): WebhookAttempt => ({
  round: row.round,
  number: row.number,
  at: row.at.toISOString(),
  durationMs: row.durationMs,
  request: { headers: { ...row.requestHeaders }, body: row.requestBody },
  response: row.response,
  error: row.error,
});
