import { createHmac, timingSafeEqual } from 'node:crypto';

const UUID_BYTES = 16;
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidFrom = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const sign = (key: Uint8Array, ids: Buffer): Buffer => createHmac('sha256', key).update(ids).digest();

/** A row of a brand that a link names. UUIDs. */
export interface LinkRef {
  readonly brandId: string;
  readonly id: string;
}

/** 86 characters: the two ids and their HMAC-SHA-256. Nothing of it is stored. One key a purpose. */
export function signedRef(key: Uint8Array, { brandId, id }: LinkRef): string {
  const ids = Buffer.concat([bytesOf(brandId), bytesOf(id)]);
  return Buffer.concat([ids, sign(key, ids)]).toString('base64url');
}

/** What a token names; undefined for one we did not sign. */
export function readSignedRef(key: Uint8Array, token: string): LinkRef | undefined {
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, 2 * UUID_BYTES);
  const given = bytes.subarray(2 * UUID_BYTES);
  const wanted = sign(key, ids);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return { brandId: uuidFrom(ids.subarray(0, UUID_BYTES)), id: uuidFrom(ids.subarray(UUID_BYTES)) };
}
