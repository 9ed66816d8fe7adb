import { type CreateOrder, JOBS, type Order } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { contentHash } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { JOB_MACHINE } from '../production/production.machine.ts';
import { lineStateOf } from './line-state.ts';
import { toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { EventRow, LineRow, OrderRow } from './orders.types.ts';
import { type LineToPrice, type PricedLine, PriceLine } from './price-line.ts';

/** A line checked and priced, with the ids its rows will have. */
export interface PlacedLine extends PricedLine, LineToPrice {
  readonly id: string;
  readonly jobId: string;
  readonly externalId: string;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Records an order of frozen designs: order, lines, production jobs, their queue entries and the event
 * commit together or not at all. The shop's own number names the order: a repeat finds the first one.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(PriceLine) private readonly prices: PriceLine,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  place(ctx: Ctx, request: CreateOrder): Promise<Order> {
    const hash = contentHash(request);
    checkNames(request);
    return this.work.answer(ctx, async (tx) => {
      const known = await this.orders.findByExternalId(tx, request.externalId);
      if (known !== undefined) return this.#repeat(tx, known, hash);
      const lines = await this.#lines(tx, request);
      const order = await this.orders.insert(tx, { id: tx.newId(), request, contentHash: hash, lines });
      if (order === undefined)
        return this.#repeat(tx, (await this.orders.findByExternalId(tx, request.externalId))!, hash);
      const received = await this.#announce(tx, order, lines);
      const tree = {
        order,
        approval: null,
        lines: lines.map((line) => toNewLine(line, order.id)),
        events: [received],
      };
      return toOrder(tree, this.settings.publicOrigin(), tx.clock.now());
    });
  }

  async #repeat(tx: TxCtx, known: OrderRow, hash: string): Promise<Order> {
    const orderId = publicIdOf('order', known.id);
    if (known.contentHash !== hash)
      throw new ApiError('order_exists', `order ${known.externalId} exists with other content`, {
        params: { orderId },
      });
    return this.#answer(tx, known.id);
  }

  /** A fault names the line and the field. */
  async #lines(tx: TxCtx, { lines, currency }: CreateOrder): Promise<PlacedLine[]> {
    const wanted = lines.map(({ variantId, designVersionId, quantity }) => ({
      variantId: uuidOf('variant', variantId),
      designVersionId: uuidOf('designVersion', designVersionId),
      quantity,
    }));
    const priced = await this.prices.priceAll(tx, wanted);
    return lines.map(({ externalId, properties = {} }, index) => {
      const line = priced[index]!;
      if (line instanceof ApiError) throw refusedAt(index, line);
      if (line.quote.currency !== currency)
        throw new ApiError('currency_mismatch', `the price is in ${line.quote.currency}`, {
          params: { currency: line.quote.currency },
        });
      return { id: tx.newId(), jobId: tx.newId(), externalId, properties, ...wanted[index]!, ...line };
    });
  }

  async #announce(tx: TxCtx, order: OrderRow, lines: readonly PlacedLine[]): Promise<EventRow> {
    const { brandId, requestId } = tx;
    await this.jobs.enqueueAll(
      tx,
      JOBS.produceLine,
      lines.map(({ jobId }) => ({ brandId, requestId, productionJobId: jobId })),
    );
    return this.events.record(tx, 'order.received', {
      orderId: publicIdOf('order', order.id),
      externalId: order.externalId,
      totalMinor: order.totalMinor,
      currency: order.currency,
    });
  }

  async #answer(tx: TxCtx, orderId: string): Promise<Order> {
    return toOrder(await this.orders.tree(tx, orderId), this.settings.publicOrigin(), tx.clock.now());
  }
}

/** As it is when its rows were written just now. */
const toNewLine = ({ jobId, ...line }: PlacedLine, orderId: string): LineRow => ({
  ...line,
  orderId,
  totalMinor: line.quote.totalMinor,
  status: lineStateOf({ job: JOB_MACHINE.first, held: false }),
  holdReason: null,
  job: { id: jobId, status: JOB_MACHINE.first, reason: null },
  printFiles: [],
});

/** Lines are named by the shop; a name says which one, so each is used once. */
function checkNames({ lines }: CreateOrder): void {
  const seen = new Set<string>();
  for (const [index, { externalId }] of lines.entries()) {
    if (seen.has(externalId)) {
      const message = `line ${index + 1} is named as another: ${externalId}`;
      throw new ApiError('line_exists', message, {
        errors: [{ pointer: `/body/lines/${index}/externalId`, code: 'line_exists', message }],
      });
    }
    seen.add(externalId);
  }
}

function refusedAt(line: number, { code, message }: ApiError): ApiError {
  const [named, field] =
    code === 'variant_unknown'
      ? (['variant_unknown', 'variantId'] as const)
      : (['not_found', 'designVersionId'] as const);
  return new ApiError(named, `line ${line + 1}: ${message}`, {
    errors: [{ pointer: `/body/lines/${line}/${field}`, code: named, message }],
  });
}
