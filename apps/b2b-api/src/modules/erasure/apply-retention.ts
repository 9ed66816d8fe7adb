import type { SqlPool } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { IdempotencyRepository } from '../../platform/idempotency.repository.ts';
import type { Log } from '../../platform/log.ts';
import { AUTH_POOL, LOG } from '../../platform/tokens.ts';
import { ErasureRepository } from './erasure.repository.ts';
import { RetentionRepository } from './retention.repository.ts';

const DAY_MS = 24 * 3_600_000;
/** Jobs that leave a file behind. */
const WITH_FILES = ['brand.export', 'brand.import', 'audit.export'];

/** The daily work: what a brand's rules keep no longer goes. A brand that fails does not stop the others. */
@Injectable()
export class ApplyRetention {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(ErasureRepository) private readonly erasure: ErasureRepository,
    @Inject(RetentionRepository) private readonly retention: RetentionRepository,
    @Inject(IdempotencyRepository) private readonly keys: IdempotencyRepository,
    @Inject(AUTH_POOL) private readonly auth: SqlPool,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Throws when it failed for a brand, after all were tried. */
  async run(requestId: string): Promise<void> {
    const { rows } = await this.auth.query<{ id: string }>('SELECT id FROM auth.brand ORDER BY id', []);
    const failed: unknown[] = [];
    for (const { id: brandId } of rows) {
      const ctx = this.contexts.system(brandId, requestId, 'retention');
      try {
        const report = await this.work.slowly(ctx, (tx) => this.#brand(tx));
        if (Object.values(report).some((count) => count > 0))
          this.log.info({ requestId, brandId, ...report }, 'retention applied');
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, `retention failed for ${failed.length} brand(s)`);
  }

  async #brand(tx: TxCtx): Promise<Record<string, number>> {
    const { rules } = await this.retention.get(tx);
    const before = (days: number): Date => new Date(tx.clock.now() - days * DAY_MS);
    const stale = before(rules.guestDesignDays);
    const { designs, versions } = await this.erasure.deleteDesigns(
      tx,
      await this.erasure.staleDesigns(tx, stale),
    );
    const printed = await this.erasure.erasePrinted(tx, before(rules.printFileDays));
    const uploads = await this.erasure.deleteAssets(tx, { before: stale });
    const payloads = await this.erasure.erasePayloads(tx, before(rules.eventPayloadDays));
    const exports = await this.erasure.deleteJobs(tx, WITH_FILES, before(rules.exportDays));
    const keys = await this.keys.thin(tx);
    return { designs, versions, ...printedAs(printed), uploads, payloads, exports, keys };
  }
}

const printedAs = ({ versions, files }: { versions: number; files: number }): Record<string, number> => ({
  printedVersions: versions,
  printFiles: files,
});
