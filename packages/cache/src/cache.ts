/** Hits of one window, which begins with the first of them. */
export interface Counted {
  /** This hit included. */
  readonly count: number;
  /** Milliseconds until the window ends. */
  readonly endsInMs: number;
}

/**
 * What may be lost at any time: copies, counters, marks. Never the only place of anything. No method throws
 * because the store is away: a read finds nothing, counting goes on in this process alone.
 */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  count(key: string, windowMs: number): Promise<Counted>;
  /** Throws when the store is away. */
  check(): Promise<void>;
  close(): Promise<void>;
}
