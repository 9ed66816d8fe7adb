import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../scripts/lib/run.ts';

export type Env = Readonly<Record<string, string>>;

/** A server process that comes back when it is killed, as a process manager would bring it back. */
export class Supervised {
  readonly name: string;
  readonly #env: Env;
  #child: ChildProcess | undefined;
  #stopping = false;
  /** What the last process printed; shown when the scenario fails. */
  output = '';

  constructor(name: string, env: Env) {
    this.name = name;
    this.#env = env;
  }

  /** Starts it and waits until it says that it is running. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(ROOT, 'backend/dist/main.js')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        this.output = (this.output + chunk.toString()).slice(-4_000);
        if (this.output.includes('Luneo is running')) resolve();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('exit', (code, signal) => {
        reject(new Error(`${this.name} ended (${signal ?? code}):\n${this.output}`));
        void this.#again(child);
      });
    });
  }

  /** Of the process that runs now. */
  get pid(): number {
    return this.#child!.pid!;
  }

  kill(): void {
    this.output = '';
    this.#child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await Promise.race([ended, wait(20_000).then(() => child.kill('SIGKILL'))]);
    await ended;
  }

  async #again(child: ChildProcess): Promise<void> {
    while (!this.#stopping && this.#child === child) {
      // The database may be down too; a start that fails is tried again.
      await wait(250);
      if (this.#stopping) return;
      await this.start().catch(() => undefined);
      return;
    }
  }
}
