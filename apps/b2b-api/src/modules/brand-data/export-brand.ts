import type { SqlPool } from '@luneo/auth';
import { type FileLink, JOBS, type LongJob } from '@luneo/contracts';
import { loadFont } from '@luneo/fonts';
import { Jobs } from '@luneo/jobs';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { AUTH_POOL, BLOBS } from '../../platform/tokens.ts';
import { FileLinks } from '../files/file-links.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { Archive } from './archive.ts';
import { ExportDesigns } from './export-designs.ts';
import { ExportOrders } from './export-orders.ts';
import { ExportRecords, type Found } from './export-records.ts';
import { FORMAT, type Manifest, SCHEMA_VERSION } from './format.ts';

export const EXPORT_KIND = 'brand.export';
const Params = z.object({ pdf: z.boolean() });
const Report = z.object({ file: z.string(), fileName: z.string() });
const MOST_SKIPPED = 100;
const LINK_S = 600;
/** Steps between two notes of progress. */
const STRIDE = 20;

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/** All that a brand owns as one zip: rows, documents, drawings, files, each with its hash in the manifest. */
@Injectable()
export class ExportBrand {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ExportRecords) private readonly records: ExportRecords,
    @Inject(ExportDesigns) private readonly designs: ExportDesigns,
    @Inject(ExportOrders) private readonly orders: ExportOrders,
    @Inject(FileLinks) private readonly links: FileLinks,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(AUTH_POOL) private readonly auth: SqlPool,
  ) {}

  start(ctx: Ctx, params: z.infer<typeof Params>): Promise<LongJob> {
    return this.work.answer(ctx, async (tx) => {
      const row = await this.longJobs.insert(tx, { id: ctx.newId(), kind: EXPORT_KIND, params });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.exportBrand, { brandId, requestId, jobId: row.id });
      return toLongJob(row);
    });
  }

  async link(ctx: Ctx, publicJobId: string): Promise<{ file: FileLink }> {
    const job = await this.work.run(ctx, (tx) => this.longJobs.get(tx, uuidOf('longJob', publicJobId)));
    if (job.kind !== EXPORT_KIND) throw notFound();
    if (job.status !== 'done')
      throw new ApiError('job_state', `the export is ${job.status}`, { params: { status: job.status } });
    const { file: hash, fileName } = Report.parse(job.report);
    return { file: await this.links.of(ctx, { hash, fileName, contentType: 'application/zip' }, LINK_S) };
  }

  /** The job. A second run begins anew: the archive is a file of this machine until it is whole. */
  async run({ brandId, requestId, jobId }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'export');
    const job = await this.work.run(ctx, (tx) => this.longJobs.get(tx, jobId));
    if (job.status !== 'queued' && job.status !== 'running') return;
    const archive = await Archive.open();
    try {
      const found = await this.#fill(ctx, archive, { jobId, ...Params.parse(job.params) });
      const brand = await this.#brand(brandId);
      const manifest: Manifest = {
        format: FORMAT,
        schemaVersion: SCHEMA_VERSION,
        brand: { id: publicIdOf('brand', brandId), name: brand.name },
        records: found.records,
        files: archive.files,
        skipped: found.skipped,
      };
      const file = await this.blobs.putFile(await archive.pack(`${JSON.stringify(manifest, null, 2)}\n`));
      const report = {
        file,
        fileName: `${brand.slug}-export.zip`,
        bytes: (await this.blobs.stat(file))?.bytes ?? 0,
        files: archive.files.length,
        records: found.records,
        skipped: found.skipped.slice(0, MOST_SKIPPED),
        skippedCount: found.skipped.length,
      };
      await this.work.run(ctx, (tx) => this.longJobs.update(tx, jobId, { status: 'done', report }));
    } finally {
      await archive.close();
    }
  }

  async #fill(ctx: Ctx, archive: Archive, { jobId, pdf }: { jobId: string; pdf: boolean }): Promise<Found> {
    const found = await this.work.slowly(ctx, (tx) => this.records.write(tx, archive), { snapshot: true });
    const total = found.blobs.size + found.fonts.size + found.designs.length + 1;
    let done = 0;
    const step = async (): Promise<void> => {
      done += 1;
      if (done % STRIDE === 1 || done === total)
        await this.work.run(ctx, (tx) => this.longJobs.update(tx, jobId, { status: 'running', done, total }));
    };
    await this.orders.write(ctx, archive, found.orders);
    await step();
    for (const [hash, path] of found.blobs) {
      await this.#blob(archive, found, { hash, path });
      await step();
    }
    for (const hash of found.fonts) {
      const bytes = await loadFont(hash);
      const open = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'OTTO';
      await archive.bytes(`fonts/${hash}.${open ? 'otf' : 'ttf'}`, bytes);
      await step();
    }
    for (const id of found.designs) {
      await this.designs.write(ctx, archive, { id, found, pdf });
      await step();
    }
    return found;
  }

  async #blob(archive: Archive, found: Found, { hash, path }: { hash: string; path: string }): Promise<void> {
    const stored = await this.blobs.stat(hash);
    if (stored === undefined) found.skipped.push({ what: path, why: 'its bytes are not in the store' });
    else await archive.stream(path, { sha256: hash, bytes: stored.bytes }, await this.blobs.stream(hash));
  }

  async #brand(brandId: string): Promise<{ name: string; slug: string }> {
    const { rows } = await this.auth.query<{ name: string; slug: string }>(
      'SELECT name, slug FROM auth.brand WHERE id = $1',
      [brandId],
    );
    return rows[0] ?? { name: '', slug: 'brand' };
  }

  /** All tries are used up. */
  async giveUp({ brandId, requestId, jobId }: Payload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'export');
    await this.work.run(ctx, (tx) =>
      this.longJobs.update(tx, jobId, { status: 'failed', report: { message: message.slice(0, 500) } }),
    );
  }
}
