import { JOBS } from '@luneo/contracts';
import type { Jobs } from '@luneo/jobs';
import type { Log } from './log.ts';

/** How often a worker asks whether today's work was enqueued. */
const EVERY_MS = 15 * 60_000;
const DAILY = [JOBS.sweepOrphans, JOBS.turnSigningKeys];

/** Work of every day. Each worker asks for it; the queue takes it once a day. */
export class DailyJobs {
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
      for (const definition of DAILY)
        this.#jobs
          .everyDay(definition, { requestId: this.#newId() })
          .catch((error: Error) => this.#log.warn({ err: error.message }, 'daily work not enqueued'));
    };
    this.#timer = setInterval(ask, EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
