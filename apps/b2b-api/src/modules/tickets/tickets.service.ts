import type { Api, JobTicket, JobTicketDetail } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { EventsService } from '../events/events.service.ts';
import { type Scope, SuppliersRepository } from '../suppliers/suppliers.repository.ts';
import { checkOpen } from './check-open.ts';
import { OpenTicket } from './open-ticket.ts';
import { FIRST_STAGE, nextStage } from './stages.ts';
import { idsOf, toDetail, toTicket } from './tickets.mapper.ts';
import { countryOf, type TicketRow, TicketsRepository } from './tickets.repository.ts';

export type TicketQuery = z.output<Api['listJobTickets']['query']>;
type Scan = z.output<Api['scanJobTicket']['body']>;
type Split = z.output<Api['splitJobTicket']['body']>;
type Reprint = z.output<Api['reprintJobTicket']['body']>;

const tooMany = (wanted: number, there: number): ApiError =>
  new ApiError('quantity_exceeded', `there are ${there} pieces, not ${wanted}`, {
    params: { wanted, there },
  });

function checkQueued({ stage }: TicketRow): void {
  if (stage !== FIRST_STAGE)
    throw new ApiError('ticket_started', `the pieces are ${stage}`, { params: { stage } });
}

@Injectable()
export class TicketsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(TicketsRepository) private readonly tickets: TicketsRepository,
    @Inject(SuppliersRepository) private readonly suppliers: SuppliersRepository,
    @Inject(OpenTicket) private readonly opening: OpenTicket,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  list(ctx: Ctx, query: TicketQuery): Promise<{ items: JobTicket[]; nextCursor: string | null }> {
    const after = readCursor(query.cursor)?.id;
    const supplierId = query.supplierId && uuidOf('supplier', query.supplierId);
    const lineItemId = query.lineItemId && uuidOf('lineItem', query.lineItemId);
    return this.work.run(ctx, async (tx) => {
      const scope = await this.suppliers.scope(tx);
      const filter = { ...query, supplierId, lineItemId, after, take: query.limit + 1 };
      const rows = await this.tickets.list(tx, scope, filter);
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(toTicket),
        nextCursor: last === undefined ? null : cursorOf({ id: last.id }),
      };
    });
  }

  get(ctx: Ctx, jobTicketId: string): Promise<JobTicketDetail> {
    const id = uuidOf('jobTicket', jobTicketId);
    return this.work.read(ctx, async (tx) => this.#detail(tx, id, await this.suppliers.scope(tx)));
  }

  /** To a supplier somebody chose, or by the rules as things stand now. */
  assign(ctx: Ctx, jobTicketId: string, supplierId: string | undefined): Promise<JobTicketDetail> {
    return this.#change(ctx, jobTicketId, async (tx, ticket) => {
      checkQueued(ticket);
      const routing =
        supplierId === undefined ? await this.#choose(tx, ticket) : await this.#person(tx, supplierId);
      const to = routing.supplierId;
      await this.tickets.update(tx, ticket.id, {
        routing,
        supplierId: to === null ? null : uuidOf('supplier', to),
      });
      const { quantity } = ticket;
      await this.events.record(tx, 'ticket.assigned', { ...idsOf(ticket), supplierId: to, quantity });
      return ticket.id;
    });
  }

  /** Counts once however often it is told; fewer pieces than the ticket has leave the rest behind. */
  scan(ctx: Ctx, jobTicketId: string, { scanId, stage, quantity }: Scan): Promise<JobTicketDetail> {
    return this.#change(
      ctx,
      jobTicketId,
      async (tx, ticket) => {
        const used = (): ApiError => new ApiError('scan_conflict', 'this scan id told of another scan');
        const known = await this.tickets.scan(tx, scanId);
        if (known !== undefined) {
          const same = known.ticketId === ticket.id && known.stage === stage;
          if (same && (quantity === undefined || quantity === known.quantity)) return ticket.id;
          throw used();
        }
        checkOpen(ticket.line);
        const next = nextStage(ticket.process, ticket.stage);
        if (stage !== next)
          throw new ApiError(
            'scan_out_of_order',
            `the pieces are ${ticket.stage}; next is ${next ?? 'none'}`,
            {
              params: { stage: ticket.stage, next: next ?? 'none', scanned: stage },
            },
          );
        const pieces = quantity ?? ticket.quantity;
        if (pieces > ticket.quantity) throw tooMany(pieces, ticket.quantity);
        if (pieces < ticket.quantity) await this.#part(tx, ticket, ticket.quantity - pieces);
        if (!(await this.tickets.insertScan(tx, { scanId, ticketId: ticket.id, stage, quantity: pieces })))
          throw used();
        await this.tickets.update(tx, ticket.id, { stage, quantity: pieces });
        await this.events.record(tx, 'ticket.scanned', { ...idsOf(ticket), stage, quantity: pieces });
        return ticket.id;
      },
      { open: false },
    );
  }

  split(ctx: Ctx, jobTicketId: string, { quantity, supplierId }: Split): Promise<JobTicketDetail> {
    return this.#change(ctx, jobTicketId, async (tx, ticket) => {
      if (quantity >= ticket.quantity) throw tooMany(quantity, ticket.quantity - 1);
      if (supplierId !== undefined) checkQueued(ticket);
      const routing = supplierId === undefined ? ticket.routing : await this.#person(tx, supplierId);
      await this.tickets.update(tx, ticket.id, { quantity: ticket.quantity - quantity });
      const to = supplierId === undefined ? ticket.supplierId : uuidOf('supplier', supplierId);
      return this.#part(tx, { ...ticket, supplierId: to, routing }, quantity);
    });
  }

  /** The stored files are printed again, by the same supplier. */
  reprint(ctx: Ctx, jobTicketId: string, { quantity, code, note }: Reprint): Promise<JobTicketDetail> {
    return this.#change(ctx, jobTicketId, async (tx, ticket) => {
      if (ticket.stage === FIRST_STAGE)
        throw new ApiError('ticket_not_started', 'nothing of it was printed yet');
      if (quantity > ticket.quantity) throw tooMany(quantity, ticket.quantity);
      const { lineItemId, supplierId, process, routing } = ticket;
      const reprint = (await this.tickets.lastReprint(tx, lineItemId)) + 1;
      const newId = await this.tickets.insert(tx, {
        ...{ lineItemId, supplierId, process, routing, quantity, reprint },
        stage: FIRST_STAGE,
        kind: 'reprint',
        parentId: ticket.id,
        reason: { code, note },
      });
      const newTicketId = publicIdOf('jobTicket', newId);
      await this.events.record(tx, 'ticket.reprinted', {
        ...idsOf(ticket),
        ...{ newTicketId, quantity, reason: code },
      });
      return newId;
    });
  }

  /** These pieces, where they stand, in a ticket of their own. */
  async #part(tx: TxCtx, ticket: TicketRow, quantity: number): Promise<string> {
    const { lineItemId, supplierId, process, stage, reprint, reason, routing, id } = ticket;
    const rest = { lineItemId, supplierId, process, stage, reprint, reason, routing, quantity };
    const newId = await this.tickets.insert(tx, { ...rest, kind: 'split', parentId: id });
    const newTicketId = publicIdOf('jobTicket', newId);
    await this.events.record(tx, 'ticket.split', { ...idsOf(ticket), newTicketId, quantity });
    return newId;
  }

  #choose(tx: TxCtx, { process, quantity, line }: TicketRow) {
    const productId = publicIdOf('product', line.productId);
    return this.opening.choose(tx, { process, quantity, productId, country: countryOf(line.order.shipTo) });
  }

  async #person(tx: TxCtx, supplierId: string): Promise<TicketRow['routing']> {
    const { active, name } = await this.suppliers.get(tx, uuidOf('supplier', supplierId));
    if (!active) throw new ApiError('supplier_inactive', `${name} takes no work`);
    return { by: 'person', supplierId, considered: [] };
  }

  /** `act` answers with the id of the ticket to show. */
  #change(
    ctx: Ctx,
    jobTicketId: string,
    act: (tx: TxCtx, ticket: TicketRow) => Promise<string>,
    { open = true }: { readonly open?: boolean } = {},
  ): Promise<JobTicketDetail> {
    const id = uuidOf('jobTicket', jobTicketId);
    return this.work.answer(ctx, async (tx) => {
      const scope = await this.suppliers.scope(tx);
      const ticket = await this.tickets.lock(tx, id, scope);
      if (open) checkOpen(ticket.line);
      return this.#detail(tx, await act(tx, ticket), scope);
    });
  }

  async #detail(tx: TxCtx, id: string, scope: Scope): Promise<JobTicketDetail> {
    return toDetail(await this.tickets.get(tx, id, scope), await this.tickets.scans(tx, id), scope);
  }
}
