import { CodedError, fixedClock } from '@luneo/kernel';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { ringTable } from './key-ring.kit.ts';
import type { KeyRing } from './key-ring.ts';

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;

let clock: ReturnType<typeof fixedClock>;
let table: ReturnType<typeof ringTable>;
beforeEach(() => {
  clock = fixedClock(Date.UTC(2026, 0, 1));
  table = ringTable(clock);
});

const sign = async (ring: KeyRing, lifetimeS = 900) =>
  (await ring.sign({ audience: 'a', subject: 's', lifetimeS, claims: {} })).token;
const verdict = async (ring: KeyRing, token: string): Promise<string> => {
  try {
    await ring.verify(token, { audience: 'a', required: [] });
    return 'ok';
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
};
const kid = (token: string) => decodeProtectedHeader(token).kid;

describe('the ring of signing keys', () => {
  it('makes its first key by itself, and other processes prove what it signed', async () => {
    const token = await sign(table.ring());
    expect(await verdict(table.ring(), token)).toBe('ok');
    expect(table.rows()).toHaveLength(1);
  });

  it('publishes a new key before it signs, so that no process is met by a key it has not seen', async () => {
    const [one, two] = [table.ring(), table.ring()];
    const old = await sign(one);
    await verdict(two, old);
    clock.advance(MONTH_MS);
    await one.turn();
    expect((await one.published()).keys).toHaveLength(2);
    const straightAfter = await sign(one);
    expect(kid(straightAfter)).toBe(kid(old));
    expect(await verdict(two, straightAfter)).toBe('ok');
    clock.advance(11 * 60_000);
    const later = await sign(one);
    expect(kid(later)).not.toBe(kid(old));
    expect(await verdict(two, later)).toBe('ok');
    expect(await verdict(two, straightAfter)).toBe('ok');
  });

  it('turns once a month however often it is asked', async () => {
    const ring = table.ring();
    expect(await ring.turnIfOlder(MONTH_MS)).toBe(false);
    clock.advance(MONTH_MS);
    expect(await ring.turnIfOlder(MONTH_MS)).toBe(true);
    expect(await table.ring().turnIfOlder(MONTH_MS)).toBe(false);
  });

  it('forgets a key two days after the next took over, not before', async () => {
    const ring = table.ring();
    const token = await sign(ring, 90 * 86_400);
    clock.advance(MONTH_MS);
    await ring.turn();
    clock.advance(DAY_MS);
    await ring.turn();
    expect(await verdict(ring, token)).toBe('ok');
    clock.advance(3 * DAY_MS);
    await ring.turn();
    expect(await verdict(ring, token)).toBe('unauthenticated');
  });

  it('is proven by its published keys alone', async () => {
    const ring = table.ring();
    const { keys } = await ring.published();
    const currentDate = new Date(clock.now());
    const { payload } = await jwtVerify(await sign(ring), createLocalJWKSet({ keys }), {
      currentDate,
      issuer: 'luneo',
    });
    expect(payload.sub).toBe('s');
    expect(keys[0]).not.toHaveProperty('d');
    expect(JSON.stringify(table.rows())).not.toContain('PRIVATE');
  });

  it('starts anew under another secret; what was signed before still proves', async () => {
    const token = await sign(table.ring());
    const other = table.ring('b'.repeat(32));
    expect(await verdict(other, token)).toBe('ok');
    expect(kid(await sign(other))).not.toBe(kid(token));
  });

  it('refuses other audiences, other rings, and what is no token', async () => {
    const ring = table.ring();
    const token = await sign(ring);
    await expect(ring.verify(token, { audience: 'b', required: [] })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await verdict(ring, await sign(ringTable(clock).ring()))).toBe('unauthenticated');
    for (const nonsense of ['', 'a.b.c', 'e30.e30.e30'])
      expect(await verdict(ring, nonsense)).toBe('unauthenticated');
    clock.advance(901_000);
    expect(await verdict(ring, token)).toBe('token_expired');
  });
});
