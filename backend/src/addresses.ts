import { createServer } from 'node:net';
import type { Values } from '@luneo/config';
import { freePort } from '@luneo/database';

export interface Addresses {
  readonly host: string;
  readonly port: number;
  readonly shopPort: number;
  /** Where browsers reach API, dashboard and widget. */
  readonly api: string;
  readonly app: string;
  readonly widget: string;
  readonly shop: string;
  /** Every name under which a browser here may open our own pages. */
  readonly pages: readonly string[];
  readonly shopOrigins: readonly string[];
}

const LOOPBACK = ['127.0.0.1', 'localhost'] as const;
const ANYWHERE = new Set(['0.0.0.0', '::']);
/** Names a browser on this machine may use for a listener. */
const namesOf = (host: string): readonly string[] =>
  ANYWHERE.has(host) || (LOOPBACK as readonly string[]).includes(host) ? LOOPBACK : [host];

/**
 * The demo shop goes by another name of this machine (`localhost`) than the API (`127.0.0.1`): to a browser
 * those are two sites, as a brand's shop and ours are, so cookies and storage are kept apart for real.
 */
export async function addressesOf(values: Values): Promise<Addresses> {
  const { HOST: host, PORT } = values;
  const port = PORT === 0 ? await freePort() : PORT;
  const shopPort = PORT === 0 ? await freePort() : PORT + 1;
  const names = namesOf(host);
  const api = values.API_ORIGIN ?? `http://${names[0]}:${port}`;
  const app = values.APP_ORIGIN ?? api;
  const shopOrigins = names.map((name) => `http://${name}:${shopPort}`);
  const shop = values.DEMO_SHOP_ORIGIN ?? shopOrigins.at(-1)!;
  return {
    host,
    port,
    shopPort,
    api,
    app,
    widget: values.CDN_ORIGIN ?? api,
    shop,
    pages: [
      ...new Set([
        app,
        ...(values.APP_ORIGIN === undefined ? names.map((name) => `http://${name}:${port}`) : []),
      ]),
    ],
    shopOrigins: [...new Set([shop, ...shopOrigins])],
  };
}

/** Throws with a way out when a port is taken; better before the database starts than after. */
export async function requirePorts({ host, port, shopPort }: Addresses, withShop: boolean): Promise<void> {
  for (const wanted of withShop ? [port, shopPort] : [port]) {
    const fault = await tryPort(host, wanted);
    if (fault === 'EADDRINUSE')
      throw new Error(
        `port ${wanted} is taken by another program. Stop it, or use another port: PORT=${wanted + 1000} npm start`,
      );
    if (fault !== undefined)
      throw new Error(`cannot listen on ${host}:${wanted} (${fault}); see HOST and PORT`);
  }
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
