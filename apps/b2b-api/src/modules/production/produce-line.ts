import { CodedError } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { printedSides } from '../designs/printed-sides.ts';
import { EventsService } from '../events/events.service.ts';
import { OrderProgress } from '../orders/order-progress.ts';
import type { PrintFileRow, Reason } from '../orders/orders.types.ts';
import { PrintFilesService, type SideFiles } from './print-files.service.ts';
import { type ProductionJob, ProductionRepository } from './production.repository.ts';

/** Errors that no second try can mend: the line is failed at once, with the code. */
const FINAL = new Set([
  'blob_missing',
  'blob_corrupt',
  'asset_unknown',
  'font_unknown',
  'side_unknown',
  'design_invalid',
  'picture_unreadable',
  'sheet_too_large',
  'raster_too_large',
]);

/**
 * Makes the files of one line item. Runs at least once and perhaps twice at a time: each step first
 * looks whether it is done, and each row is guarded by a unique key, so runs meet in one result.
 */
@Injectable()
export class ProduceLine {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(ProductionRepository) private readonly production: ProductionRepository,
    @Inject(PrintFilesService) private readonly files: PrintFilesService,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  async run(payload: { brandId: string; requestId: string; productionJobId: string }): Promise<void> {
    const ctx = this.contexts.system(payload.brandId, payload.requestId, 'production');
    const job = await this.work.run(ctx, (tx) => this.#claim(tx, payload.productionJobId));
    if (job === undefined) return;
    try {
      const made = await this.#makeFiles(ctx, job);
      await this.work.run(ctx, (tx) => this.#finish(tx, job, made));
    } catch (error) {
      if (!(error instanceof CodedError) || !FINAL.has(error.code)) throw error;
      await this.#fail(ctx, job, { code: error.code, message: error.message });
    }
  }

  /** All tries are used up. */
  async giveUp(
    payload: { brandId: string; requestId: string; productionJobId: string },
    message: string,
  ): Promise<void> {
    const ctx = this.contexts.system(payload.brandId, payload.requestId, 'production');
    const job = await this.work.run(ctx, (tx) => this.production.find(tx, payload.productionJobId));
    if (job !== undefined)
      await this.#fail(ctx, job, { code: 'production_failed', message: message.slice(0, 500) });
  }

  /** The job, now running; undefined when it needs nothing more. */
  async #claim(tx: TxCtx, jobId: string): Promise<ProductionJob | undefined> {
    const job = await this.production.find(tx, jobId);
    if (job === undefined) return undefined;
    await this.progress.lock(tx, job.orderId);
    const first = job.status === 'queued';
    if (!(await this.production.move(tx, jobId, 'take', null))) return undefined;
    if (first) {
      await this.events.record(tx, 'production.started', idsOf(job));
      await this.progress.update(tx, job.orderId);
    }
    return job;
  }

  async #makeFiles(ctx: Ctx, job: ProductionJob): Promise<SideFiles[]> {
    const made: SideFiles[] = [];
    for (const side of printedSides(job.document)) {
      const known = await this.work.run(ctx, (tx) => this.production.printFile(tx, job.id, side));
      const files = known ?? (await this.files.make(ctx, job, side));
      if (known === undefined) await this.work.run(ctx, (tx) => this.#store(tx, job, files));
      made.push(files);
    }
    return made;
  }

  async #store(tx: TxCtx, job: ProductionJob, files: SideFiles): Promise<void> {
    await this.progress.lock(tx, job.orderId);
    // Cancelled meanwhile, or ended by a rival run: then the file is no news.
    if ((await this.production.find(tx, job.id))?.status !== 'running') return;
    const stored: PrintFileRow | undefined = await this.production.insertPrintFile(tx, job, files);
    if (stored === undefined) return;
    await this.events.record(tx, 'print_file.ready', {
      ...idsOf(job),
      printFileId: publicIdOf('printFile', stored.id),
      side: stored.side,
    });
  }

  async #finish(tx: TxCtx, job: ProductionJob, made: readonly SideFiles[]): Promise<void> {
    const reason = holdReason(made);
    await this.progress.lock(tx, job.orderId);
    if (!(await this.production.move(tx, job.id, reason === null ? 'finish' : 'hold', reason))) return;
    if (reason === null) await this.events.record(tx, 'production.done', idsOf(job));
    else await this.events.record(tx, 'production.held', { ...idsOf(job), code: reason.code });
    await this.progress.update(tx, job.orderId);
  }

  #fail(ctx: Ctx, job: ProductionJob, reason: Reason): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      await this.progress.lock(tx, job.orderId);
      if (!(await this.production.move(tx, job.id, 'fail', reason))) return;
      await this.events.record(tx, 'production.failed', { ...idsOf(job), code: reason.code });
      await this.progress.update(tx, job.orderId);
    });
  }
}

export const idsOf = ({ orderId, lineItemId }: Pick<ProductionJob, 'orderId' | 'lineItemId'>) => ({
  orderId: publicIdOf('order', orderId),
  lineItemId: publicIdOf('lineItem', lineItemId),
});

/** A person must look when a file differs from its proof, or preflight of the final file forbids it. */
function holdReason(made: readonly SideFiles[]): Reason | null {
  const differs = made.find(({ parityHold }) => parityHold);
  if (differs !== undefined)
    return {
      code: 'parity_exceeded',
      message: `side ${differs.side}: the print file differs from the approved proof (${differs.parityPpm} ppm)`,
    };
  for (const { side, findings } of made) {
    const block = findings.find(({ severity }) => severity === 'block');
    if (block !== undefined) return { code: block.code, message: `side ${side}: ${block.message}` };
  }
  return null;
}
