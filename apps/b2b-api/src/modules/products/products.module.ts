import { Module } from '@nestjs/common';
import { FontsService } from './fonts.service.ts';
import { ProductsController } from './products.controller.ts';
import { ProductsRepository } from './products.repository.ts';
import { ProductsService } from './products.service.ts';

@Module({
  controllers: [ProductsController],
  providers: [ProductsRepository, ProductsService, FontsService],
  exports: [ProductsRepository],
})
export class ProductsModule {}
