import { JOBS, type LineItem } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { BLOBS, SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { type LineAction, lineAllows } from '../orders/line-state.ts';
import { OrderProgress } from '../orders/order-progress.ts';
import { toLine } from '../orders/orders.mapper.ts';
import { OrdersRepository } from '../orders/orders.repository.ts';
import type { LineRow, PrintFileRow } from '../orders/orders.types.ts';
import { SuppliersRepository } from '../suppliers/suppliers.repository.ts';
import { idsOf } from './produce-line.ts';
import { ProductionRepository } from './production.repository.ts';

@Injectable()
export class ProductionService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(ProductionRepository) private readonly production: ProductionRepository,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(SuppliersRepository) private readonly suppliers: SuppliersRepository,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /**
   * A person lets a held line go on. Where a person's hold lies over one of production, the first
   * release takes away the person's only: nobody passes a file they did not know to be in doubt.
   */
  release(ctx: Ctx, lineItemId: string, reason: string): Promise<LineItem> {
    return this.#act(ctx, lineItemId, 'release', async (tx, line) => {
      const ids = idsOf({ orderId: line.orderId, lineItemId: line.id });
      if (line.holdReason !== null) {
        await this.orders.setLineHold(tx, line.id, null);
        await this.events.record(tx, 'line.released', { ...ids, reason });
        return;
      }
      if (await this.production.move(tx, line.job.id, 'release', null))
        await this.events.record(tx, 'production.released', { ...ids, reason });
    });
  }

  /** Queues a failed line again. */
  retry(ctx: Ctx, lineItemId: string): Promise<LineItem> {
    return this.#act(ctx, lineItemId, 'retry', async (tx, line) => {
      await this.production.move(tx, line.job.id, 'retry', null);
      await this.jobs.enqueue(tx, JOBS.produceLine, {
        brandId: tx.brandId,
        requestId: tx.requestId,
        productionJobId: line.job.id,
      });
    });
  }

  #act(
    ctx: Ctx,
    lineItemId: string,
    action: LineAction,
    act: (tx: TxCtx, line: LineRow) => Promise<void>,
  ): Promise<LineItem> {
    const id = uuidOf('lineItem', lineItemId);
    return this.work.answer(ctx, async (tx) => {
      await this.suppliers.checkLine(tx, id);
      const line = await this.orders.lockLine(tx, id);
      if (!lineAllows(action, line.status))
        throw new ApiError('line_state', `the line is ${line.status}`, { params: { status: line.status } });
      await act(tx, line);
      await this.progress.update(tx, line.orderId);
      return toLine(await this.orders.line(tx, id), this.settings.publicOrigin());
    });
  }

  async content(ctx: Ctx, printFileId: string): Promise<Bytes> {
    const file = await this.#file(ctx, printFileId);
    return this.#blob(file.sha256, file.mime, file.fileName);
  }

  async certificate(ctx: Ctx, printFileId: string): Promise<Bytes> {
    const file = await this.#file(ctx, printFileId);
    return this.#blob(file.certificateHash, 'application/json');
  }

  async proof(ctx: Ctx, printFileId: string): Promise<Bytes> {
    const file = await this.#file(ctx, printFileId);
    return this.#blob(file.proofHash, 'image/png');
  }

  #file(ctx: Ctx, printFileId: string): Promise<PrintFileRow> {
    const id = uuidOf('printFile', printFileId);
    return this.work.run(ctx, async (tx) => {
      await this.suppliers.checkLine(tx, await this.production.lineOf(tx, id));
      return this.production.getPrintFile(tx, id);
    });
  }

  async #blob(hash: string, contentType: string, fileName?: string): Promise<Bytes> {
    const bytes = await this.blobs.get(hash);
    if (bytes === undefined) throw notFound();
    const named = fileName === undefined ? {} : { fileName };
    return new Bytes(bytes, { contentType, etag: hash, immutable: 'private', ...named });
  }
}
