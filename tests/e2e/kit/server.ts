import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/lib/run.ts';
import { type Family, familyOf, leftOf } from './processes.ts';

/** What tests need to know of a running server; plain data, so that Vitest can hand it to them. */
export interface Place {
  /** Dashboard and API. */
  readonly app: string;
  readonly shop: string;
  readonly data: string;
  readonly email: string;
  readonly password: string;
  readonly secretKey: string;
}

export interface Server extends Place {
  readonly pid: number;
  /** From spawn to "is running". */
  readonly seconds: number;
  /** Sends the signal to the whole process group, as Ctrl-C in a terminal does. */
  stop(signal: 'SIGINT' | 'SIGTERM'): Promise<Stopped>;
}

export interface Stopped {
  readonly code: number | null;
  /** Commands of processes it started that are still there. */
  readonly left: readonly string[];
}

/** A folder that PostgreSQL's own user may traverse. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-e2e-'));
  await chmod(folder, 0o755);
  return folder;
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** The compiled standalone server with nothing set but its folder and port. */
export function launch(data: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [join(ROOT, 'backend/dist/main.js')], {
    cwd: ROOT,
    env: { PATH, HOME, LUNEO_DATA_DIR: data, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Resolves with what it printed when it ends or has said `until`. */
export function outputOf(child: ChildProcess, until?: string): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (until !== undefined && output.includes(until)) resolve(output);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('close', () => resolve(output));
  });
}

export async function startServer(data: string): Promise<Server> {
  const began = performance.now();
  const child = launch(data);
  const output = await outputOf(child, 'Log  ');
  const seconds = (performance.now() - began) / 1000;
  const find = (label: string): string => {
    const found = new RegExp(`${label} +(http\\S+)/$`, 'm').exec(output)?.[1];
    if (found === undefined) throw new Error(`the server does not run:\n${output}`);
    return found;
  };
  const demo = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8')) as Place;
  const { email, password, secretKey } = demo;
  return {
    app: find('Dashboard'),
    shop: find('Demo shop'),
    data,
    email,
    password,
    secretKey,
    pid: child.pid!,
    seconds,
    async stop(signal) {
      const family: Family = await familyOf(child.pid!);
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      process.kill(-child.pid!, signal);
      return { code: await ended, left: await leftOf(family) };
    },
  };
}
