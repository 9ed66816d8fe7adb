import type { JobRegistry } from '@luneo/jobs';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AnswerInterceptor } from './http/answer.interceptor.ts';
import { CallGuard } from './http/call.guard.ts';
import { AccountModule } from './modules/account/account.module.ts';
import { ApiKeysModule } from './modules/api-keys/api-keys.module.ts';
import { AssetsModule } from './modules/assets/assets.module.ts';
import { AuditModule } from './modules/audit/audit.module.ts';
import { BrandDataModule } from './modules/brand-data/brand-data.module.ts';
import { BundlesModule } from './modules/bundles/bundles.module.ts';
import { DesignsModule } from './modules/designs/designs.module.ts';
import { ErasureModule } from './modules/erasure/erasure.module.ts';
import { EventsModule } from './modules/events/events.module.ts';
import { FilesModule } from './modules/files/files.module.ts';
import { HoldersModule } from './modules/holders/holders.module.ts';
import { LibraryModule } from './modules/library/library.module.ts';
import { LongJobsModule } from './modules/long-jobs/long-jobs.module.ts';
import { MembersModule } from './modules/members/members.module.ts';
import { OrdersModule } from './modules/orders/orders.module.ts';
import { PlanModule } from './modules/plan/plan.module.ts';
import { PlatformOwnerModule } from './modules/platform-owner/platform-owner.module.ts';
import { PricingModule } from './modules/pricing/pricing.module.ts';
import { ProductionModule } from './modules/production/production.module.ts';
import { ProductsModule } from './modules/products/products.module.ts';
import { QuotesModule } from './modules/quotes/quotes.module.ts';
import { SeedModule } from './modules/seed/seed.module.ts';
import { ShipmentsModule } from './modules/shipments/shipments.module.ts';
import { SsoModule } from './modules/sso/sso.module.ts';
import { SuppliersModule } from './modules/suppliers/suppliers.module.ts';
import { SweepModule } from './modules/sweep/sweep.module.ts';
import { TemplatesModule } from './modules/templates/templates.module.ts';
import { TicketsModule } from './modules/tickets/tickets.module.ts';
import { TokensModule } from './modules/tokens/tokens.module.ts';
import { WebhooksModule } from './modules/webhooks/webhooks.module.ts';
import { WidgetModule } from './modules/widget/widget.module.ts';
import { type ApiParts, type Identity, platformModule } from './platform/platform.module.ts';

const FEATURES = [
  AccountModule,
  ApiKeysModule,
  AssetsModule,
  BrandDataModule,
  AuditModule,
  BundlesModule,
  DesignsModule,
  ErasureModule,
  EventsModule,
  FilesModule,
  HoldersModule,
  LibraryModule,
  LongJobsModule,
  MembersModule,
  OrdersModule,
  PlatformOwnerModule,
  PlanModule,
  PricingModule,
  ProductionModule,
  ProductsModule,
  QuotesModule,
  SeedModule,
  ShipmentsModule,
  SsoModule,
  SuppliersModule,
  SweepModule,
  TemplatesModule,
  TicketsModule,
  TokensModule,
  WebhooksModule,
  WidgetModule,
];

@Module({})
export class AppModule {}

export const appModule = (parts: ApiParts, identity: Identity, registry: JobRegistry): DynamicModule => ({
  module: AppModule,
  imports: [platformModule(parts, identity, registry), DiscoveryModule, ...FEATURES],
  providers: [
    { provide: APP_GUARD, useClass: CallGuard },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
});
