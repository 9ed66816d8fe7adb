import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startNames } from './dns.fixture.ts';
import { kindOf, Outbound, type Resolve } from './index.ts';

/** An internal service nobody from outside may reach: it counts who came. */
let canary: Server;
let sockets = 0;
let port = 0;
let answer: RequestListener;

beforeAll(async () => {
  canary = createServer((request, response) => answer(request, response));
  canary.on('connection', () => {
    sockets += 1;
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});
beforeEach(() => {
  answer = (_, response) => response.end('internal');
  canary.closeAllConnections();
  sockets = 0;
});

const request = { method: 'POST', body: '{}', timeoutMs: 2_000, maxBytes: 1_000 } as const;
const guarded = (resolve?: Resolve) =>
  new Outbound({ ports: [port], connectTimeoutMs: 500, ...(resolve && { resolve }) });
/** As development and tests have it. */
const local = () => new Outbound({ loopback: true });
const here = () => `http://127.0.0.1:${port}`;

/** A public address no route leads to: unassigned, so that no packet of a test leaves the machine. */
const NOWHERE = { address: '2000::1', family: 6 } as const;

describe('a name that changes where it leads', () => {
  /** Public to whoever asks first, internal to whoever asks next. */
  const rebinding = (): { resolve: Resolve; asked: () => number } => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [asked === 1 ? NOWHERE : { address: '127.0.0.1', family: 4 }];
    };
    return { resolve, asked: () => asked };
  };

  it('gets past whoever checks first and connects by name afterwards', async () => {
    const { resolve } = rebinding();
    const [first] = await resolve('rebind.example');
    expect(kindOf(first!.address)).toBe('public');
    const call = get({
      host: 'rebind.example',
      port,
      lookup: async (host, _, done) => done(null, [...(await resolve(host))]),
    });
    await once(call, 'response');
    call.destroy();
    expect(sockets).toBe(1);
  });

  it('never gets past the guard, however often it changes', async () => {
    const { resolve, asked } = rebinding();
    const outbound = guarded(resolve);
    for (let n = 1; n <= 5; n++) {
      await expect(
        outbound.send({ ...request, url: `https://rebind.example:${port}/` }),
      ).rejects.toMatchObject({
        code: n === 1 ? 'outbound_failed' : 'url_refused',
      });
      // One question a socket: the address that was checked is the address that is used.
      expect(asked()).toBe(n);
    }
    expect(sockets).toBe(0);
    await outbound.close();
  });

  it('is refused when a real name server answers with an internal address', async () => {
    const names = await startNames(['10.0.0.7', '169.254.169.254', '127.0.0.1']);
    const outbound = guarded(names.resolve);
    for (let n = 0; n < 4; n++)
      await expect(
        outbound.send({ ...request, url: `https://metadata.example:${port}/` }),
      ).rejects.toMatchObject({
        code: 'url_refused',
        fault: { params: { reason: 'address' } },
      });
    expect(names.asked()).toBe(4);
    expect(sockets).toBe(0);
    names.stop();
    await outbound.close();
  });

  it('is refused when one of its addresses is internal', async () => {
    const outbound = guarded(async () => [NOWHERE, { address: '127.0.0.1', family: 4 }]);
    await expect(outbound.send({ ...request, url: `https://two.example:${port}/` })).rejects.toMatchObject({
      code: 'url_refused',
    });
    expect(sockets).toBe(0);
    await outbound.close();
  });
});

describe('sockets', () => {
  it('of other code, kept open, are not used', async () => {
    await (await fetch(here())).text();
    expect(sockets).toBe(1);
    const outbound = guarded();
    for (const url of [here(), `https://127.0.0.1:${port}`, `https://localhost:${port}`])
      await expect(outbound.send({ ...request, url })).rejects.toMatchObject({ code: 'url_refused' });
    expect(sockets).toBe(1);
    await outbound.close();
  });

  it('of its own are kept for the next call to the same origin', async () => {
    const outbound = local();
    for (let n = 0; n < 6; n++) expect((await outbound.send({ ...request, url: here() })).status).toBe(200);
    expect(sockets).toBeLessThan(3);
    await outbound.close();
  });

  it('go to literal addresses only where those are allowed, though no lookup is asked', async () => {
    const outbound = new Outbound({ loopback: true, resolve: async () => [] });
    expect((await outbound.send({ ...request, url: here() })).body.toString()).toBe('internal');
    await outbound.close();
  });
});

describe('answers', () => {
  it.each([301, 302, 303, 307, 308])('with a redirect (%i) are not followed', async (status) => {
    let calls = 0;
    answer = (_, response) => {
      calls += 1;
      response.writeHead(status, { location: `${here()}/secret` }).end();
    };
    const outbound = local();
    expect(await outbound.send({ ...request, url: here() })).toMatchObject({ status });
    expect(calls).toBe(1);
    await outbound.close();
  });

  it('are read up to a limit, and a flood does not go on', async () => {
    let written = 0;
    answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64_000))) written += 64_000;
        response.once('drain', more);
      };
      more();
    };
    const outbound = local();
    const found = await outbound.send({ ...request, url: here() });
    expect(found).toMatchObject({ status: 200, truncated: true });
    expect(found.body).toHaveLength(1_000);
    expect(written).toBeLessThan(20_000_000);
    await outbound.close();
  });

  it.each(['never come', 'drip'])('that %s end at the time limit', async (how) => {
    answer = (_, response) => {
      if (how === 'never come') return;
      const drip = setInterval(() => response.write('x'), 50);
      response.once('close', () => clearInterval(drip));
    };
    const outbound = local();
    const failed = outbound.send({ ...request, url: here(), timeoutMs: 300, maxBytes: 1_000_000 });
    await expect(failed).rejects.toMatchObject({
      code: 'outbound_failed',
      fault: { params: { reason: 'timeout' } },
    });
    await outbound.close();
  });

  it('that never begin say why in a word', async () => {
    const outbound = new Outbound({
      loopback: true,
      resolve: async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
    });
    await expect(outbound.send({ ...request, url: 'http://localhost:1/' })).rejects.toMatchObject({
      fault: { params: { reason: 'name_unknown' } },
    });
    await expect(outbound.send({ ...request, url: `https://127.0.0.1:${port}/` })).rejects.toMatchObject({
      fault: { params: { reason: 'tls' } },
    });
    await expect(outbound.send({ ...request, url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
      fault: { params: { reason: 'connection_refused' } },
    });
    await outbound.close();
  });
});
