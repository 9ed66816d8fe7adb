import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { EventsService } from './events.service.ts';

@Controller()
export class EventsController {
  constructor(@Inject(EventsService) private readonly events: EventsService) {}

  @Operation('listEventTypes')
  async types(): Promise<Answer<'listEventTypes'>> {
    return { items: this.events.types() };
  }

  @Operation('listEvents')
  list(@Input() { ctx, query }: Call<'listEvents'>): Promise<Answer<'listEvents'>> {
    return this.events.list(ctx, query);
  }
}
