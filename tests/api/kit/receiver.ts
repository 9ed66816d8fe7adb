import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body: what the signature is over. */
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  /** In the order they came. */
  readonly received: readonly Received[];
  /** How the next calls are answered: status, or never. 204 when the list is used up. */
  readonly answers: (
    | number
    | 'never'
    | { status: number; headers?: Record<string, string>; body?: string }
  )[];
  /** Most calls that were open at a time. */
  readonly mostOpen: () => number;
  stop(): void;
}

/** A brand's own server, as a receiver of webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Receiver['answers'] = [];
  let [open, mostOpen] = [0, 0];
  const server = createServer(async (request, response) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    received.push(await read(request));
    const answer = answers.shift() ?? 204;
    if (answer === 'never') return;
    const { status, headers = {}, body = '' } = typeof answer === 'number' ? { status: answer } : answer;
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answers,
    mostOpen: () => mostOpen,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return {
    path: request.url!,
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

/** The message, proven by the vendor's library; throws where it is not what the sender signed. */
export const verified = (
  secret: string,
  { headers, body }: Received,
): { type: string; data: object; id: string } =>
  new Webhook(secret).verify(body, { ...headers }) as { type: string; data: object; id: string };
