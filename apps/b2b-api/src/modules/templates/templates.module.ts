import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { LibraryStoreModule } from '../library/library-store.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { TemplatesController } from './templates.controller.ts';
import { TemplatesRepository } from './templates.repository.ts';
import { TemplatesService } from './templates.service.ts';

@Module({
  imports: [AssetsModule, EventsModule, LibraryStoreModule, ProductsModule],
  controllers: [TemplatesController],
  providers: [TemplatesRepository, TemplatesService],
  exports: [TemplatesRepository, TemplatesService],
})
export class TemplatesModule {}
