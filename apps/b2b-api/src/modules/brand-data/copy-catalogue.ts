import { type SqlPool, testSideOf } from '@luneo/auth';
import { JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError } from '../../platform/problem.ts';
import { AUTH_POOL } from '../../platform/tokens.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { TABLES, withIds } from './format.ts';
import { ImportRecords, named } from './import-records.ts';
import { type DataRow, RecordsRepository } from './records.repository.ts';

const KIND = 'brand.test_catalogue';
const PAGE = 500;
/** What a brand offers. Designs and orders of shoppers stay where they are. */
const CATALOGUE = new Set([
  ...['product', 'product_version', 'variant', 'option', 'side', 'print_area', 'price_book', 'price_draft'],
  ...['print_settings', 'production_settings', 'placed_mockup', 'asset', 'library_item'],
  ...['template', 'template_version', 'template_version_asset'],
]);
const COPIED = TABLES.filter(({ name }) => CATALOGUE.has(name));

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/** Rows by table, in the order in which they can be put. */
type Catalogue = ReadonlyMap<string, readonly DataRow[]>;

/** Fills the empty test side of a brand with copies of what the brand offers, under ids of their own. */
@Injectable()
export class CopyCatalogue {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ImportRecords) private readonly records: ImportRecords,
    @Inject(RecordsRepository) private readonly rows: RecordsRepository,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AUTH_POOL) private readonly auth: SqlPool,
  ) {}

  async start(ctx: Ctx): Promise<LongJob> {
    await this.work.run(await this.#testSide(ctx), (tx) => this.records.refuseUnlessEmpty(tx));
    return this.work.answer(ctx, async (tx) => {
      const row = await this.longJobs.insert(tx, { id: ctx.newId(), kind: KIND, params: {} });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.copyCatalogue, { brandId, requestId, jobId: row.id });
      return toLongJob(row);
    });
  }

  /** The job: all rows at once or none, so that a second run finds the side empty or full. */
  async run({ brandId, requestId, jobId }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'test-catalogue');
    const { status } = await this.work.run(ctx, (tx) => this.longJobs.get(tx, jobId));
    if (status !== 'queued' && status !== 'running') return;
    const side = await this.#testSide(ctx);
    try {
      // One transaction after the other: a pooler may lend a process one connection at a time.
      const catalogue = await this.work.slowly(ctx, (tx) => this.#read(tx), { snapshot: true });
      const records = await this.work.slowly(side, (tx) => this.#write(tx, catalogue));
      await this.work.run(ctx, (tx) =>
        this.longJobs.update(tx, jobId, { status: 'done', report: { records } }),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await this.#fail(ctx, jobId, { code: error.code, message: error.message });
    }
  }

  /** All tries are used up. */
  giveUp({ brandId, requestId, jobId }: Payload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'test-catalogue');
    return this.#fail(ctx, jobId, { code: 'internal', message: message.slice(0, 500) });
  }

  /** Of products the published version, of files none that a shopper brought. */
  async #read(tx: TxCtx): Promise<Catalogue> {
    const all = new Map<string, DataRow[]>();
    for (const { name } of COPIED) {
      const rows: DataRow[] = [];
      for (let skip = 0, page = PAGE; page === PAGE; skip += PAGE) {
        const found = await this.rows.page(tx, name, { skip, take: PAGE });
        page = found.length;
        rows.push(...found);
      }
      all.set(name, rows);
    }
    const published = new Map(all.get('product')!.map((row) => [row.id, row.published_version]));
    const ofTemplates = new Set(all.get('template_version_asset')!.map((row) => row.asset_id));
    const kept = (name: string, row: DataRow): boolean =>
      (name !== 'product_version' || published.get(row.product_id) === row.version) &&
      (name !== 'asset' || row.shopper_id === null || ofTemplates.has(row.id));
    return new Map([...all].map(([name, rows]) => [name, rows.filter((row) => kept(name, row))]));
  }

  async #write(tx: TxCtx, catalogue: Catalogue): Promise<Record<string, number>> {
    await this.records.refuseUnlessEmpty(tx);
    const ids = [...catalogue.values()].flat().flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    const names = new Map(ids.sort().map((id) => [id, tx.newId()]));
    const records: Record<string, number> = {};
    for (const [name, rows] of catalogue) {
      records[name] = rows.length;
      for (let at = 0; at < rows.length; at += PAGE) {
        const text = withIds(JSON.stringify(rows.slice(at, at + PAGE)), (uuid) => names.get(uuid));
        const renamed = JSON.parse(text) as DataRow[];
        await this.rows.insert(tx, name, name === 'product_version' ? renamed.map(named) : renamed);
      }
    }
    return records;
  }

  async #testSide(ctx: Ctx): Promise<Ctx> {
    return this.contexts.system(await testSideOf(this.auth, ctx.brandId), ctx.requestId, 'test-catalogue');
  }

  async #fail(ctx: Ctx, jobId: string, report: { code: string; message: string }): Promise<void> {
    await this.work.run(ctx, (tx) => this.longJobs.update(tx, jobId, { status: 'failed', report }));
  }
}
