import { Module } from '@nestjs/common';
import { ProductsModule } from '../products/products.module.ts';
import { WidgetController } from './widget.controller.ts';
import { WidgetService } from './widget.service.ts';

@Module({ imports: [ProductsModule], controllers: [WidgetController], providers: [WidgetService] })
export class WidgetModule {}
