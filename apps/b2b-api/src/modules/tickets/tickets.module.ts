import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { SuppliersModule } from '../suppliers/suppliers.module.ts';
import { OpenTicket } from './open-ticket.ts';
import { TicketsController } from './tickets.controller.ts';
import { TicketsRepository } from './tickets.repository.ts';
import { TicketsService } from './tickets.service.ts';

@Module({
  imports: [EventsModule, SuppliersModule],
  controllers: [TicketsController],
  providers: [OpenTicket, TicketsRepository, TicketsService],
})
export class TicketsModule {}
