import { JOBS, type JobDefinition } from '@luneo/contracts';
import type { z } from 'zod';

/** What a run may know besides its payload. */
export interface JobRun {
  readonly jobId: string;
  /** 0 at the first try. */
  readonly attempt: number;
  /** True when a failure of this run is final. */
  readonly last: boolean;
  /** Aborts when the worker must let go (shutdown or lost heartbeat). */
  readonly signal: AbortSignal;
}

export interface JobHandler<D extends JobDefinition = JobDefinition> {
  readonly definition: D;
  /** Runs at least once, perhaps twice at a time: every effect is named by the definition's key. */
  run(payload: z.infer<D['payload']>, run: JobRun): Promise<void>;
  /** All tries failed, or the workers died under it. Runs at least once. */
  exhausted(payload: z.infer<D['payload']>, reason: { readonly message: string }): Promise<void>;
}

/** One handler a kind: a second one, or a kind without any, is refused before the worker starts. */
export class JobRegistry {
  readonly #handlers = new Map<string, JobHandler>();

  register<D extends JobDefinition>(handler: JobHandler<D>): this {
    const { name } = handler.definition;
    if (this.#handlers.has(name)) throw new Error(`job "${name}" has two handlers`);
    this.#handlers.set(name, handler as unknown as JobHandler);
    return this;
  }

  /** All handlers, or an error that names what is missing. */
  complete(
    definitions: readonly JobDefinition[] = Object.values<JobDefinition>(JOBS),
  ): readonly JobHandler[] {
    const missing = definitions.filter((definition) => !this.#handlers.has(definition.name));
    if (missing.length > 0)
      throw new Error(`no handler for job ${missing.map(({ name }) => `"${name}"`).join(', ')}`);
    return definitions.map((definition) => this.#handlers.get(definition.name)!);
  }
}
