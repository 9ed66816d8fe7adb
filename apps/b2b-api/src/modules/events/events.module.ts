import { Module } from '@nestjs/common';
import { EventSubscribers } from './event-subscribers.ts';
import { EventsController } from './events.controller.ts';
import { EventsRepository } from './events.repository.ts';
import { EventsService } from './events.service.ts';

@Module({
  controllers: [EventsController],
  providers: [EventSubscribers, EventsRepository, EventsService],
  exports: [EventSubscribers, EventsRepository, EventsService],
})
export class EventsModule {}
