import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

interface Scope {
  /** Statements of the request, in order. */
  readonly statements: string[];
  readonly method?: string;
}

/** What was asked of the database: by the request that asked, and by the repository method. */
export interface SqlRecorder {
  /** Statements of the last request whose path this was. */
  of(path: string): readonly string[];
  /** Statements by `Class.method`; a method that was never called has none. */
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
}

type Method = (...args: unknown[]) => unknown;

const MODULES = join(import.meta.dirname, '../../../apps/b2b-api/dist/modules');

/** Listens to every statement of this process from now on. The server must run in it. */
export async function recordSql(): Promise<SqlRecorder> {
  const scopes = new AsyncLocalStorage<Scope>();
  const requests = new Map<string, string[]>();
  const methods = new Map<string, Set<string>>();
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: { url: string } };
    const statements: string[] = [];
    requests.set(request.url.split('?')[0]!, statements);
    scopes.enterWith({ statements });
  });
  listen((text) => {
    const scope = scopes.getStore();
    scope?.statements.push(text);
    if (scope?.method !== undefined) methods.get(scope.method)!.add(text);
  });
  for (const { name, prototype } of await repositories())
    for (const [method, run] of ownMethods(prototype)) {
      const key = `${name}.${method}`;
      methods.set(key, new Set());
      prototype[method] = function (this: unknown, ...args: unknown[]) {
        const scope = { statements: scopes.getStore()?.statements ?? [], method: key };
        // Queries of Prisma begin when somebody waits for them: that has to be in here.
        return scopes.run(scope, () => begun(run.apply(this, args)));
      };
    }
  return { of: (path) => requests.get(path) ?? [], methods };
}

const begun = (answer: unknown): unknown =>
  answer instanceof Object && 'then' in answer ? (answer as Promise<unknown>).then((value) => value) : answer;

function listen(tell: (statement: string) => void): void {
  const prototype = pg.Client.prototype as unknown as { query: Method };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [asked] = args;
    const text = typeof asked === 'string' ? asked : (asked as { text?: string } | undefined)?.text;
    if (text !== undefined) tell(readable(text));
    return query.apply(this, args);
  };
}

interface RepositoryClass {
  readonly name: string;
  readonly prototype: Record<string, Method>;
}

async function repositories(): Promise<RepositoryClass[]> {
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.repository.js'))
    .sort();
  const loaded = await Promise.all(
    files.map((file) => import(pathToFileURL(join(MODULES, file)).href) as Promise<Record<string, unknown>>),
  );
  return loaded
    .flatMap((module) => Object.values(module))
    .filter(
      (value): value is RepositoryClass => typeof value === 'function' && /Repository$/.test(value.name),
    );
}

const ownMethods = (prototype: Record<string, Method>): [string, Method][] =>
  Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor' && typeof prototype[name] === 'function')
    .map((name) => [name, prototype[name]!]);

/** One line, without the quotes and schema names that Prisma writes; lists of values count as one. */
function readable(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .replace(/"public"\./g, '')
    .replace(/"(\w+)"/g, '$1')
    .replace(/\b(\w+)\.(\w+) AS \2\b/g, '$1.$2')
    .replace(/\$\d+/g, '$')
    .replace(/\(\$(, ?\$)+\)(, ?\(\$(, ?\$)*\))*/g, '($…)')
    .replace(/\bIN \(\$\)/g, 'IN ($…)')
    .trim();
}
