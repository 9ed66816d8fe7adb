import { JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { CodedError } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { UploadedFile } from '../../http/operation.ts';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { ImportFiles } from './import-files.ts';
import { ImportRecords } from './import-records.ts';
import { invalid, ReadArchive } from './read-archive.ts';

const KIND = 'brand.import';
const Params = z.object({ file: z.string() });
const MOST_SKIPPED = 100;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const STRIDE = 20;

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/** Fills an empty brand from an export: files first, then all rows at once or none. */
@Injectable()
export class ImportBrand {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(ImportRecords) private readonly records: ImportRecords,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  async start(ctx: Ctx, { bytes }: UploadedFile): Promise<LongJob> {
    if (!bytes.subarray(0, ZIP.length).equals(ZIP)) throw invalid('not a zip archive');
    await this.work.run(ctx, (tx) => this.records.refuseUnlessEmpty(tx));
    const file = await this.blobs.put(bytes);
    return this.work.answer(ctx, async (tx) => {
      const row = await this.longJobs.insert(tx, { id: ctx.newId(), kind: KIND, params: { file } });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.importBrand, { brandId, requestId, jobId: row.id });
      return toLongJob(row);
    });
  }

  /** The job. What the file itself forbids ends it at once; a second try would meet the same. */
  async run({ brandId, requestId, jobId }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'import');
    const job = await this.work.run(ctx, (tx) => this.longJobs.get(tx, jobId));
    if (job.status !== 'queued' && job.status !== 'running') return;
    try {
      await this.#fill(
        ctx,
        jobId,
        await this.blobs.stream(Params.parse(job.params).file).then(ReadArchive.open),
      );
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      await this.#fail(ctx, jobId, { code: error.code, message: error.message });
    }
  }

  async #fill(ctx: Ctx, jobId: string, archive: ReadArchive): Promise<void> {
    try {
      const total = archive.manifest.files.length;
      let done = 0;
      const step = async (): Promise<void> => {
        done += 1;
        if (done % STRIDE === 1)
          await this.work.run(ctx, (tx) =>
            this.longJobs.update(tx, jobId, { status: 'running', done, total }),
          );
      };
      await this.records.check(archive);
      const stored = await this.files.put(archive, step);
      await this.work.slowly(ctx, async (tx) => {
        const { status } = await this.longJobs.lock(tx, jobId);
        if (status !== 'queued' && status !== 'running') return;
        await this.records.refuseUnlessEmpty(tx);
        const { records, skipped } = await this.records.write(tx, archive, stored);
        const report = { records, skipped: skipped.slice(0, MOST_SKIPPED), skippedCount: skipped.length };
        await this.longJobs.update(tx, jobId, { status: 'done', done: total, total, report });
      });
    } finally {
      await archive.close();
    }
  }

  async #fail(ctx: Ctx, jobId: string, report: { code: string; message: string }): Promise<void> {
    await this.work.run(ctx, (tx) =>
      this.longJobs.update(tx, jobId, {
        status: 'failed',
        report: { ...report, message: report.message.slice(0, 500) },
      }),
    );
  }

  /** All tries are used up. */
  giveUp({ brandId, requestId, jobId }: Payload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'import');
    return this.#fail(ctx, jobId, { code: 'internal', message });
  }
}
