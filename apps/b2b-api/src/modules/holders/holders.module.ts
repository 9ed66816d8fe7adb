import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { DesignsModule } from '../designs/designs.module.ts';
import { LibraryStoreModule } from '../library/library-store.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { HoldersController } from './holders.controller.ts';
import { HoldersService } from './holders.service.ts';
import { HoldersStoreModule } from './holders-store.module.ts';

@Module({
  imports: [
    AssetsModule,
    DesignsModule,
    HoldersStoreModule,
    LibraryStoreModule,
    ProductsModule,
    TemplatesModule,
  ],
  controllers: [HoldersController],
  providers: [HoldersService],
})
export class HoldersModule {}
