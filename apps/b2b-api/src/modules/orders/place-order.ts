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
import { toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { OrderRow } from './orders.types.ts';
import { type PricedLine, PriceLine } from './price-line.ts';

/** A line checked and priced, with the ids its rows will have. */
export interface PlacedLine extends PricedLine {
  readonly id: string;
  readonly jobId: string;
  readonly externalId: string;
  readonly variantId: string;
  readonly designVersionId: string;
  readonly quantity: number;
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
    checkNumbers(request);
    const hash = contentHash(request);
    return this.work.answer(ctx, async (tx) => {
      const known = await this.orders.findByExternalId(tx, request.externalId);
      if (known !== undefined) return this.#repeat(tx, known, hash);
      const lines: PlacedLine[] = [];
      for (const [index] of request.lines.entries()) lines.push(await this.#line(tx, request, index));
      const order = await this.orders.insert(tx, { id: tx.newId(), request, contentHash: hash, lines });
      if (order === undefined)
        return this.#repeat(tx, (await this.orders.findByExternalId(tx, request.externalId))!, hash);
      await this.#announce(tx, order, lines);
      return this.#answer(tx, order.id);
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

  async #line(tx: TxCtx, request: CreateOrder, index: number): Promise<PlacedLine> {
    const { externalId, quantity, properties = {}, ...ids } = request.lines[index]!;
    const designVersionId = uuidOf('designVersion', ids.designVersionId);
    const variantId = uuidOf('variant', ids.variantId);
    const priced = await this.prices.price(tx, { designVersionId, variantId, quantity }).catch(at(index));
    const { currency } = priced.quote;
    if (currency !== request.currency)
      throw new ApiError('currency_mismatch', `the price is in ${currency}`, { params: { currency } });
    const line = { externalId, designVersionId, variantId, quantity, properties, ...priced };
    return { id: tx.newId(), jobId: tx.newId(), ...line };
  }

  async #announce(tx: TxCtx, order: OrderRow, lines: readonly PlacedLine[]): Promise<void> {
    await this.events.record(tx, 'order.received', {
      orderId: publicIdOf('order', order.id),
      externalId: order.externalId,
      totalMinor: order.totalMinor,
      currency: order.currency,
    });
    for (const { jobId } of lines)
      await this.jobs.enqueue(tx, JOBS.produceLine, {
        brandId: tx.brandId,
        requestId: tx.requestId,
        productionJobId: jobId,
      });
  }

  async #answer(tx: TxCtx, orderId: string): Promise<Order> {
    return toOrder(await this.orders.tree(tx, orderId), this.settings.publicOrigin(), tx.clock.now());
  }
}

/** Says of which line an error of its pricing is. */
const at =
  (index: number) =>
  (error: unknown): never => {
    const field = error instanceof ApiError ? FIELDS[error.code] : undefined;
    if (!(error instanceof ApiError) || field === undefined) throw error;
    const { code, message } = error;
    throw new ApiError(code as 'not_found' | 'variant_unknown', `line ${index + 1}: ${message}`, {
      errors: [{ pointer: `/body/lines/${index}/${field}`, code, message }],
    });
  };

const FIELDS: Readonly<Record<string, string>> = {
  not_found: 'designVersionId',
  variant_unknown: 'variantId',
};

/** Throws `line_exists` where two lines of a request have one number. */
function checkNumbers({ lines }: CreateOrder): void {
  const seen = new Set<string>();
  for (const [index, { externalId }] of lines.entries()) {
    if (seen.has(externalId)) {
      const [code, message] = ['line_exists', `there is a line "${externalId}" already`] as const;
      const pointer = `/body/lines/${index}/externalId`;
      throw new ApiError(code, message, { errors: [{ pointer, code, message }] });
    }
    seen.add(externalId);
  }
}
