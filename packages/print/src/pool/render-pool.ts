import { CodedError } from '@luneo/kernel';
import type { RenderJob, RenderResult } from './protocol.ts';
import { type RunOptions, Worker } from './worker.ts';

export interface PoolOptions {
  /** Child processes; see {@link poolSize}. */
  readonly size: number;
  /** A worker larger than this after a job is replaced: canvas libraries give memory back late. */
  readonly maxRssBytes?: number;
  /** A worker is replaced after this many jobs. */
  readonly maxJobs?: number;
  /** Default wall clock of a job. */
  readonly timeoutMs?: number;
  /** Module that the children run. */
  readonly entry?: URL;
}

const MB = 1_000_000;
const own = import.meta.url;

/** One child on a box of 4 GB or less, else one a core. */
export const poolSize = (totalMemoryBytes: number, cores: number): number =>
  totalMemoryBytes <= 4.3e9 ? 1 : Math.max(1, cores);

interface Waiting {
  readonly start: (worker: Worker) => void;
  readonly refuse: (error: CodedError) => void;
}

/** Renders in child processes, started when needed: a crash or a leak there hurts one job, not the server. */
export class RenderPool {
  readonly #options: Required<PoolOptions>;
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Worker>();
  readonly #queue: Waiting[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    const entry = new URL(own.endsWith('.ts') ? './child.ts' : './child.js', own);
    this.#options = { maxRssBytes: 700 * MB, maxJobs: 100, timeoutMs: 60_000, entry, ...options };
  }

  /**
   * Runs a job when a worker is free. Rejects with the job's own fault, or `render_timeout`,
   * `render_crashed`, `render_cancelled`, `render_pool_closed`.
   */
  async run(job: RenderJob, options: Partial<RunOptions> = {}): Promise<RenderResult> {
    const { signal, timeoutMs = this.#options.timeoutMs } = options;
    const worker = await this.#take(signal);
    try {
      return await worker.run(job, { timeoutMs, signal });
    } finally {
      this.#giveBack(worker);
    }
  }

  /** Process ids of the workers there are. */
  pids(): number[] {
    return [...this.#idle, ...this.#busy].flatMap((worker) => worker.pid ?? []);
  }

  /** Kills what runs, refuses what waits; resolves when no child is left. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { refuse } of this.#queue.splice(0)) refuse(closed());
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((worker) => worker.stop()));
  }

  #take(signal: AbortSignal | undefined): Promise<Worker> {
    if (this.#closed) return Promise.reject(closed());
    if (signal?.aborted) return Promise.reject(cancelled());
    const worker = this.#freeWorker();
    if (worker) return Promise.resolve(worker);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: (free) => {
          signal?.removeEventListener('abort', leave);
          resolve(free);
        },
        refuse: reject,
      };
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiting);
    });
  }

  #freeWorker(): Worker | undefined {
    let worker = this.#idle.pop();
    while (worker && !worker.alive) worker = this.#idle.pop();
    if (!worker && this.#busy.size < this.#options.size) worker = new Worker(this.#options.entry);
    if (worker) this.#busy.add(worker);
    return worker;
  }

  #giveBack(worker: Worker): void {
    this.#busy.delete(worker);
    const { maxRssBytes, maxJobs } = this.#options;
    if (this.#closed || worker.rssBytes > maxRssBytes || worker.jobs >= maxJobs) worker.kill();
    if (worker.alive) this.#idle.push(worker);
    const next = this.#queue[0] && this.#freeWorker();
    if (next) this.#queue.shift()!.start(next);
  }
}

const closed = (): CodedError =>
  new CodedError({ code: 'render_pool_closed', message: 'the render pool is closed' });
const cancelled = (): CodedError =>
  new CodedError({ code: 'render_cancelled', message: 'the render was cancelled' });
