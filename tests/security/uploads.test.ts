import type { Asset, Problem } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from '../api/kit/pictures.ts';
import { startServer, type TestServer } from '../api/kit/server.ts';
import { EVIL, type Hostile, hostileJpegs, hostileOthers, hostilePngs } from './hostile-rasters.ts';
import { hostileSvgs } from './hostile-svgs.ts';

/** The product's limit is five seconds of one core, four times that on the clock. */
const LONGEST_MS = 30_000;

const FILES: readonly Hostile[] = [
  ...(await hostilePngs()),
  ...(await hostileJpegs()),
  ...(await hostileOthers()),
  ...hostileSvgs(),
];

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'uploads.test.ts', worker: false });
});
afterAll(() => server?.stop());

const bearer = () => ({ authorization: `Bearer ${server.demo.secretKey}` });
const send = (bytes: Uint8Array, name = 'a.png', headers: Record<string, string> = {}): Promise<Response> => {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), name);
  return server.call('/v1/assets', { method: 'POST', headers: { ...bearer(), ...headers }, body: form });
};

describe('a hostile file', () => {
  it('comes in enough kinds', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(90);
    expect(new Set(FILES.map(({ name }) => name)).size).toBe(FILES.length);
  });

  it.each(FILES)('$name', async ({ bytes, fate }) => {
    const began = performance.now();
    const answer = await send(bytes);
    const body = (await answer.json()) as Asset & Problem;
    expect(performance.now() - began).toBeLessThan(LONGEST_MS);
    expect(JSON.stringify(body)).not.toContain('/etc/');
    if (fate === 'refused') {
      expect(body.code).toMatch(/^(upload_|payload_)/);
      expect(body.detail).not.toMatch(/node_modules|\/tmp\/|at .+:\d+/);
      return;
    }
    expect(answer.status).toBe(201);
    const stored = await server.call(`/v1/assets/${body.hash}/original`, { headers: bearer() });
    expect(stored.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await stored.arrayBuffer()).includes(EVIL)).toBe(false);
  });

  it('leaves a server behind that takes the next good one', async () => {
    expect((await send(await pngOf(30, 20))).status).toBe(201);
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../../../etc/passwd', 'passwd'],
    ['C:\\\\a.png', 'a.png'],
    ['\u202egnp.exe', 'gnp.exe'],
    [`${'n'.repeat(5_000)}.png`, 'n'.repeat(200)],
    ['<b>.png', '<b>.png'],
    ['\u200f', 'file'],
    ['👩‍🚀.png', '👩‍🚀.png'],
  ])('is a name and nothing else: %j', async (name, shown) => {
    const answer = await send(await pngOf(31, 21), name);
    expect(answer.status).toBe(201);
    expect(((await answer.json()) as Asset).fileName).toBe(shown);
  });
});

describe('a body', () => {
  it('is not unpacked before it is weighed', async () => {
    const answer = await server.call('/v1/quotes', {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/json', 'content-encoding': 'br' },
      // Brotli of 635,500 zeros and more: one byte to send, six hundred thousand to unpack.
      body: Buffer.from('5bffff5f0100100000', 'hex'),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('larger than fifty megabytes is refused while it comes', async () => {
    const answer = await send(new Uint8Array(51_000_000));
    expect(await answer.json()).toMatchObject({ status: 413, code: 'upload_too_large' });
  });

  it('of a thousand fields is refused', async () => {
    const form = new FormData();
    for (let i = 0; i < 1_000; i++) form.set(`f${i}`, 'x');
    const answer = await server.call('/v1/assets', { method: 'POST', headers: bearer(), body: form });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
