import { JOBS } from '@luneo/contracts';
import type { Jobs } from '@luneo/jobs';
import type { Log } from './log.ts';

/** How often a worker asks whether the work of this hour and this day was enqueued. */
const EVERY_MS = 15 * 60_000;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const WORK = [
  { definition: JOBS.checkQuotas, seconds: HOUR_S },
  { definition: JOBS.applyRetention, seconds: DAY_S },
  { definition: JOBS.sweepOrphans, seconds: DAY_S },
  { definition: JOBS.turnSigningKeys, seconds: DAY_S },
];

/** Work of every hour and every day. Each worker asks for it; the queue takes it once. */
export class Upkeep {
  readonly #jobs: Jobs;
  readonly #log: Log;
  readonly #newId: () => string;
  #timer: NodeJS.Timeout | undefined;

  constructor(jobs: Jobs, log: Log, newId: () => string) {
    this.#jobs = jobs;
    this.#log = log;
    this.#newId = newId;
  }

  start(): void {
    const ask = (): void => {
      for (const { definition, seconds } of WORK)
        this.#jobs
          .every(seconds, definition, { requestId: this.#newId() })
          .catch((error: Error) => this.#log.warn({ err: error.message }, 'upkeep not enqueued'));
    };
    this.#timer = setInterval(ask, EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
