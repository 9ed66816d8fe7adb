import type { Clock } from '@luneo/kernel';
import type { SqlPool } from './sql.ts';

interface Counted {
  /** As the database knew it when we last wrote. */
  stored: number;
  pending: number;
}

const FLUSH_MS = 5_000;

/**
 * Counts the API calls of brands by calendar month (UTC). Calls are written together every few seconds: another
 * process's show up that much later, and a killed process loses as many.
 */
export class ApiUse {
  readonly #pool: SqlPool;
  readonly #clock: Clock;
  readonly #counts = new Map<string, Counted>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ pool, clock }: { readonly pool: SqlPool; readonly clock: Clock }) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Counts one call; answers with those of the brand this month, this one among them. */
  async count(brandId: string): Promise<number> {
    const key = `${brandId} ${this.#month()}`;
    let counted = this.#counts.get(key);
    if (counted === undefined) {
      counted = { stored: await this.calls(brandId), pending: 0 };
      // Another call may have asked at the same time.
      counted = this.#counts.get(key) ?? counted;
      this.#counts.set(key, counted);
    }
    counted.pending += 1;
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
    return counted.stored + counted.pending;
  }

  /** Calls of the brand this month that are written down. */
  async calls(brandId: string): Promise<number> {
    const { rows } = await this.#pool.query<{ calls: string }>(
      'SELECT calls FROM auth.api_use WHERE brand_id = $1 AND month = $2::date',
      [brandId, this.#month()],
    );
    return Number(rows[0]?.calls ?? 0);
  }

  /** Writes down what was counted; what cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [key, counted] of this.#counts) {
      const { pending } = counted;
      if (pending === 0) {
        this.#counts.delete(key);
        continue;
      }
      const [brandId, month] = key.split(' ');
      counted.pending = 0;
      try {
        const { rows } = await this.#pool.query<{ calls: string }>(
          `INSERT INTO auth.api_use (brand_id, month, calls) VALUES ($1, $2::date, $3)
           ON CONFLICT (brand_id, month) DO UPDATE SET calls = auth.api_use.calls + excluded.calls RETURNING calls`,
          [brandId, month, pending],
        );
        counted.stored = Number(rows[0]!.calls);
      } catch {
        counted.pending += pending;
        this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
      }
    }
  }

  #month(): string {
    return `${new Date(this.#clock.now()).toISOString().slice(0, 7)}-01`;
  }
}
