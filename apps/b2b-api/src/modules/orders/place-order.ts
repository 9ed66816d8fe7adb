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
import { printedSides } from '../designs/designs.mapper.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import { EventsService } from '../events/events.service.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { QuotesService } from '../quotes/quotes.service.ts';
import { toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { OrderRow } from './orders.types.ts';

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
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(QuotesService) private readonly quotes: QuotesService,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  place(ctx: Ctx, request: CreateOrder): Promise<Order> {
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
    const line = request.lines[index]!;
    const version = await this.designs.findVersion(tx, uuidOf('designVersion', line.designVersionId));
    if (version === undefined)
      throw unknownAt(index, 'designVersionId', 'not_found', 'there is no such frozen design');
    const product = await this.products.version(tx, version.productId, version.productVersion);
    const variantId = uuidOf('variant', line.variantId);
    const variant = product.variants.find(({ id }) => id === variantId);
    if (variant === undefined)
      throw unknownAt(index, 'variantId', 'variant_unknown', 'the product has no such variant');
    const frozen = { quote: version.quote, printedSides: printedSides(version.document).length };
    const quote = this.quotes.reprice(product, variant, line.quantity, frozen);
    if (quote.currency !== request.currency)
      throw new ApiError('currency_mismatch', `the price is in ${quote.currency}`, {
        params: { currency: quote.currency },
      });
    return {
      id: tx.newId(),
      jobId: tx.newId(),
      externalId: line.externalId,
      productId: product.id,
      productName: product.name,
      variantId,
      sku: variant.sku,
      variantName: variant.name,
      designVersionId: version.id,
      quantity: line.quantity,
      quote,
    };
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
    return toOrder(await this.orders.tree(tx, orderId), this.settings.publicOrigin());
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
