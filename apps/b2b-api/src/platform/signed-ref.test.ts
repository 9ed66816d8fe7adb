import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSignedRef, signedRef } from './signed-ref.ts';

const key = new Uint8Array(32).fill(7);
const ref = fc.record({ brandId: fc.uuid(), id: fc.uuid() });

it('names what was signed, and nothing when a character of it is another', () => {
  fc.assert(
    fc.property(ref, fc.nat(85), fc.constantFrom('A', 'z', '0', '_'), (one, at, other) => {
      const token = signedRef(key, one);
      expect(token).toMatch(/^[A-Za-z0-9_-]{86}$/);
      expect(readSignedRef(key, token)).toEqual(one);
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
      // The last character has two bits that no byte holds.
      const same = Buffer.from(changed, 'base64url').equals(Buffer.from(token, 'base64url'));
      expect(readSignedRef(key, changed)).toEqual(same ? one : undefined);
      expect(readSignedRef(new Uint8Array(32).fill(8), token)).toBeUndefined();
    }),
  );
});
