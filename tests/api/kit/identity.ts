import { linkOf, type Sent } from '@luneo/notifications';
import type { TestServer } from './server.ts';

/** A browser at our own pages: keeps cookies, sends our origin. */
export class Browser {
  readonly #server: TestServer;
  readonly #cookies = new Map<string, string>();
  readonly #headers: Readonly<Record<string, string>>;

  constructor(server: TestServer, headers: Readonly<Record<string, string>> = {}) {
    this.#server = server;
    this.#headers = headers;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: { method?: string; body?: unknown } = {}): Promise<Response> {
    const url = path.startsWith('http') ? path : `${this.#server.origin}${path}`;
    const { method = init.body === undefined ? 'GET' : 'POST', body } = init;
    return this.send(url, {
      method,
      headers: {
        origin: this.#server.origin,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.#headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** A request as it is, with the cookies. */
  async send(
    url: string,
    { headers, ...init }: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<Response> {
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(this.#cookies.size > 0 && { cookie: this.cookie }), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const gone = value === '' || attributes.some((part) => /^\s*max-age=0$/i.test(part));
      if (gone) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }

  async json<T = Record<string, unknown>>(path: string, init?: { method?: string; body?: unknown }) {
    const answer = await this.fetch(path, init);
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as T };
  }

  /** Who the server thinks this is, or undefined. */
  async whoami(): Promise<string | undefined> {
    const { status, body } = await this.json<{ user?: { email: string } }>('/v1/me');
    return status === 200 ? body.user?.email : undefined;
  }
}

/** Messages written to an address, newest first. */
export async function inbox(server: TestServer, to: string): Promise<readonly Sent[]> {
  const { rows } = await server.database.authPool.query<Sent>(
    'SELECT kind, subject, text, html, locale FROM auth.message WHERE recipient = $1 ORDER BY created_at DESC, id DESC',
    [to],
  );
  return rows;
}

/** The link of the newest message to an address. */
export async function newestLink(server: TestServer, to: string): Promise<string> {
  const [newest] = await inbox(server, to);
  const link = newest && linkOf(newest);
  if (link === undefined) throw new Error(`nothing was written to ${to}`);
  return link;
}
