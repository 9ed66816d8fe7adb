import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP, startServer, type TestServer } from './kit/server.ts';

const INLINE = 'document.title = "x"';
let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-widget-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'loader.js'), 'window.Luneo = {}');
  await writeFile(
    join(folder, 'frame.html'),
    `<script>${INLINE}</script><script src="./assets/a.js"></script>`,
  );
  await writeFile(join(folder, 'assets/a-1.js'), 'export {}');
  server = await startServer({
    file: 'widget.test.ts',
    worker: false,
    widgetFolder: folder,
    requestsPerMinute: 40,
  });
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the customizer’s files', () => {
  it('give the loader to every page', async () => {
    const { status, headers } = await server.call('/widget/v1/loader.js');
    expect(status).toBe(200);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('show the frame in the key’s shops only, and run its own scripts only', async () => {
    const { status, headers } = await server.call(`/widget/v1/frame?key=${server.demo.publishableKey}`);
    expect(status).toBe(200);
    const csp = headers.get('content-security-policy')!;
    expect(csp).toContain(`frame-ancestors ${SHOP}`);
    expect(csp).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/]{43}='(;|$)/);
    expect(csp).not.toContain("script-src 'self' 'unsafe-inline'");
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it('show no frame for an unknown key', async () => {
    const { status, headers } = await server.call(`/widget/v1/frame?key=pk_test_${'A'.repeat(32)}`);
    expect(status).toBe(401);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('keep hashed assets for ever and nothing outside their folder', async () => {
    const asset = await server.call('/widget/v1/assets/a-1.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of ['../frame.html', '%2e%2e/frame.html', '..%2fframe.html', 'missing.js'])
      expect((await server.call(`/widget/v1/assets/${path}`)).status, path).not.toBe(200);
  });
});

describe('the rate limit', () => {
  it('answers a problem with Retry-After, and leaves health alone', async () => {
    const headers = { authorization: `Bearer ${server.demo.secretKey}` };
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => server.call('/v1/products', { headers })),
    );
    const limited = answers.find(({ status }) => status === 429)!;
    expect(limited.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await limited.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await server.call('/health/live')).status).toBe(200);
  });
});
