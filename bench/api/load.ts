import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * One kind of request; in path, body and headers `{n}` counts up for each connection, `{unique}` over
 * all; `{each}` is the connection's own word.
 */
export interface Shot {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A word for each connection, e.g. the design it saves. */
  readonly each?: readonly string[];
  /** What `{n}` and `{unique}` begin with. */
  readonly from?: number;
}

/** `rate`: requests a second that come whether or not earlier ones were answered. Absent: each connection asks when it was answered. */
export interface Plan {
  readonly origin: string;
  readonly shot: Shot;
  readonly seconds: number;
  readonly rate?: number;
  readonly connections: number;
}

export interface Load {
  readonly sent: number;
  /** Answered with 2xx, a second. */
  readonly perSecond: number;
  /** Of those answered with 2xx, ms; with a rate counted from when the request was due. */
  readonly p50: number;
  readonly p99: number;
  /** Answers by status; `0` = none. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Runs the load in a process of its own, so that it and what it measures share no event loop. */
export async function load(plan: Plan): Promise<Load> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'load-child.ts'), {
    execArgv: ['--conditions=@luneo/source'],
  });
  child.send(plan);
  const [result] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the load ended with ${code}`))),
  ])) as [Load];
  child.disconnect();
  return result;
}
