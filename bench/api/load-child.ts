import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Load, Plan, Shot } from './load.ts';

/** Requests before those that count. */
const WARM_SHARE = 0.1;

interface Answer {
  readonly status: number;
  readonly ms: number;
}

const fill = (text: string, { n, unique, each }: { n: number; unique: number; each: string }): string =>
  text.replaceAll('{n}', String(n)).replaceAll('{unique}', String(unique)).replaceAll('{each}', each);

class Gun {
  readonly #agent: Agent;
  readonly #origin: URL;
  readonly #shot: Shot;
  #fired = 0;

  constructor({ origin, shot, connections }: Plan) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#origin = new URL(origin);
    this.#shot = shot;
  }

  fire(connection: number, count: number, dueAt: number): Promise<Answer> {
    const { method, path, headers, body, each = [''], from = 0 } = this.#shot;
    const word = each[connection % each.length]!;
    const filled = { n: from + count, unique: from + this.#fired++, each: word };
    const said = (text: string): string => fill(text, filled);
    const bytes = body === undefined ? undefined : Buffer.from(said(body));
    return new Promise((resolve) => {
      const end = (status: number): void => resolve({ status, ms: performance.now() - dueAt });
      const call = request(
        {
          agent: this.#agent,
          host: this.#origin.hostname,
          port: this.#origin.port,
          method,
          path: said(path),
          headers: {
            ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, said(value)])),
            ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }),
          },
        },
        (answer) => {
          answer.resume();
          answer.once('close', () => end(answer.complete ? answer.statusCode! : 0));
        },
      );
      call.once('error', () => end(0));
      call.end(bytes);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function closedLoop(gun: Gun, { seconds, connections }: Plan): Promise<Answer[]> {
  const end = performance.now() + seconds * 1000;
  const lists = await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const answers: Answer[] = [];
      for (let n = 0; performance.now() < end; n++)
        answers.push(await gun.fire(connection, n, performance.now()));
      return answers;
    }),
  );
  return lists.flat();
}

/** A request each 1/rate seconds, however slow the answers: waiting for one's turn counts. */
async function openLoop(gun: Gun, { seconds, connections }: Plan, rate: number): Promise<Answer[]> {
  const begin = performance.now();
  const count = Math.round(seconds * rate);
  const answers: Promise<Answer>[] = [];
  for (let n = 0; n < count; ) {
    const due = begin + (n * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    for (; n < count && begin + (n * 1000) / rate <= performance.now(); n++)
      answers.push(gun.fire(n % connections, n, begin + (n * 1000) / rate));
    await new Promise(setImmediate);
  }
  return Promise.all(answers);
}

function summary(answers: readonly Answer[], seconds: number): Load {
  const counted = answers.slice(Math.floor(answers.length * WARM_SHARE));
  const good = counted
    .filter(({ status }) => status >= 200 && status < 300)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  const at = (share: number): number =>
    good[Math.min(good.length - 1, Math.floor(good.length * share))] ?? Number.NaN;
  const all = answers.filter(({ status }) => status >= 200 && status < 300).length;
  return { sent: answers.length, perSecond: all / seconds, p50: at(0.5), p99: at(0.99), statuses };
}

process.once('message', async (plan: Plan) => {
  const gun = new Gun(plan);
  const begin = performance.now();
  const answers =
    plan.rate === undefined ? await closedLoop(gun, plan) : await openLoop(gun, plan, plan.rate);
  const seconds = (performance.now() - begin) / 1000;
  gun.close();
  process.send!(summary(answers, seconds));
});
