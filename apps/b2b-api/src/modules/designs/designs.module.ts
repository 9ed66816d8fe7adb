import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { LibraryStoreModule } from '../library/library-store.module.ts';
import { BrandNames } from '../orders/brand-names.ts';
import { ProofsService } from '../production/proofs.service.ts';
import { ProductsModule } from '../products/products.module.ts';
import { QuotesModule } from '../quotes/quotes.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { DesignsController } from './designs.controller.ts';
import { DesignsJobs } from './designs.jobs.ts';
import { DesignsRepository } from './designs.repository.ts';
import { DesignsService } from './designs.service.ts';
import { ForkDesign } from './fork-design.ts';
import { FreezeDesign } from './freeze-design.ts';
import { HandOverDesign } from './hand-over-design.ts';
import { HandoversRepository } from './handovers.repository.ts';
import { PreviewsService } from './previews.service.ts';
import { RevisionsRepository } from './revisions.repository.ts';
import { RevisionsService } from './revisions.service.ts';
import { SceneService } from './scene.service.ts';
import { ShareDesign } from './share-design.ts';
import { ShareTokens } from './share-tokens.ts';
import { SharesRepository } from './shares.repository.ts';
import { SharingController } from './sharing.controller.ts';

@Module({
  imports: [AssetsModule, EventsModule, LibraryStoreModule, ProductsModule, QuotesModule, TemplatesModule],
  controllers: [DesignsController, SharingController],
  providers: [
    DesignsRepository,
    DesignsService,
    ForkDesign,
    FreezeDesign,
    HandOverDesign,
    HandoversRepository,
    BrandNames,
    PreviewsService,
    ProofsService,
    RevisionsRepository,
    RevisionsService,
    SceneService,
    ShareDesign,
    ShareTokens,
    SharesRepository,
    DesignsJobs,
  ],
  exports: [DesignsRepository, HandoversRepository, ProofsService, SceneService],
})
export class DesignsModule {}
