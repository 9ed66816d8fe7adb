import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { each } from '../../platform/each.ts';
import { TicketsService } from './tickets.service.ts';

@Controller()
export class TicketsController {
  constructor(@Inject(TicketsService) private readonly tickets: TicketsService) {}

  @Operation('listJobTickets')
  list(@Input() { ctx, query }: Call<'listJobTickets'>): Promise<Answer<'listJobTickets'>> {
    return this.tickets.list(ctx, query);
  }

  @Operation('getJobTicket')
  get(@Input() { ctx, params }: Call<'getJobTicket'>): Promise<Answer<'getJobTicket'>> {
    return this.tickets.get(ctx, params.jobTicketId);
  }

  @Operation('assignJobTicket')
  assign(@Input() { ctx, params, body }: Call<'assignJobTicket'>): Promise<Answer<'assignJobTicket'>> {
    return this.tickets.assign(ctx, params.jobTicketId, body.supplierId);
  }

  @Operation('scanJobTicket')
  scan(@Input() { ctx, params, body }: Call<'scanJobTicket'>): Promise<Answer<'scanJobTicket'>> {
    return this.tickets.scan(ctx, params.jobTicketId, body);
  }

  @Operation('splitJobTicket')
  split(@Input() { ctx, params, body }: Call<'splitJobTicket'>): Promise<Answer<'splitJobTicket'>> {
    return this.tickets.split(ctx, params.jobTicketId, body);
  }

  @Operation('reprintJobTicket')
  reprint(@Input() { ctx, params, body }: Call<'reprintJobTicket'>): Promise<Answer<'reprintJobTicket'>> {
    return this.tickets.reprint(ctx, params.jobTicketId, body);
  }

  @Operation('scanJobTickets')
  scanMany(@Input() { ctx, body }: Call<'scanJobTickets'>): Promise<Answer<'scanJobTickets'>> {
    return each(ctx, body.scans, {
      act: async (own, { jobTicketId, ...scan }) => {
        const { id, quantity } = await this.tickets.scan(own, jobTicketId, scan);
        return { scanId: scan.scanId, jobTicketId: id, quantity };
      },
      refused: ({ scanId, jobTicketId }) => ({ scanId, jobTicketId, quantity: null }),
    });
  }
}
