import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { WidgetController } from './widget.controller.ts';
import { WidgetService } from './widget.service.ts';

@Module({
  imports: [DesignsModule, ProductsModule],
  controllers: [WidgetController],
  providers: [WidgetService],
})
export class WidgetModule {}
