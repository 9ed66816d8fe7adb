import type { Clock } from '@luneo/kernel';
import { LRUCache } from 'lru-cache';
import type { Cache, Counted } from './cache.ts';

/** Entries kept; the ones not touched longest go first. */
const MOST_ENTRIES = 50_000;
/** Characters of keys and values kept: about twice as many bytes. */
const MOST_CHARACTERS = 32_000_000;

/** In this process alone: right for a single one, and for all while the shared store is away. */
export class MemoryCache implements Cache {
  readonly #clock: Clock;
  readonly #entries: LRUCache<string, string>;
  readonly #counts: LRUCache<string, { hits: number; readonly endsMs: number }>;

  constructor(clock: Clock) {
    this.#clock = clock;
    // Its time starts above zero, which it takes for "no time".
    const perf = { now: () => clock.now() + 1 };
    this.#entries = new LRUCache({
      max: MOST_ENTRIES,
      maxSize: MOST_CHARACTERS,
      sizeCalculation: (value, key) => value.length + key.length,
      ttlResolution: 0,
      perf,
    });
    this.#counts = new LRUCache({ max: MOST_ENTRIES, ttlResolution: 0, perf });
  }

  async get(key: string): Promise<string | undefined> {
    return this.#entries.get(key);
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    this.#entries.set(key, value, { ttl: ttlMs });
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async count(key: string, windowMs: number): Promise<Counted> {
    const now = this.#clock.now();
    const open = this.#counts.get(key);
    const found = open !== undefined && open.endsMs > now ? open : { hits: 0, endsMs: now + windowMs };
    found.hits += 1;
    if (found.hits === 1) this.#counts.set(key, found, { ttl: windowMs });
    return { count: found.hits, endsInMs: found.endsMs - now };
  }

  async check(): Promise<void> {}
  async close(): Promise<void> {}
}
