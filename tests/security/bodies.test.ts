import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../api/kit/server.ts';
import { boxLayer, design, frozen, openWidget, orderOf } from '../api/kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'bodies.test.ts', worker: false });
});
afterAll(() => server?.stop());

const json = { 'content-type': 'application/json' };
const send = (path: string, body: string, bearer = server.demo.secretKey, method = 'POST') =>
  server.call(path, { method, headers: { ...json, authorization: `Bearer ${bearer}` }, body });

describe('fields that are not the caller’s to set', () => {
  it('change nothing of an order', async () => {
    const version = await frozen(server);
    const order = orderOf('M-1', [version]);
    const more = {
      id: 'ord_00000000000000000000000000',
      brandId: 'brd_00000000000000000000000000',
      status: 'produced',
      totalMinor: 1,
      createdAt: '2000-01-01T00:00:00Z',
    };
    const lines = order.lines.map((line) => ({
      ...line,
      unitMinor: 1,
      totalMinor: 1,
      status: 'produced',
      brandId: more.brandId,
    }));
    const answer = await send('/v1/orders', JSON.stringify({ ...order, ...more, lines }));
    if (answer.status >= 400) {
      expect(answer.status).toBe(400);
      return;
    }
    const placed = (await answer.json()) as Record<string, unknown>;
    expect(placed.id).not.toBe(more.id);
    expect(placed.status).not.toBe('produced');
    expect(placed.totalMinor).not.toBe(1);
    expect(Date.parse(String(placed.createdAt))).toBeGreaterThan(Date.parse('2020-01-01'));
  });

  it('change nothing of a design', async () => {
    const { token, product } = await openWidget(server, 'mug');
    const document = design(product, [boxLayer('box')]);
    const body = {
      productId: product.id,
      document,
      shopperId: 'somebody',
      revision: 99,
      frozen: true,
      brandId: 'x',
    };
    const answer = await send('/v1/designs', JSON.stringify(body), token);
    if (answer.status >= 400) expect(answer.status).toBe(400);
    else expect(await answer.json()).toMatchObject({ revision: 1 });
  });
});

describe('prototypes', () => {
  it.each([
    '{"__proto__":{"polluted":true},"productId":"x"}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"draft":{"__proto__":{"polluted":true},"slug":"a"}}',
    '{"rules":{"__proto__":{"isAdmin":true}}}',
  ])('stay as they are: %s', async (body) => {
    for (const path of ['/v1/quotes', '/v1/products', '/v1/orders', '/v1/designs']) {
      expect((await send(path, body)).status).toBeLessThan(500);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    }
  });

  it('are no layers of a design', async () => {
    const { token, product } = await openWidget(server, 'mug');
    const good = JSON.stringify({ productId: product.id, document: design(product, [boxLayer('box')]) });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const answer = await send('/v1/designs', good.replaceAll('"box"', JSON.stringify(name)), token);
      expect(answer.status).toBeLessThan(500);
      expect(({} as Record<string, unknown>).type).toBeUndefined();
    }
  });
});

describe('bodies meant to tire the server', () => {
  const timed = async (body: string, path = '/v1/quotes'): Promise<[number, number]> => {
    const began = performance.now();
    const { status } = await send(path, body);
    return [status, performance.now() - began];
  };

  it.each([
    ['a hundred thousand arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a hundred thousand objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['two hundred thousand keys', `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
    ['a number of a megabyte', `{"quantity":${'9'.repeat(1_000_000)}}`],
    [
      'the same key a hundred thousand times',
      `{${Array.from({ length: 100_000 }, () => '"a":1').join(',')}}`,
    ],
  ])('%s', async (_, body) => {
    const [status, ms] = await timed(body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(ms).toBeLessThan(5_000);
  });

  it('past the limit get 413', async () => {
    const [status] = await timed(`{"x":"${'y'.repeat(3_000_000)}"}`);
    expect(status).toBe(413);
  });

  it('with a design of many layers are weighed before they are drawn', async () => {
    const { token, product } = await openWidget(server, 'mug');
    const layers = Array.from({ length: 5_000 }, (_, i) => boxLayer(`b${i}`));
    const answer = await send(
      '/v1/designs',
      JSON.stringify({ productId: product.id, document: design(product, layers) }),
      token,
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
