import type { DatabaseUrls } from '@luneo/database';
import { absentIds } from '../api/kit/requests.ts';
import { allowed } from '../authz/matrix.ts';
import { type Caller, CROSS_SITE, createWorld, type World } from '../authz/world.ts';
import { Judge } from './judge.ts';
import { type Document, type Operation, operationsOf } from './operations.ts';
import { Random } from './random.ts';
import { BODIES, NO_IDS, spoil } from './spoil.ts';
import { type Schema, type Source, valueFor } from './values.ts';

export interface Outcome {
  readonly calls: number;
  readonly operations: number;
  /** Answers of 500 and above. */
  readonly serverErrors: number;
  /** Answers other than the document promises. */
  readonly misfits: number;
  /** Bytes of the demo brand seen by another. */
  readonly foreignBytes: number;
  /** How often each class of status came. */
  readonly classes: Readonly<Record<string, number>>;
  /** The first of each kind, to repeat by hand. */
  readonly faults: readonly string[];
}

const AT_ONCE = 6;
const LONGEST_MS = 30_000;

/** Calls operations of the document with right and wrong values as every kind of caller. Same seed, same calls. */
export async function fuzz(
  urls: DatabaseUrls,
  { calls, seed, say }: { readonly calls: number; readonly seed: number; say(line: string): void },
): Promise<Outcome> {
  const world = await createWorld(urls);
  try {
    const answer = await world.server.call('/v1/openapi.json');
    const document = (await answer.json()) as Document;
    const run = new Run(world, document);
    for (let at = 0; at < calls; at += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, calls - at) }, (_, i) =>
        run.call(new Random(seed * 1_000_003 + at + i)),
      );
      await Promise.all(batch);
      if (at % 1_002 === 0) say(`${at} of ${calls} calls`);
    }
    return run.outcome(calls);
  } finally {
    await world.stop();
  }
}

class Run {
  readonly #world: World;
  readonly #schemas: Document['components']['schemas'];
  readonly #operations: readonly Operation[];
  readonly #judge: Judge;
  readonly #faults = new Map<string, string>();
  readonly #classes: Record<string, number> = {};
  #serverErrors = 0;
  #misfits = 0;
  #foreignBytes = 0;

  constructor(world: World, document: Document) {
    this.#world = world;
    this.#schemas = document.components.schemas;
    this.#operations = operationsOf(document);
    this.#judge = new Judge(document);
  }

  outcome(calls: number): Outcome {
    return {
      calls,
      operations: this.#operations.length,
      serverErrors: this.#serverErrors,
      misfits: this.#misfits,
      foreignBytes: this.#foreignBytes,
      classes: this.#classes,
      faults: [...this.#faults.values()],
    };
  }

  async call(random: Random): Promise<void> {
    const operation = random.pick(this.#operations);
    const caller = this.#caller(operation, random);
    const [path, init] = this.#request(operation, caller, random);
    const answer = await this.#world.server
      .call(path, { ...init, signal: AbortSignal.timeout(LONGEST_MS) })
      .catch((error: Error) => error);
    const told = `${operation.id} as ${caller.name}: ${operation.method} ${path.slice(0, 300)} ${String(init.body ?? '').slice(0, 400)}`;
    if (answer instanceof Error) {
      this.#serverErrors++;
      this.#note(operation, 'no answer', `${told} -> ${answer.message}`);
      return;
    }
    const { status } = answer;
    const type = answer.headers.get('content-type') ?? '';
    const text = await answer.text();
    const group = `${Math.floor(status / 100)}xx`;
    this.#classes[group] = (this.#classes[group] ?? 0) + 1;
    const fault = this.#judge.fault(operation, { status, type, text });
    if (status >= 500) this.#serverErrors++;
    else if (fault !== undefined) this.#misfits++;
    if (fault !== undefined) this.#note(operation, fault.slice(0, 60), `${told} -> ${fault}`);
    this.#leaks(caller, `${JSON.stringify([...answer.headers])}${text}`, init, told);
  }

  /** What was sent may come back: only words the caller did not bring along tell something. */
  #leaks(caller: Caller, raw: string, init: RequestInit, told: string): void {
    const foreign = caller.brand === 'other' || caller.kind === undefined;
    if (!foreign || caller.name === CROSS_SITE) return;
    const sent = typeof init.body === 'string' ? init.body : '';
    for (const word of this.#world.canaries)
      if (raw.includes(word) && !sent.includes(word)) {
        this.#foreignBytes += word.length;
        this.#faults.set(`leak ${word}`, `${told} -> tells ${word}`);
      }
  }

  #note(operation: Operation, kind: string, line: string): void {
    const key = `${operation.id} ${kind}`;
    if (!this.#faults.has(key)) this.#faults.set(key, line);
  }

  /** Mostly somebody who is let in, so that what lies behind the door is tried too. */
  #caller(operation: Operation, random: Random): Caller {
    const route = this.#world.promised.find(({ id }) => id === operation.id)?.route;
    const welcome = this.#world.callers.filter(
      (caller) =>
        route !== undefined &&
        // A brand kept out would shut every other door of the run.
        operation.id !== 'suspendBrand' &&
        (route.permission !== undefined || route.credentials.includes('platform')) &&
        allowed({ route }, caller),
    );
    const others = this.#world.callers.filter((caller) => caller.kind !== 'platform');
    return random.pick(welcome.length > 0 && random.chance(0.8) ? welcome : others);
  }

  #request(operation: Operation, caller: Caller, random: Random): [string, RequestInit] {
    const source = this.#source(random);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => this.#id(name, random));
    const query = this.#query(operation, source);
    const headers: Record<string, string> = { ...caller.headers };
    for (const { name, in: where, schema } of operation.parameters)
      if (where === 'header' && random.chance(0.3)) headers[name] = printable(valueFor(schema, source));
    const body = this.#body(operation, source, headers);
    return [
      `${path}${query}`,
      { method: operation.method, headers, ...(body === undefined ? {} : { body }), redirect: 'manual' },
    ];
  }

  #id(name: string, random: Random): string {
    const real = this.#world.requests.real[name];
    if (real !== undefined && random.chance(0.7)) return real;
    if (random.chance(0.5)) return absentIds()[name] ?? 'x';
    return random.chance(0.3)
      ? random.pick(Object.values(this.#world.requests.real)).replaceAll('/', '')
      : random.pick(NO_IDS);
  }

  #query({ parameters }: Operation, source: Source): string {
    const { random } = source;
    const query = new URLSearchParams();
    for (const { name, in: where, required, schema } of parameters) {
      if (where !== 'query' || !(required || random.chance(0.4))) continue;
      const value = valueFor(schema, source);
      query.append(name, wordOf(random.chance(0.2) ? spoil(value, random) : value).slice(0, 3_000));
    }
    if (random.chance(0.03)) query.append(random.pick(['__proto__', 'brandId', 'a[b][c]']), 'x');
    return query.size > 0 ? `?${query}` : '';
  }

  #body(
    { id, body }: Operation,
    source: Source,
    headers: Record<string, string>,
  ): string | FormData | undefined {
    const { random } = source;
    const schema = body['application/json']?.schema;
    if (schema === undefined && body['multipart/form-data'] === undefined) return undefined;
    if (schema === undefined) {
      const form = new FormData();
      if (random.chance(0.9)) form.set('file', new Blob([random.pick(source.words)]), 'a.png');
      return form;
    }
    if (random.chance(0.97)) headers['content-type'] = 'application/json';
    else
      headers['content-type'] = random.pick([
        'text/plain',
        'application/xml',
        'application/json; charset=utf-7',
        '',
      ]);
    if (random.chance(0.04)) return random.pick(BODIES);
    const right = this.#world.requests.bodies[id as keyof World['requests']['bodies']];
    const whole = right !== undefined && random.chance(0.6) ? right : valueFor(schema, source);
    return JSON.stringify(random.chance(0.75) ? spoil(whole, random) : whole);
  }

  #source(random: Random): Source {
    const words = [
      ...Object.values(this.#world.requests.real),
      ...Object.values(absentIds()),
      'front',
      'mug',
      'EUR',
      'en',
      '#102030',
      'Größe 🎉 سلام',
      'a',
      'https://example.test/hook',
      'FR',
    ];
    return { random, words, resolve: (ref) => this.#resolve(ref) };
  }

  #resolve(ref: string): Schema {
    return this.#schemas[ref.slice(ref.lastIndexOf('/') + 1)] ?? {};
  }
}

const wordOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Header values are Latin-1 without control characters. */
const printable = (value: unknown): string =>
  String(value)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim() || 'x';
