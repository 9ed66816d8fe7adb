import type { Routing } from '@luneo/contracts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { EventSubscribers, type RecordedEvent } from '../events/event-subscribers.ts';
import { EventsService } from '../events/events.service.ts';
import { route, type Work } from '../suppliers/routing.ts';
import { SuppliersRepository } from '../suppliers/suppliers.repository.ts';
import { FIRST_STAGE } from './stages.ts';
import { TicketsRepository } from './tickets.repository.ts';

/** Once the files of a line may be printed, its pieces stand in a supplier's queue: in the same transaction. */
@Injectable()
export class OpenTicket implements OnModuleInit {
  constructor(
    @Inject(EventSubscribers) private readonly subscribers: EventSubscribers,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(SuppliersRepository) private readonly suppliers: SuppliersRepository,
    @Inject(TicketsRepository) private readonly tickets: TicketsRepository,
  ) {}

  onModuleInit(): void {
    this.subscribers.register((tx, event) => this.#hear(tx, event));
  }

  async #hear(tx: TxCtx, { type, data }: RecordedEvent): Promise<void> {
    if (type !== 'production.done' && type !== 'production.released') return;
    const lineItemId = uuidOf('lineItem', String(data.lineItemId));
    const line = await this.tickets.lineToMake(tx, lineItemId);
    if (line === undefined) return;
    const { orderId, ...work } = line;
    const routing = await this.choose(tx, { ...work, productId: publicIdOf('product', line.productId) });
    const supplierId = routing.supplierId === null ? null : uuidOf('supplier', routing.supplierId);
    const { process, quantity } = line;
    const base = { kind: 'original', parentId: null, reprint: 0, reason: null, stage: FIRST_STAGE } as const;
    const id = await this.tickets.insert(tx, { ...base, lineItemId, supplierId, process, quantity, routing });
    // A brand without suppliers prints itself: nobody is given anything.
    if (routing.considered.length === 0) return;
    await this.events.record(tx, 'ticket.assigned', {
      orderId: publicIdOf('order', orderId),
      lineItemId: publicIdOf('lineItem', lineItemId),
      jobTicketId: publicIdOf('jobTicket', id),
      supplierId: routing.supplierId,
      quantity,
    });
  }

  /** By the rules, as things stand now. */
  async choose(tx: TxCtx, work: Work): Promise<Routing> {
    const today = now(tx);
    today.setUTCHours(0, 0, 0, 0);
    return route(work, await this.suppliers.candidates(tx, today));
  }
}
