import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig, Secret, VARIABLES } from './index.ts';

const STRONG = 'kP3v9Xr1Qw8Zt6Ny4Bm2Lc7Hj5Gd0Fs1Ua';
const PRODUCTION = {
  LUNEO_ENV: 'production',
  APP_ORIGIN: 'https://app.brand.test',
  API_ORIGIN: 'https://api.brand.test',
  DATABASE_URL: 'postgresql://luneo_app:x@db/luneo',
  DATABASE_AUTH_URL: 'postgresql://luneo_auth:x@db/luneo',
  DATABASE_DIRECT_URL: 'postgresql://owner:x@db/luneo',
  LUNEO_SECRET: STRONG,
};

describe('configuration', () => {
  it('needs nothing in development', () => {
    expect(loadConfig({})).toMatchObject({
      ok: true,
      value: { PORT: 3000, LUNEO_ENV: 'development', HOST: '127.0.0.1' },
    });
  });

  it('reports every fault at once, with name, expectation and example, but no secret', () => {
    const result = loadConfig({ PORT: 'many', LOG_LEVEL: 'loud', LUNEO_SECRET: 'hunter2hunter2' });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.faults.map(({ name }) => name).sort()).toEqual(['LOG_LEVEL', 'LUNEO_SECRET', 'PORT']);
    expect(result.error.message).toContain('PORT is "many"; expected a number from 0 to 65535, e.g. 3000');
    expect(result.error.message).not.toContain('hunter2');
  });

  it('starts in production only with all that is required', () => {
    expect(loadConfig(PRODUCTION).ok).toBe(true);
    for (const name of Object.keys(PRODUCTION).filter((key) => key !== 'LUNEO_ENV')) {
      const result = loadConfig({ ...PRODUCTION, [name]: '' });
      expect(result, name).toMatchObject({ ok: false, error: { faults: [{ name }] } });
    }
  });

  it.each([
    'changeme-changeme-changeme-changeme',
    'a'.repeat(40),
    'short',
    'abababababababababababababababababab',
  ])('refuses the weak secret %s', (weak) => {
    expect(loadConfig({ ...PRODUCTION, LUNEO_SECRET: weak }).ok).toBe(false);
  });

  it('refuses an address with a path', () => {
    expect(loadConfig({ API_ORIGIN: 'https://api.brand.test/v1' }).ok).toBe(false);
  });

  it('names what a variable needs beside it', () => {
    const bucket = { STORAGE_S3_BUCKET: 'blobs', STORAGE_S3_REGION: 'auto', STORAGE_S3_ACCESS_KEY_ID: 'k' };
    const result = loadConfig(bucket);
    expect(result).toMatchObject({
      ok: false,
      error: { faults: [{ name: 'STORAGE_S3_SECRET_ACCESS_KEY' }] },
    });
    expect(loadConfig({ ...bucket, STORAGE_S3_SECRET_ACCESS_KEY: 's' }).ok).toBe(true);
  });

  it('accepts its own examples', () => {
    for (const [name, { schema, example, secret }] of Object.entries(VARIABLES))
      if (!secret) expect(schema.safeParse(example).success, name).toBe(true);
  });
});

it('never prints a secret', () => {
  const secret = new Secret(STRONG);
  for (const text of [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String(secret)])
    expect(text).not.toContain(STRONG);
  expect(secret.reveal()).toBe(STRONG);
});
