import { type ImportReport, JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { CodedError, unwrap } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Bytes } from '../../http/bytes.ts';
import type { UploadedFile } from '../../http/operation.ts';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { ImportVariantsRepository } from './import-variants.repository.ts';
import type { VariantPlan } from './plan-variants.ts';
import { VariantsRepository } from './variants.repository.ts';
import { refusalOf, toChanges, VariantsService } from './variants.service.ts';
import { type CsvLine, readCsv, toCsv } from './variants-csv.ts';

const KIND = 'variants.import';
const Params = z.object({ productId: z.uuid(), file: z.string(), mode: z.enum(['merge', 'replace']) });
type Params = z.infer<typeof Params>;

/** Lines a transaction: what a killed worker has to do again. */
const CHUNK = 1_000;
const MOST_FAULTS = 500;
const LARGEST_BYTES = 10 * 1024 * 1024;
/** A check nobody took over by then is forgotten. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

interface CheckPayload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/**
 * A CSV into the draft, in two steps: a job checks it line by line and as a whole and reports; taking it
 * over is then one transaction. A killed check goes on at the first chunk it had not stored.
 */
@Injectable()
export class ImportVariants {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly rows: VariantsRepository,
    @Inject(VariantsService) private readonly variants: VariantsService,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ImportVariantsRepository) private readonly lines: ImportVariantsRepository,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  async export(ctx: Ctx, productId: string): Promise<Bytes> {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => {
      const { draft } = await this.drafts.get(tx, id);
      const csv = toCsv(
        await this.rows.all(tx, id),
        draft.options.filter(({ choice }) => !choice).map(({ id: option }) => option),
      );
      const fileName = `${draft.slug}-variants.csv`;
      return new Bytes(Buffer.from(csv), { contentType: 'text/csv; charset=utf-8', fileName });
    });
  }

  /** Stores the file and starts the check of it. */
  async start(
    ctx: Ctx,
    productId: string,
    { file, mode }: { file: UploadedFile; mode: Params['mode'] },
  ): Promise<LongJob> {
    const id = uuidOf('product', productId);
    const jobId = ctx.newId();
    const { archivedAt } = await this.work.run(ctx, (tx) => this.drafts.entry(tx, id));
    if (archivedAt !== null) throw new ApiError('product_archived', 'put it back first');
    if (file.bytes.length > LARGEST_BYTES)
      throw new ApiError('upload_too_large', `a CSV has at most ${LARGEST_BYTES} bytes`);
    const total = unwrap(readCsv(file.bytes)).length;
    const hash = await this.blobs.put(file.bytes);
    return this.work.answer(ctx, async (tx) => {
      await this.longJobs.forget(tx, KIND, new Date(ctx.clock.now() - KEPT_MS));
      const params: Params = { productId: id, file: hash, mode };
      await this.longJobs.insert(tx, { id: jobId, kind: KIND, params });
      const row = await this.longJobs.update(tx, jobId, { total });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.checkVariants, { brandId, requestId, jobId });
      return toLongJob(row);
    });
  }

  /** The job: stores the lines in chunks, then compares them with the draft. */
  async check({ brandId, requestId, jobId }: CheckPayload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'import');
    const job = await this.work.run(ctx, (tx) => this.longJobs.get(tx, jobId));
    if (job.status !== 'queued' && job.status !== 'running') return;
    const { file } = Params.parse(job.params);
    const bytes = await this.blobs.get(file);
    if (bytes === undefined)
      throw new CodedError({ code: 'blob_missing', message: `no stored bytes for ${file}` });
    const lines = unwrap(readCsv(bytes));
    for (let done = job.done; done < lines.length; done += CHUNK) {
      const goesOn = await this.work.run(ctx, async (tx) => {
        const { status } = await this.longJobs.lock(tx, jobId);
        if (status !== 'queued' && status !== 'running') return false;
        const chunk = lines.slice(done, done + CHUNK);
        await this.lines.insert(tx, jobId, chunk);
        await this.longJobs.update(tx, jobId, { status: 'running', done: done + chunk.length });
        return true;
      });
      // Called off.
      if (!goesOn) return;
    }
    await this.work.run(ctx, (tx) => this.#report(tx, jobId));
  }

  async #report(tx: TxCtx, jobId: string): Promise<void> {
    const job = await this.longJobs.lock(tx, jobId);
    if (job.status !== 'queued' && job.status !== 'running') return;
    const params = Params.parse(job.params);
    const lines = await this.lines.all(tx, jobId);
    const { revision } = await this.drafts.entry(tx, params.productId);
    const report = reportOf(lines, await this.#plan(tx, params, lines), revision);
    await this.longJobs.update(tx, jobId, { status: report.ready ? 'waiting' : 'failed', report });
  }

  #plan(tx: TxCtx, { productId, mode }: Params, lines: readonly CsvLine[]): Promise<VariantPlan> {
    const wanted = lines.flatMap(({ variant }) => (variant === null ? [] : [variant]));
    return this.variants.plan(tx, productId, { wanted, removed: mode === 'replace' ? 'others' : [] });
  }

  /** All tries are used up. */
  async giveUp({ brandId, requestId, jobId }: CheckPayload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'import');
    await this.work.run(ctx, async (tx) => {
      const { status } = await this.longJobs.lock(tx, jobId);
      if (status !== 'queued' && status !== 'running') return;
      await this.longJobs.update(tx, jobId, { status: 'failed', report: { message: message.slice(0, 500) } });
    });
  }

  /** Takes over what a check found sound, if nothing changed since. */
  apply(ctx: Ctx, publicJobId: string): Promise<LongJob> {
    const jobId = uuidOf('longJob', publicJobId);
    return this.work.answer(ctx, async (tx) => {
      const job = await this.longJobs.lock(tx, jobId);
      if (job.kind !== KIND) throw notFound();
      if (job.status !== 'waiting')
        throw new ApiError(
          'job_state',
          `the import is ${job.status}; only one that was checked is taken over`,
          {
            params: { status: job.status },
          },
        );
      const params = Params.parse(job.params);
      const { baseRevision } = job.report as unknown as ImportReport;
      const revision = await this.drafts.bump(tx, params.productId, baseRevision);
      const lines = await this.lines.all(tx, jobId);
      const plan = await this.#plan(tx, params, lines);
      if (plan.faults.length > 0) throw refusalOf(plan.faults, '/lines');
      await this.rows.replace(tx, params.productId, plan);
      await this.lines.clear(tx, jobId);
      await this.events.record(tx, 'product.variants_imported', {
        productId: publicIdOf('product', params.productId),
        jobId: publicJobId,
      });
      const report = { ...job.report, ...toChanges(plan, revision) };
      return toLongJob(await this.longJobs.update(tx, jobId, { status: 'done', report }));
    });
  }
}

/** What is wrong of single lines first, then what is wrong of all of them together. */
function reportOf(lines: readonly CsvLine[], plan: VariantPlan, baseRevision: number): ImportReport {
  const readable = lines.filter(({ variant }) => variant !== null);
  const alone = lines.flatMap(({ line, faults }) =>
    faults.map(({ column, ...fault }) => ({ line, column: column === '' ? null : column, ...fault })),
  );
  const together = plan.faults.map(({ index, path, code, message }) => ({
    line: index === null ? 0 : readable[index]!.line,
    column: columnOf(path),
    code,
    message,
  }));
  const faults = [...alone, ...together].sort((a, b) => a.line - b.line);
  const { revision: _, ...counts } = toChanges(plan, 0);
  return {
    ...counts,
    ready: faults.length === 0,
    baseRevision,
    faults: faults.slice(0, MOST_FAULTS),
    faultCount: faults.length,
  };
}

const columnOf = ([field, key]: readonly string[]): string | null =>
  field === 'options' && key !== undefined ? `option:${key}` : (field ?? null);
