import { Artwork, Design, Layer, ProductGeometry, Template } from '@luneo/design';
import type { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { Asset } from './assets.ts';
import { AuditEntry } from './audit.ts';
import {
  CatalogueEntry,
  CatalogueVersion,
  Change,
  DraftRecord,
  PrintSettings,
  ProductDraft,
  ProfileReason,
  VariantInput,
} from './catalogue.ts';
import { ImportReport } from './catalogue-variants.ts';
import { Problem } from './common.ts';
import { DesignRecord, DesignVersion, Finding } from './designs.ts';
import { ERRORS, type ErrorCode } from './errors.ts';
import { api } from './index.ts';
import { LibraryItem, Licence } from './library.ts';
import { LongJob } from './long-jobs.ts';
import { webhooks } from './openapi-webhooks.ts';
import { Address, CreateOrder, Customer, LineItem, Order, OrderSummary, PrintFile } from './orders.ts';
import { PlatformAct, PlatformBrand, PlatformBrandUse } from './platform-brands.ts';
import { Announcement, FeatureFlag } from './platform-news.ts';
import { DeadJob, JobQueue } from './platform-queues.ts';
import { SupportSession } from './platform-support.ts';
import { PriceBookRecord, PriceDraft, PriceReplay, PriceRules } from './price-books.ts';
import { PriceBook, Quote } from './pricing.ts';
import { ProductBundle, ProductSummary, Variant } from './products.ts';
import type { Credential, Route } from './route.ts';
import { Rule, RuleProof } from './rules.ts';
import { TemplateRecord, TemplateSummary, TemplateVersion } from './templates.ts';
import {
  EventTypeInfo,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookMessage,
} from './webhooks.ts';
import { Me, WidgetSession } from './widget.ts';

/** Shapes worth a name in the document; everything else is written where it stands. */
const schemas: Record<string, z.ZodType> = {
  Address,
  Artwork,
  Asset,
  AuditEntry,
  CatalogueEntry,
  CatalogueVersion,
  Change,
  CreateOrder,
  Customer,
  Design,
  DesignRecord,
  DesignVersion,
  DraftRecord,
  EventTypeInfo,
  Finding,
  ImportReport,
  Layer,
  Licence,
  LibraryItem,
  LineItem,
  LongJob,
  Me,
  Order,
  OrderSummary,
  Announcement,
  FeatureFlag,
  DeadJob,
  JobQueue,
  SupportSession,
  PlatformAct,
  PlatformBrand,
  PlatformBrandUse,
  PriceBook,
  PriceBookRecord,
  PriceDraft,
  PriceReplay,
  PriceRules,
  PrintFile,
  PrintSettings,
  Problem,
  ProductBundle,
  ProductDraft,
  ProductGeometry,
  ProductSummary,
  ProfileReason,
  Quote,
  Rule,
  RuleProof,
  Template,
  TemplateRecord,
  TemplateSummary,
  TemplateVersion,
  Variant,
  VariantInput,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookMessage,
  WidgetSession,
};

const SECURITY: Record<Exclude<Credential, 'public'>, string> = {
  session: 'session',
  secret: 'secretKey',
  widget: 'widgetToken',
  platform: 'session',
};

/** What any call may meet, besides the codes its route names. */
function codesOf(route: Route): readonly ErrorCode[] {
  const codes: ErrorCode[] = ['request_invalid', 'too_many_requests', 'internal'];
  if (!route.credentials.includes('public')) codes.push('unauthenticated', 'token_expired', 'forbidden');
  if (route.params !== undefined) codes.push('id_malformed', 'not_found');
  const [session, secret, widget, platform] = (['session', 'secret', 'widget', 'platform'] as const).map(
    (kind) => route.credentials.includes(kind),
  );
  if (session || secret || widget) codes.push('brand_suspended');
  if (session) codes.push('second_factor_required', 'sso_required');
  if (session && !route.account) codes.push('mode_unknown');
  if (secret) codes.push('plan_limit');
  if (platform) codes.push('not_found');
  if (route.method !== 'GET') codes.push('changed_meanwhile');
  if (route.idempotent) codes.push('idempotency_conflict', 'idempotency_in_flight');
  return [...new Set([...codes, ...(route.errors ?? [])])].sort();
}

function problemResponses(route: Route): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(route)) {
    const [status] = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code][1]}.`).join(' '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

function success(route: Route): ZodOpenApiResponsesObject {
  const description = route.status === 204 ? 'Done; no content.' : 'Done.';
  if (route.response !== undefined)
    return {
      [String(route.status)]: { description, content: { 'application/json': { schema: route.response } } },
    };
  if (route.produces === undefined) return { [String(route.status)]: { description } };
  const json = route.produces === 'application/json';
  const bytes = { schema: json ? {} : { type: 'string' as const, format: 'binary' } };
  return { [String(route.status)]: { description, content: { [route.produces]: bytes } } };
}

function requestBody(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.bodyKind === 'multipart') {
    const file = { type: 'string' as const, format: 'binary' };
    const schema = { type: 'object' as const, properties: { file }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } };
}

const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  description: 'The same key and body give the same answer, however often they are sent. Kept for 24 hours.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 200 },
};

function operation(operationId: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.permission === undefined
      ? {}
      : { description: `Needs the permission \`${route.permission}\`.` }),
    security: route.credentials.flatMap((c) => (c === 'public' ? [] : [{ [SECURITY[c]]: [] }])),
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
    },
    ...(route.idempotent ? { parameters: [IDEMPOTENCY_HEADER] } : {}),
    ...requestBody(route),
    responses: { ...success(route), ...problemResponses(route) },
  };
}

function paths(): ZodOpenApiPathsObject {
  const result: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [id, route] of Object.entries<Route>(api)) {
    result[route.path] = { ...result[route.path], [route.method.toLowerCase()]: operation(id, route) };
  }
  return result;
}

const SOURCE: ZodOpenApiObject = {
  openapi: '3.1.1',
  info: {
    title: 'Luneo API',
    version: '1',
    description:
      'Personalised goods, from the shopper’s design to the print file. Servers call with a secret key ' +
      '(`Authorization: Bearer sk_…`). Errors are RFC 9457 problems with a stable `code`; each code has a ' +
      'page at `/reference/errors`. Ids are opaque; lengths are micrometres, money is minor units.',
  },
  servers: [{ url: '/' }],
  paths: paths(),
  webhooks,
  components: {
    schemas,
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'luneo.session_token' },
      secretKey: {
        type: 'http',
        scheme: 'bearer',
        description: 'A secret key: `sk_live_…`, or `sk_test_…` for the test side of the brand.',
      },
      widgetToken: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'From `POST /v1/widget-sessions`; fifteen minutes.',
      },
    },
  },
};

/** The contract as OpenAPI 3.1, a plain object; the same on every machine. */
export const openApiDocument = (): object => createDocument(SOURCE);
