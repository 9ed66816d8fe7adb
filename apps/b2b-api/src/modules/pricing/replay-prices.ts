import { type Api, JOBS, type LongJob, type PriceFacts, type PriceReplay } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { type PastQuote, Replay, sideFacts } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { printedSides } from '../designs/printed-sides.ts';
import { SceneService } from '../designs/scene.service.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { ProductVersion } from '../products/products.types.ts';
import { type PastPrice, PastQuotesRepository, type PastRange } from './past-quotes.repository.ts';
import { type PriceDraftRow, PriceDraftsRepository } from './price-drafts.repository.ts';
import { bookOf } from './prices.service.ts';

const KIND = 'prices.replay';
/** Prices a transaction. */
const CHUNK = 500;
/** Prices a replay takes at most, the latest. */
const MOST = 200_000;

const Params = z.object({
  draftId: z.uuid(),
  of: z.enum(['quotes', 'orders']),
  from: z.string().optional(),
  to: z.string().optional(),
});

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/** A replay under way: the sums, what the ids of the report name, and versions of the product read so far. */
class Run {
  readonly replay: Replay;
  readonly draft: PriceDraftRow;
  readonly named = new Map<string, PastPrice>();
  readonly versions = new Map<number, ProductVersion>();
  unknown = 0;

  constructor(draft: PriceDraftRow) {
    this.draft = draft;
    this.replay = new Replay(bookOf(draft, '', 1));
  }

  /** Only what is among the biggest has to be named at the end. */
  forget(): void {
    const kept = new Set(this.replay.report().biggest.map(({ id }) => id));
    for (const id of this.named.keys()) if (!kept.has(id)) this.named.delete(id);
  }

  report(): PriceReplay {
    const report = this.replay.report();
    return {
      ...report,
      unknown: this.unknown,
      currency: this.draft.rules.currency,
      biggest: report.biggest.map(({ id, ...change }) => ({ ...idsOf(this.named.get(id)!), ...change })),
    };
  }
}

const idsOf = ({ id, designVersionId, orderId }: PastPrice) => ({
  designVersionId: publicIdOf('designVersion', designVersionId),
  ...(orderId !== undefined && {
    orderId: publicIdOf('order', orderId),
    lineItemId: publicIdOf('lineItem', id),
  }),
});

/** What a draft of prices would have made of past prices, which stay as they are. */
@Injectable()
export class ReplayPrices {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(PriceDraftsRepository) private readonly prices: PriceDraftsRepository,
    @Inject(PastQuotesRepository) private readonly quotes: PastQuotesRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  /** The latest few, at once. */
  async replay(
    ctx: Ctx,
    draftId: string,
    { limit, ...range }: z.output<Api['replayPriceDraft']['body']>,
  ): Promise<PriceReplay> {
    const id = uuidOf('priceDraft', draftId);
    const run = new Run(await this.work.run(ctx, (tx) => this.prices.get(tx, id)));
    let before: string | undefined;
    for (let left = limit; left > 0; ) {
      const part = await this.#part(ctx, run, { ...range, before, take: Math.min(left, CHUNK) });
      left = part.length < CHUNK ? 0 : left - part.length;
      before = part.at(-1)?.id;
    }
    return run.report();
  }

  /** All of a time, as a job. */
  start(ctx: Ctx, draftId: string, range: z.output<Api['startPriceReplay']['body']>): Promise<LongJob> {
    const id = uuidOf('priceDraft', draftId);
    return this.work.answer(ctx, async (tx) => {
      const { productId } = await this.prices.get(tx, id);
      const jobId = tx.newId();
      await this.longJobs.insert(tx, { id: jobId, kind: KIND, params: { ...range, draftId: id } });
      const total = Math.min(MOST, await this.quotes.count(tx, productId, range));
      const row = await this.longJobs.update(tx, jobId, { total });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.replayPrices, { brandId, requestId, jobId });
      return toLongJob(row);
    });
  }

  /** The job. It only reads: a killed run begins again. */
  async run({ brandId, requestId, jobId }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'price-replay');
    const job = await this.work.run(ctx, (tx) => this.longJobs.get(tx, jobId));
    const { draftId, ...range } = Params.parse(job.params);
    try {
      const run = new Run(await this.work.run(ctx, (tx) => this.prices.get(tx, draftId)));
      let before: string | undefined;
      for (let done = 0, more = true; more; ) {
        if (!(await this.#goesOn(ctx, jobId, done))) return;
        const part = await this.#part(ctx, run, { ...range, before, take: CHUNK });
        run.forget();
        done += part.length;
        before = part.at(-1)?.id;
        more = part.length === CHUNK && done < MOST;
        if (!more) await this.#end(ctx, jobId, done, run.report());
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await this.giveUp({ brandId, requestId, jobId }, `${error.code}: ${error.message}`);
    }
  }

  async giveUp({ brandId, requestId, jobId }: Payload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'price-replay');
    const report = { message: message.slice(0, 500) };
    await this.work.run(ctx, (tx) => this.longJobs.update(tx, jobId, { status: 'failed', report }));
  }

  /** False once somebody called it off. */
  async #goesOn(ctx: Ctx, jobId: string, done: number): Promise<boolean> {
    const { status } = await this.work.run(ctx, (tx) =>
      this.longJobs.update(tx, jobId, { status: 'running', done }),
    );
    return status === 'running';
  }

  async #end(ctx: Ctx, jobId: string, done: number, report: PriceReplay): Promise<void> {
    await this.work.run(ctx, (tx) => this.longJobs.update(tx, jobId, { status: 'done', done, report }));
  }

  async #part(
    ctx: Ctx,
    run: Run,
    part: PastRange & { readonly before?: string | undefined; readonly take: number },
  ): Promise<PastPrice[]> {
    const { productId } = run.draft;
    const rows = await this.work.read(ctx, async (tx) => {
      const found = await this.quotes.list(tx, productId, part);
      for (const { productVersion: version } of found)
        if (!run.versions.has(version))
          run.versions.set(version, await this.products.version(tx, productId, version));
      return found;
    });
    const past: PastQuote[] = [];
    for (const row of rows) {
      const facts = row.quote.facts ?? (await this.#factsOf(row, run.versions.get(row.productVersion)!));
      const { currency, totalMinor } = row.quote;
      if (facts === undefined) run.unknown += 1;
      else past.push({ id: row.id, facts, currency, totalMinor });
      run.named.set(row.id, row);
    }
    run.replay.add(past);
    return rows;
  }

  /** Quotes of the first release did not say what they priced: the frozen scene still does. */
  async #factsOf(past: PastPrice, product: ProductVersion): Promise<PriceFacts | undefined> {
    const variant = product.variants.find(({ id }) => id === past.variantId);
    const scene = await this.scenes.load(past.sceneHash).catch(() => undefined);
    if (variant === undefined || scene === undefined || past.document === undefined) return undefined;
    return {
      quantity: past.quote.quantity,
      printedSides: printedSides(past.document).length,
      options: variant.options,
      process: product.geometry.process,
      sides: sideFacts(past.document, scene),
    };
  }
}
