import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { ShipmentsController } from './shipments.controller.ts';
import { ShipmentsRepository } from './shipments.repository.ts';
import { ShipmentsService } from './shipments.service.ts';

@Module({
  imports: [EventsModule],
  controllers: [ShipmentsController],
  providers: [ShipmentsRepository, ShipmentsService],
})
export class ShipmentsModule {}
