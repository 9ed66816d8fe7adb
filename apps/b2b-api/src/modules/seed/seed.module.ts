import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { SeedService } from './seed.service.ts';
import { SeedProducts } from './seed-products.ts';

@Module({
  imports: [AssetsModule, ProductsModule],
  providers: [SeedProducts, SeedService],
  exports: [SeedService],
})
export class SeedModule {}
