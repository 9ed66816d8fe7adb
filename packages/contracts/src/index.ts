import { apiKeyRoutes } from './api-keys.ts';
import { approvalRoutes } from './approvals.ts';
import { assetRoutes } from './assets.ts';
import { auditRoutes } from './audit.ts';
import { brandDataRoutes } from './brand-data.ts';
import { bulkRoutes } from './bulk.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { variantRoutes } from './catalogue-variants.ts';
import { designHandoverRoutes } from './design-handover.ts';
import { designSharingRoutes } from './design-sharing.ts';
import { designRoutes } from './designs.ts';
import { erasureRoutes } from './erasure.ts';
import { fileRoutes } from './files.ts';
import { holderRoutes } from './holders.ts';
import { libraryRoutes } from './library.ts';
import { longJobRoutes } from './long-jobs.ts';
import { memberRoutes } from './members.ts';
import { orderEditRoutes } from './order-edits.ts';
import { orderRoutes } from './orders.ts';
import { planRoutes } from './plan.ts';
import { platformBrandRoutes } from './platform-brands.ts';
import { platformNewsRoutes } from './platform-news.ts';
import { platformQueueRoutes } from './platform-queues.ts';
import { supportRoutes } from './platform-support.ts';
import { priceRoutes } from './price-books.ts';
import { productionBundleRoutes } from './production-bundles.ts';
import { productRoutes } from './products.ts';
import { shipmentRoutes } from './shipments.ts';
import { ssoRoutes } from './sso.ts';
import { supplierRoutes } from './suppliers.ts';
import { templateRoutes } from './templates.ts';
import { ticketRoutes } from './tickets.ts';
import { tokenRoutes } from './tokens.ts';
import { webhookRoutes } from './webhooks.ts';
import { meRoutes, widgetRoutes } from './widget.ts';

/** The whole HTTP contract, by operation id. */
export const api = {
  ...productRoutes,
  ...catalogueRoutes,
  ...variantRoutes,
  ...longJobRoutes,
  ...memberRoutes,
  ...ssoRoutes,
  ...planRoutes,
  ...fileRoutes,
  ...brandDataRoutes,
  ...erasureRoutes,
  ...assetRoutes,
  ...designRoutes,
  ...designHandoverRoutes,
  ...designSharingRoutes,
  ...holderRoutes,
  ...orderRoutes,
  ...orderEditRoutes,
  ...approvalRoutes,
  ...priceRoutes,
  ...libraryRoutes,
  ...templateRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...widgetRoutes,
  ...apiKeyRoutes,
  ...tokenRoutes,
  ...supplierRoutes,
  ...productionBundleRoutes,
  ...ticketRoutes,
  ...bulkRoutes,
  ...shipmentRoutes,
  ...meRoutes,
  ...platformBrandRoutes,
  ...platformNewsRoutes,
  ...platformQueueRoutes,
  ...supportRoutes,
} as const;
export type Api = typeof api;
export type OperationId = keyof Api;

export * from './api-keys.ts';
export * from './approvals.ts';
export * from './assets.ts';
export * from './audit.ts';
export * from './brand-data.ts';
export * from './catalogue.ts';
export * from './catalogue-variants.ts';
export * from './common.ts';
export * from './design-handover.ts';
export * from './design-sharing.ts';
export * from './designs.ts';
export * from './erasure.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './files.ts';
export * from './holders.ts';
export * from './jobs.ts';
export * from './library.ts';
export * from './long-jobs.ts';
export * from './members.ts';
export * from './order-edits.ts';
export * from './orders.ts';
export * from './permissions.ts';
export * from './plan.ts';
export * from './platform-brands.ts';
export * from './platform-news.ts';
export * from './platform-queues.ts';
export * from './platform-support.ts';
export * from './price-books.ts';
export * from './pricing.ts';
export * from './production-bundles.ts';
export * from './products.ts';
export * from './route.ts';
export * from './rules.ts';
export * from './shipments.ts';
export * from './sso.ts';
export * from './suppliers.ts';
export * from './templates.ts';
export * from './tickets.ts';
export * from './tokens.ts';
export * from './webhooks.ts';
export * from './widget.ts';
