import { expect, it } from 'vitest';
import { loggedBody, loggedHeaders } from './logged.ts';

it('keeps no secret of either side', () => {
  const kept = loggedHeaders({
    'content-type': 'text/plain',
    'set-cookie': 'sid=1',
    'webhook-signature': 'v1,abc',
    'x-api-key': 'k',
    authorization: 'Bearer x',
    'x-note': 'use sk_live_0123456789abcdef',
  });
  expect(kept).toMatchObject({ 'content-type': 'text/plain', 'x-note': 'use sk_live_(left out)' });
  expect(Object.values(kept).filter((value) => value === '(left out)')).toHaveLength(4);
  expect(loggedBody('expected whsec_c2VjcmV0c2VjcmV0 here')).toBe('expected whsec_(left out) here');
});

it('caps bodies and takes any bytes', () => {
  expect(loggedBody('x'.repeat(20_000))).toHaveLength(16_385);
  expect(loggedBody(Buffer.from([0, 0xff, 0x61]))).toBe('\uFFFD\uFFFDa');
  expect(loggedBody('a', true)).toBe('a…');
});
