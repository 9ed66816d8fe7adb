/** Time and chance come in as values, so that pure code stays pure and tests control them. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export interface Random {
  /** Fills and returns `bytes` with random octets. */
  fill(bytes: Uint8Array): Uint8Array;
}

/** A clock that stands still until told otherwise. */
export function fixedClock(startMs: number): Clock & { advance(ms: number): void } {
  let now = startMs;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
