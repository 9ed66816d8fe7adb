import { approvalRoutes } from './approvals.ts';
import { assetRoutes } from './assets.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { variantRoutes } from './catalogue-variants.ts';
import { designRoutes } from './designs.ts';
import { longJobRoutes } from './long-jobs.ts';
import { orderEditRoutes } from './order-edits.ts';
import { orderRoutes } from './orders.ts';
import { productRoutes } from './products.ts';
import { shipmentRoutes } from './shipments.ts';
import { supplierRoutes } from './suppliers.ts';
import { meRoutes, widgetRoutes } from './widget.ts';
import { workOrderRoutes } from './work-orders.ts';

/** The whole HTTP contract, by operation id. */
export const api = {
  ...productRoutes,
  ...catalogueRoutes,
  ...variantRoutes,
  ...longJobRoutes,
  ...assetRoutes,
  ...designRoutes,
  ...orderRoutes,
  ...orderEditRoutes,
  ...approvalRoutes,
  ...workOrderRoutes,
  ...supplierRoutes,
  ...shipmentRoutes,
  ...widgetRoutes,
  ...meRoutes,
} as const;
export type Api = typeof api;
export type OperationId = keyof Api;

export * from './approvals.ts';
export * from './assets.ts';
export * from './catalogue.ts';
export * from './catalogue-variants.ts';
export * from './common.ts';
export * from './designs.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './fulfilment-states.ts';
export * from './jobs.ts';
export * from './long-jobs.ts';
export * from './order-edits.ts';
export * from './orders.ts';
export * from './permissions.ts';
export * from './pricing.ts';
export * from './products.ts';
export * from './route.ts';
export * from './shipments.ts';
export * from './suppliers.ts';
export * from './widget.ts';
export * from './work-orders.ts';
