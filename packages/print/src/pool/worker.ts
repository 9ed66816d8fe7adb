import { type ChildProcess, fork } from 'node:child_process';
import { CodedError, type Fault } from '@luneo/kernel';
import type { RenderJob, RenderResult, Reply, Request } from './protocol.ts';

export interface RunOptions {
  /** Wall clock; then the worker is killed and the job fails with `render_timeout`. */
  readonly timeoutMs: number;
  /** Aborted: the worker is killed, `render_cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One child process, busy with at most one job. */
export class Worker {
  readonly #child: ChildProcess;
  #jobs = 0;
  #rssBytes = 0;
  #alive = true;

  /** `entry`: the module to run; one that ends in .ts runs from source. */
  constructor(entry: URL) {
    const execArgv = entry.pathname.endsWith('.ts') ? ['--conditions=@luneo/source'] : [];
    this.#child = fork(entry, { execArgv, serialization: 'advanced' });
    this.#child.on('exit', () => {
      this.#alive = false;
    });
    this.#child.on('error', () => undefined); // an exit follows, or a failed send
  }

  get alive(): boolean {
    return this.#alive;
  }
  get jobs(): number {
    return this.#jobs;
  }
  get rssBytes(): number {
    return this.#rssBytes;
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }

  run(job: RenderJob, { timeoutMs, signal }: RunOptions): Promise<RenderResult> {
    const child = this.#child;
    const id = ++this.#jobs;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        child.off('message', answer);
        child.off('exit', crash);
      };
      const fail = (fault: Fault): void => {
        end();
        reject(new CodedError(fault));
      };
      const answer = (reply: Reply): void => {
        if (reply.id !== id) return;
        this.#rssBytes = reply.rssBytes;
        end();
        if ('fault' in reply) reject(new CodedError(reply.fault));
        else resolve(reply.result);
      };
      const crash = (code: number | null, killedBy: string | null): void =>
        fail({
          code: 'render_crashed',
          message: `the render worker ended (${killedBy ?? `exit ${code}`}) before it was done`,
          params: { reason: killedBy ?? `exit ${code}` },
        });
      const cancel = (): void => {
        fail({ code: 'render_cancelled', message: 'the render was cancelled' });
        this.kill();
      };
      const timer = setTimeout(() => {
        fail({
          code: 'render_timeout',
          message: `the render took longer than ${timeoutMs} ms`,
          params: { timeoutMs },
        });
        this.kill();
      }, timeoutMs);
      child.on('message', answer);
      child.on('exit', crash);
      if (signal?.aborted) {
        cancel();
        return;
      }
      signal?.addEventListener('abort', cancel);
      const request: Request = { id, job };
      child.send(request, (error) => {
        if (error) crash(null, error.message);
      });
    });
  }

  kill(): void {
    this.#alive = false;
    this.#child.kill('SIGKILL');
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    const gone =
      exitCode !== null || signalCode !== null
        ? Promise.resolve()
        : new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.kill();
    await gone;
  }
}
