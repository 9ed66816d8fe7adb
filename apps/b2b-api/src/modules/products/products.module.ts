import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { LibraryStoreModule } from '../library/library-store.module.ts';
import { LongJobsModule } from '../long-jobs/long-jobs.module.ts';
import { CatalogueController } from './catalogue.controller.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { DraftsService } from './drafts.service.ts';
import { FontsService } from './fonts.service.ts';
import { ImpactRepository } from './impact.repository.ts';
import { ImpactService, ProductUses } from './impact.ts';
import { ImportVariantsRepository } from './import-variants.repository.ts';
import { ImportVariants } from './import-variants.ts';
import { PlaceMockups } from './place-mockups.ts';
import { PlacedMockupsRepository } from './placed-mockups.repository.ts';
import { PrintSettingsRepository } from './print-settings.repository.ts';
import { PrintSettingsService } from './print-settings.service.ts';
import { ProductsController } from './products.controller.ts';
import { ProductsJobs } from './products.jobs.ts';
import { ProductsRepository } from './products.repository.ts';
import { ProductsService } from './products.service.ts';
import { PublishChecks, PublishProduct } from './publish-product.ts';
import { VariantsController } from './variants.controller.ts';
import { VariantsRepository } from './variants.repository.ts';
import { VariantsService } from './variants.service.ts';
import { VersionsRepository } from './versions.repository.ts';
import { VersionsService } from './versions.service.ts';

@Module({
  imports: [AssetsModule, EventsModule, LibraryStoreModule, LongJobsModule],
  controllers: [ProductsController, CatalogueController, VariantsController],
  providers: [
    DraftsRepository,
    DraftsService,
    FontsService,
    ImpactRepository,
    ImpactService,
    ImportVariants,
    ImportVariantsRepository,
    PlaceMockups,
    PlacedMockupsRepository,
    PrintSettingsRepository,
    PrintSettingsService,
    ProductUses,
    ProductsJobs,
    ProductsRepository,
    ProductsService,
    PublishChecks,
    PublishProduct,
    VariantsRepository,
    VariantsService,
    VersionsRepository,
    VersionsService,
  ],
  exports: [
    DraftsRepository,
    ProductUses,
    ProductsRepository,
    PublishChecks,
    PublishProduct,
    VariantsRepository,
    VariantsService,
    VersionsRepository,
  ],
})
export class ProductsModule {}
