import { type Clock, CodedError } from '@luneo/kernel';
import { createClient } from '@redis/client';
import type { Cache, Counted } from './cache.ts';
import { MemoryCache } from './memory.ts';

/** A command that takes longer counts as lost: the database would have answered by then. */
const TIMEOUT_MS = 250;
/** After a loss the store is left alone this long. */
const PAUSE_MS = 2_000;
const CONNECT_MS = 2_000;
const SLOWEST_RETRY_MS = 3_000;
const MOST_WAITING = 5_000;

export interface RedisCacheOptions {
  /** `redis://` or, by TLS, `rediss://`; with user and password where it wants them. */
  readonly url: string;
  readonly clock: Clock;
  /** Before every key; those who share a server must differ. `luneo:` unless given. */
  readonly prefix?: string;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

const connect = (url: string, keyPrefix: string) =>
  createClient({
    url,
    keyPrefix,
    // Neither the handshake of RESP 3 nor the client's self-introduction: restricted servers refuse both.
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 10), SLOWEST_RETRY_MS),
    },
  });

/**
 * Shared by all processes. Asks the server for GET, SET, DEL, INCR, PTTL, PEXPIRE and PING alone, so that a server
 * with few commands, or a user who may use few, will do.
 */
export class RedisCache implements Cache {
  readonly #client: ReturnType<typeof connect>;
  readonly #clock: Clock;
  readonly #log: RedisCacheOptions['log'];
  readonly #memory: MemoryCache;
  #awayUntilMs = 0;
  #away = false;

  constructor({ url, clock, log, prefix = 'luneo:' }: RedisCacheOptions) {
    this.#client = connect(url, prefix);
    this.#clock = clock;
    this.#log = log;
    this.#memory = new MemoryCache(clock);
    this.#client.on('error', (error: Error) => this.#lost(error));
    this.#client.on('ready', () => this.#found());
    this.#client.connect().catch((error: Error) => this.#lost(error));
  }

  get(key: string): Promise<string | undefined> {
    return this.#try(
      async () => (await this.#client.get(key)) ?? undefined,
      async () => undefined,
    );
  }

  set(key: string, value: string, ttlMs: number): Promise<void> {
    return this.#try(
      async () => void (await this.#client.set(key, value, { expiration: { type: 'PX', value: ttlMs } })),
      async () => undefined,
    );
  }

  delete(key: string): Promise<void> {
    return this.#try(
      async () => void (await this.#client.del(key)),
      async () => undefined,
    );
  }

  count(key: string, windowMs: number): Promise<Counted> {
    return this.#try(
      async () => {
        // In one go. SET begins a window only where none is open, and INCR does not prolong it.
        const [, count, leftMs] = await Promise.all([
          this.#client.set(key, '0', { condition: 'NX', expiration: { type: 'PX', value: windowMs } }),
          this.#client.incr(key),
          this.#client.pTTL(key),
        ]);
        if (leftMs >= 0) return { count, endsInMs: leftMs };
        // It ended between the two: INCR began one that would never end.
        await this.#client.pExpire(key, windowMs);
        return { count, endsInMs: windowMs };
      },
      () => this.#memory.count(key, windowMs),
    );
  }

  async check(): Promise<void> {
    if (!this.#client.isReady)
      throw new CodedError({ code: 'unavailable', message: 'no connection to Redis' });
    await timely(this.#client.ping());
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  async #try<T>(ask: () => Promise<T>, without: () => Promise<T>): Promise<T> {
    if (!this.#client.isReady || this.#clock.now() < this.#awayUntilMs) return without();
    try {
      const answer = await timely(ask());
      this.#found();
      return answer;
    } catch (error) {
      this.#awayUntilMs = this.#clock.now() + PAUSE_MS;
      this.#lost(error as Error);
      return without();
    }
  }

  /** Said once, not for each command that fails. */
  #lost({ message }: Error): void {
    if (!this.#away) this.#log.warn({ err: message }, 'Redis is away: this process counts and caches alone');
    this.#away = true;
  }

  #found(): void {
    if (this.#away) this.#log.info({}, 'Redis is back');
    this.#away = false;
    this.#awayUntilMs = 0;
  }
}

async function timely<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
