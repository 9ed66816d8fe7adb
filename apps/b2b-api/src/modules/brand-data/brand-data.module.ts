import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { FilesModule } from '../files/files.module.ts';
import { LongJobsModule } from '../long-jobs/long-jobs.module.ts';
import { OrdersModule } from '../orders/orders.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { BrandDataController } from './brand-data.controller.ts';
import { BrandDataJobs } from './brand-data.jobs.ts';
import { CopyCatalogue } from './copy-catalogue.ts';
import { ExportBrand } from './export-brand.ts';
import { ExportDesigns } from './export-designs.ts';
import { ExportOrders } from './export-orders.ts';
import { ExportRecords } from './export-records.ts';
import { ImportBrand } from './import-brand.ts';
import { ImportFiles } from './import-files.ts';
import { ImportRecords } from './import-records.ts';
import { RecordsRepository } from './records.repository.ts';

@Module({
  imports: [DesignsModule, FilesModule, LongJobsModule, OrdersModule, ProductsModule],
  controllers: [BrandDataController],
  providers: [
    BrandDataJobs,
    CopyCatalogue,
    ExportBrand,
    ExportDesigns,
    ExportOrders,
    ExportRecords,
    ImportBrand,
    ImportFiles,
    ImportRecords,
    RecordsRepository,
  ],
  exports: [RecordsRepository],
})
export class BrandDataModule {}
