import { type CreateOrder, JOBS, type Order, type Quote } from '@luneo/contracts';
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
import { type LineToPrice, type PricedLine, PriceLine } from './price-line.ts';

/** A line checked and priced, with the ids its rows will have. */
export interface PlacedLine {
  readonly id: string;
  readonly jobId: string;
  readonly externalId: string;
  readonly productId: string;
  readonly productName: string;
  readonly variantId: string;
  readonly sku: string;
  readonly variantName: string;
  readonly designVersionId: string;
  readonly quantity: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly quote: Quote;
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
    const line = request.lines[index]!;
    const variantId = uuidOf('variant', line.variantId);
    const designVersionId = uuidOf('designVersion', line.designVersionId);
    const { quote, ...priced } = await this.#price(
      tx,
      { designVersionId, variantId, quantity: line.quantity },
      index,
    );
    if (quote.currency !== request.currency)
      throw new ApiError('currency_mismatch', `the price is in ${quote.currency}`, {
        params: { currency: quote.currency },
      });
    return {
      id: tx.newId(),
      jobId: tx.newId(),
      externalId: line.externalId,
      ...priced,
      variantId,
      designVersionId,
      quantity: line.quantity,
      properties: line.properties ?? {},
      quote,
    };
  }

  /** The fault names the line and the field. */
  async #price(tx: TxCtx, wanted: LineToPrice, index: number): Promise<PricedLine> {
    try {
      return await this.prices.price(tx, wanted);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const code = error.code === 'variant_unknown' ? 'variant_unknown' : 'not_found';
      throw unknownAt(index, code === 'not_found' ? 'designVersionId' : 'variantId', code, error.message);
    }
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

const unknownAt = (
  line: number,
  field: string,
  code: 'not_found' | 'variant_unknown',
  message: string,
): ApiError =>
  new ApiError(code, `line ${line + 1}: ${message}`, {
    errors: [{ pointer: `/body/lines/${line}/${field}`, code, message }],
  });
