import { MemoryCache } from '@luneo/cache';
import { CodedError, fixedClock } from '@luneo/kernel';
import { describe, expect, it } from 'vitest';
import { ApiKeys, newKey, type SqlPool, WidgetTokens } from './index.ts';
import { ringTable } from './key-ring.kit.ts';
import { hashOf, looksLikeKey, prefixOf } from './secret.ts';

const code = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'ok';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
};

const claims = { brandId: 'b1', productId: 'p1', shopperId: 's1', keyId: 'k1' };

describe('keys', () => {
  it('carry kind and mode, and 190 random bits', () => {
    const { secret, prefix, hash } = newKey('secret', 'test');
    expect(secret).toMatch(/^sk_test_[A-Za-z0-9]{32}$/);
    expect(prefix).toBe(secret.slice(0, 16));
    expect(hash).toEqual(hashOf(secret));
    expect(newKey('publishable', 'live').secret).toMatch(/^pk_live_/);
    expect(looksLikeKey('publishable', secret)).toBe(false);
  });

  /** A table of one key. */
  function store(over: object = {}) {
    const { secret } = newKey('publishable', 'test');
    const row = {
      id: 'k1',
      brand_id: 'b1',
      mode: 'test',
      hash: hashOf(secret),
      allowed_origins: ['https://shop.test'],
      scopes: [],
      expires_at: null,
      revoked_at: null,
      ...over,
    };
    const pool: SqlPool = {
      query: async <Row>(_: string, values: readonly unknown[]) => ({
        rows: (values[0] === prefixOf(secret) ? [row] : []) as Row[],
      }),
    };
    const clock = fixedClock(Date.UTC(2026, 0, 1));
    return { secret, clock, keys: new ApiKeys({ pool, clock, cache: new MemoryCache(clock) }) };
  }

  it('are found by their whole text, not by the prefix', async () => {
    const { secret, keys } = store();
    expect(await keys.find('publishable', secret)).toMatchObject({
      brandId: 'b1',
      origins: ['https://shop.test'],
    });
    const forged = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    expect(await code(keys.find('publishable', forged))).toBe('unauthenticated');
  });

  it('answer alike when revoked, expired or unknown', async () => {
    const revoked = store({ revoked_at: new Date(0) });
    const expired = store({ expires_at: new Date(Date.UTC(2026, 0, 1)) });
    for (const { keys, secret } of [revoked, expired])
      expect(await code(keys.find('publishable', secret))).toBe('unauthenticated');
    expect(await code(store().keys.find('publishable', newKey('publishable', 'test').secret))).toBe(
      'unauthenticated',
    );
  });
});

describe('widget tokens', () => {
  const clock = fixedClock(Date.UTC(2026, 0, 1));
  const tokens = new WidgetTokens(ringTable(clock).ring());

  it('name brand, product and shopper, for fifteen minutes', async () => {
    const { token, expiresAt } = await tokens.sign(claims);
    expect(expiresAt.getTime()).toBe(clock.now() + 900_000);
    expect(await tokens.verify(token)).toMatchObject({
      brandId: 'b1',
      actor: { shopperId: 's1', productId: 'p1' },
    });
    clock.advance(901_000);
    expect(await code(tokens.verify(token))).toBe('token_expired');
  });

  it('renew the same shopper for a day, within the brand only', async () => {
    const { token } = await tokens.sign(claims);
    clock.advance(20 * 3_600_000);
    expect(await tokens.shopperOf(token, 'b1')).toBe('s1');
    expect(await tokens.shopperOf(token, 'b2')).toBeUndefined();
    clock.advance(5 * 3_600_000);
    expect(await tokens.shopperOf(token, 'b1')).toBeUndefined();
  });

  it('refuse another server’s signature and unsigned tokens', async () => {
    const other = await new WidgetTokens(ringTable(clock).ring()).sign(claims);
    expect(await code(tokens.verify(other.token))).toBe('unauthenticated');
    const [, payload] = (await tokens.sign(claims)).token.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(await code(tokens.verify(none))).toBe('unauthenticated');
  });
});
