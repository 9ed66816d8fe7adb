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
import { toLine } from '../orders/orders.mapper.ts';
import { OrdersRepository } from '../orders/orders.repository.ts';
import type { LineRow, PrintFileRow } from '../orders/orders.types.ts';
import { SuppliersRepository } from '../suppliers/suppliers.repository.ts';
import { OrderProgress } from './order-progress.ts';
import { idsOf } from './produce-line.ts';
import { ProductionRepository } from './production.repository.ts';

const wrongState = (line: LineRow, wanted: string): ApiError =>
  new ApiError('line_state', `the line is ${line.job.status}, not ${wanted}`, {
    params: { status: line.job.status, wanted },
  });

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

  /** A person has looked: the files of a held line may be printed. */
  release(ctx: Ctx, lineItemId: string, reason: string): Promise<LineItem> {
    return this.#move(ctx, lineItemId, 'held', async (tx, line) => {
      if (!(await this.production.move(tx, line.job.id, 'done', null))) throw wrongState(line, 'held');
      const ids = idsOf({ orderId: line.orderId, lineItemId: line.id });
      await this.events.record(tx, 'production.released', { ...ids, reason });
    });
  }

  /** Queues a failed line again. */
  retry(ctx: Ctx, lineItemId: string): Promise<LineItem> {
    return this.#move(ctx, lineItemId, 'failed', async (tx, line) => {
      if (!(await this.production.move(tx, line.job.id, 'queued', null))) throw wrongState(line, 'failed');
      await this.jobs.enqueue(tx, JOBS.produceLine, {
        brandId: tx.brandId,
        requestId: tx.requestId,
        productionJobId: line.job.id,
      });
    });
  }

  #move(
    ctx: Ctx,
    lineItemId: string,
    from: LineRow['job']['status'],
    act: (tx: TxCtx, line: LineRow) => Promise<void>,
  ): Promise<LineItem> {
    const id = uuidOf('lineItem', lineItemId);
    return this.work.answer(ctx, async (tx) => {
      await this.suppliers.checkLine(tx, id);
      const line = await this.orders.line(tx, id);
      if (line.job.status !== from) throw wrongState(line, from);
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
