import { createHash, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto';
import type { KeyMode } from './principal.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** 32 characters of 62: 190 bits. */
const SECRET_LENGTH = 32;
/** Shown in lists, and enough to find the row: 8 of the 32. */
const PREFIX_LENGTH = 8;

export type KeyKind = 'secret' | 'publishable';
const LETTER = { secret: 'sk', publishable: 'pk' } as const;

export interface NewKey {
  /** Shown once, never stored. */
  readonly secret: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** `sk_test_…` or `pk_live_…` and what is stored of it. */
export function newKey(kind: KeyKind, mode: KeyMode): NewKey {
  let tail = '';
  while (tail.length < SECRET_LENGTH) tail += ALPHABET[randomInt(ALPHABET.length)];
  const secret = `${LETTER[kind]}_${mode}_${tail}`;
  return { secret, prefix: prefixOf(secret), hash: hashOf(secret) };
}

const SHAPE = /^(sk|pk)_(test|live)_[A-Za-z0-9]{16,64}$/;

export const looksLikeKey = (kind: KeyKind, text: string): boolean =>
  SHAPE.test(text) && text.startsWith(LETTER[kind]);

/** `sk_test_` and eight characters. */
export const prefixOf = (secret: string): string => secret.slice(0, 'sk_test_'.length + PREFIX_LENGTH);

/** Equal without telling by its time how far. */
export const sameHash = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);

/** A key for one purpose from the one secret of the configuration (HKDF-SHA-256, 32 bytes). */
export const deriveKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'luneo', purpose, 32));
