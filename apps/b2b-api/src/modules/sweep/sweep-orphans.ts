import { setTimeout } from 'node:timers/promises';
import type { BlobStore, DerivedFiles } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { BLOBS, DERIVED } from '../../platform/tokens.ts';
import { ReferencesRepository } from './references.repository.ts';

export interface SweepOptions {
  /** Report only. */
  readonly dryRun: boolean;
  /** Younger files belong to work under way. */
  readonly graceMs?: number;
  /** Between the first look and the second: longer than a transaction lives. */
  readonly settleMs?: number;
  readonly signal?: AbortSignal;
}

export interface SweepReport {
  readonly dryRun: boolean;
  /** Blobs in the store. */
  readonly blobs: number;
  /** Of these, what rows name; what is too young to say; what nothing needs. */
  readonly needed: number;
  readonly young: number;
  readonly orphans: number;
  readonly orphanBytes: number;
  /** Orphans at the first look that something needed at the second, or that were put again meanwhile. */
  readonly spared: number;
  readonly deleted: number;
  readonly deletedBytes: number;
  /** Previews and proxies of what is gone. */
  readonly derivedOrphans: number;
  readonly derivedDeleted: number;
  /** The first few orphans, by hash. */
  readonly examples: readonly string[];
}

interface Orphan {
  readonly hash: string;
  readonly bytes: number;
}

const GRACE_MS = 24 * 3_600_000;
const SETTLE_MS = 60_000;
const BATCH = 200;
const EXAMPLES = 20;

/**
 * Deletes stored files that no row names. Two rules keep what is needed: whoever writes a row puts the bytes
 * first, which makes them young; and nothing goes on one look alone: what seemed not needed is looked at again
 * after every transaction of then has ended, under a lock, and a put at that very moment wins.
 */
@Injectable()
export class SweepOrphans {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ReferencesRepository) private readonly references: ReferencesRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(DERIVED) private readonly derived: DerivedFiles,
  ) {}

  async run(ctx: Ctx, options: SweepOptions): Promise<SweepReport> {
    const { dryRun, graceMs = GRACE_MS, settleMs = SETTLE_MS, signal } = options;
    const before = new Date(ctx.clock.now() - graceMs);
    const { orphans, held, ...seen } = await this.#look(ctx, before);
    if (!dryRun && orphans.length > 0)
      await setTimeout(settleMs, undefined, { ref: true, ...(signal && { signal }) });
    const deleted: Orphan[] = [];
    for (let at = 0; !dryRun && at < orphans.length; at += BATCH) {
      signal?.throwIfAborted();
      deleted.push(...(await this.#delete(ctx, orphans.slice(at, at + BATCH), before)));
    }
    const derived = await this.#sweepDerived(held, { dryRun, before });
    const total = (of: readonly Orphan[]): number => of.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      dryRun,
      ...seen,
      orphans: orphans.length,
      orphanBytes: total(orphans),
      spared: dryRun ? 0 : orphans.length - deleted.length,
      deleted: deleted.length,
      deletedBytes: total(deleted),
      ...derived,
      examples: orphans.slice(0, EXAMPLES).map(({ hash }) => hash),
    };
  }

  async #look(ctx: Ctx, before: Date) {
    const brands = await this.references.brands();
    const held = await this.work.slowly(ctx, (tx) => this.references.held(tx, brands));
    const orphans: Orphan[] = [];
    let [blobs, needed, young] = [0, 0, 0];
    for await (const hash of this.blobs.list()) {
      blobs += 1;
      if (held.has(hash)) {
        needed += 1;
        continue;
      }
      const found = await this.blobs.stat(hash);
      if (found === undefined || found.putAt >= before) young += 1;
      else orphans.push({ hash, bytes: found.bytes });
    }
    return { blobs, needed, young, orphans, held };
  }

  /** Looks again and deletes, in one transaction under the lock. Brands are asked anew: one may be new. */
  #delete(ctx: Ctx, batch: readonly Orphan[], before: Date): Promise<Orphan[]> {
    return this.work.slowly(ctx, async (tx) => {
      await this.references.lock(tx);
      const brands = await this.references.brands();
      const hashes = batch.map(({ hash }) => hash);
      const held = await this.references.held(tx, brands, hashes);
      const deleted: Orphan[] = [];
      for (const orphan of batch)
        if (!held.has(orphan.hash) && (await this.blobs.deleteStale(orphan.hash, before)))
          deleted.push(orphan);
      return deleted;
    });
  }

  /** Pictures that can be drawn again go when nothing they were drawn from is needed any more. */
  async #sweepDerived(
    held: ReadonlySet<string>,
    { dryRun, before }: { dryRun: boolean; before: Date },
  ): Promise<{ derivedOrphans: number; derivedDeleted: number }> {
    const orphans: string[] = [];
    for await (const { key, putAt } of this.derived.list()) {
      const hash = /[0-9a-f]{64}/.exec(key)?.[0];
      if (hash !== undefined && !held.has(hash) && putAt < before) orphans.push(key);
    }
    if (!dryRun) for (const key of orphans) await this.derived.delete(key);
    return { derivedOrphans: orphans.length, derivedDeleted: dryRun ? 0 : orphans.length };
  }
}
