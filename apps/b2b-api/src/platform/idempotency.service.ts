import type { OperationId, Route } from '@luneo/contracts';
import { contentHash, sha256Hex } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Call } from '../http/operation.ts';
import { type Ctx, shopperOf } from './ctx.ts';
import { UnitOfWork } from './database.ts';
import { IdempotencyRepository } from './idempotency.repository.ts';
import { ApiError } from './problem.ts';

const LONGEST_KEY = 200;

/** What the key stands for: path, query and body; two calls under one key must agree in all. */
function fingerprint({ params, query, body, file }: Call<OperationId>): string {
  const bytes = (file as { bytes: Buffer } | undefined)?.bytes;
  const plain = JSON.parse(JSON.stringify({ params, query, body })) as unknown;
  return contentHash({ plain, ...(bytes === undefined ? {} : { file: sha256Hex(bytes) }) });
}

/** Keys of one shopper are not those of another; the brand's own share one space. */
const scoped = (ctx: Ctx, key: string): string => {
  const shopper = shopperOf(ctx);
  return shopper === undefined ? key : `${shopper.shopperId}:${key}`;
};

/**
 * `Idempotency-Key`: the first call runs and its answer is kept; a repeat gets that answer. Same key
 * with another request, or while the first still runs: 409. A call that failed leaves no trace.
 */
@Injectable()
export class IdempotencyService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(IdempotencyRepository) private readonly keys: IdempotencyRepository,
  ) {}

  async once(
    call: Call<OperationId>,
    route: Route,
    header: string,
    run: (ctx: Ctx) => Promise<unknown>,
  ): Promise<unknown> {
    if (header.length === 0 || header.length > LONGEST_KEY)
      throw new ApiError('request_invalid', `Idempotency-Key has 1 to ${LONGEST_KEY} characters`);
    const { ctx } = call;
    const slot = { key: scoped(ctx, header), operation: `${route.method} ${route.path}` };
    const requestHash = fingerprint(call);
    const known = await this.work.run(ctx, (tx) => this.keys.claim(tx, slot, requestHash));
    if (known !== undefined) return this.#replay(known, requestHash);
    let remembered = false;
    const remember: NonNullable<Ctx['remember']> = async (tx, answer) => {
      await this.keys.store({ ...ctx, tx }, slot, route.status, answer);
      remembered = true;
    };
    try {
      const answer = await run({ ...ctx, remember });
      if (!remembered) await this.work.run(ctx, (tx) => this.keys.store(tx, slot, route.status, answer));
      return answer;
    } catch (error) {
      await this.work.run(ctx, (tx) => this.keys.forget(tx, slot));
      throw error;
    }
  }

  #replay(known: { requestHash: string; done: boolean; answer: unknown }, requestHash: string): unknown {
    if (known.requestHash !== requestHash)
      throw new ApiError('idempotency_conflict', 'the idempotency key belongs to another request');
    if (!known.done) throw new ApiError('idempotency_in_flight', 'the first request is still running');
    return known.answer;
  }
}
