import { Module } from '@nestjs/common';
import { EventsRepository } from './events.repository.ts';
import { EventsService } from './events.service.ts';

@Module({ providers: [EventsRepository, EventsService], exports: [EventsService] })
export class EventsModule {}
