import { setTimeout as wait } from 'node:timers/promises';
import { ApiProblem, type Client, createClient } from '@luneo/api-client';
import type { DesignVersion } from '@luneo/contracts';
import { orderOf } from '../api/kit/shopper.ts';

export interface Acknowledged {
  readonly externalId: string;
  readonly orderId: string;
  readonly lines: number;
}

export interface ProducerOptions {
  readonly api: string;
  readonly secretKey: string;
  readonly designs: readonly DesignVersion[];
  readonly producers: number;
  /** Pause between two orders of one producer, ms. */
  readonly pauseMs: number;
  readonly seed: number;
  /** Lines of every order; absent = one to three. */
  readonly lines?: number;
  /** Orders in all; absent = until told to stop. */
  readonly most?: number;
}

const MOST_LINES = 3;
const RETRY_MS = 100;

/** A small repeatable chance, so that a failing run can be run again. */
export function dice(seed: number): (sides: number) => number {
  let state = seed % 2147483647 || 1;
  return (sides) => {
    state = (state * 48271) % 2147483647;
    return state % sides;
  };
}

/**
 * Shops that order until told to stop. An order counts as acknowledged when the shop has read the answer;
 * one that was not answered is asked for again under the same number and idempotency key.
 */
export class Producers {
  readonly acknowledged: Acknowledged[] = [];
  readonly #options: ProducerOptions;
  #stopping = false;
  #begun = 0;

  constructor(options: ProducerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { producers } = this.#options;
    await Promise.all(Array.from({ length: producers }, (_, n) => this.#produce(n)));
  }

  stop(): void {
    this.#stopping = true;
  }

  async #produce(producer: number): Promise<void> {
    const {
      api,
      secretKey,
      designs,
      pauseMs,
      seed,
      lines: each,
      most = Number.POSITIVE_INFINITY,
    } = this.#options;
    const client = createClient({ baseUrl: api, token: () => secretKey, retries: 0 });
    const roll = dice(seed + producer);
    for (let n = 0; !this.#stopping && this.#begun < most; n++) {
      this.#begun += 1;
      const lines = Array.from(
        { length: each ?? 1 + roll(MOST_LINES) },
        () => designs[roll(designs.length)]!,
      );
      await this.#place(client, orderOf(`chaos-${producer}-${n}`, lines));
      await wait(pauseMs);
    }
  }

  async #place(client: Client, body: ReturnType<typeof orderOf>): Promise<void> {
    for (let sent = 0; ; ) {
      try {
        const { id } = await client.createOrder({ body }, { idempotencyKey: `${body.externalId}-${sent}` });
        this.acknowledged.push({ externalId: body.externalId, orderId: id, lines: body.lines.length });
        return;
      } catch (error) {
        // A refusal that will not change is a bug of the scenario or of the product: it must be seen.
        if (error instanceof ApiProblem && error.status < 500 && error.status !== 429 && error.status !== 409)
          throw error;
        // An API that was killed leaves the key taken for minutes; the external id is what keeps the order one.
        if (error instanceof ApiProblem && error.code === 'idempotency_in_flight') sent += 1;
        await wait(RETRY_MS);
      }
    }
  }
}
