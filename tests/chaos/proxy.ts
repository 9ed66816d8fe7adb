import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** `true` = the connection ends here, with what was about to be told untold. */
export type Swallow = (answer: Buffer) => boolean;

/** A wire that sometimes takes an answer for itself: what was asked is done, and nobody hears of it. */
export class LossyWire {
  /** Answers swallowed so far. */
  swallowed = 0;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  /** Listens on a free port of the machine; answers with it. */
  async start(targetPort: number, swallow: Swallow): Promise<number> {
    const server = createServer((near) => this.#join(near, targetPort, swallow));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }

  #join(near: Socket, port: number, swallow: Swallow): void {
    const far = createConnection({ host: '127.0.0.1', port });
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end).on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    near.on('data', (chunk: Buffer) => far.write(chunk));
    far.on('data', (chunk: Buffer) => {
      if (!swallow(chunk)) return near.write(chunk);
      this.swallowed += 1;
      return end();
    });
  }
}

/** Each nth answer of an HTTP server that begins with a status of success. */
export function successes(everyNth: number): Swallow {
  let n = 0;
  return (answer) =>
    answer.subarray(0, 12).toString('latin1').startsWith('HTTP/1.1 2') && ++n % everyNth === 0;
}

/** PostgreSQL's CommandComplete of a COMMIT: type, length 11, tag. */
const COMMITTED = Buffer.concat([Buffer.from('C'), Buffer.from([0, 0, 0, 11]), Buffer.from('COMMIT\0')]);
export function commits(everyNth: number): Swallow {
  let n = 0;
  return (answer) => answer.includes(COMMITTED) && ++n % everyNth === 0;
}
