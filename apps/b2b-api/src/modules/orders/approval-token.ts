import { createHmac, timingSafeEqual } from 'node:crypto';

const UUID_BYTES = 16;
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidFrom = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const sign = (key: Uint8Array, ids: Buffer): Buffer => createHmac('sha256', key).update(ids).digest();

/** Of a request for approval. UUIDs. */
export interface ApprovalRef {
  readonly brandId: string;
  readonly approvalId: string;
}

/** 86 characters: the two ids and their HMAC-SHA-256. Nothing of it is stored. */
export function approvalToken(key: Uint8Array, { brandId, approvalId }: ApprovalRef): string {
  const ids = Buffer.concat([bytesOf(brandId), bytesOf(approvalId)]);
  return Buffer.concat([ids, sign(key, ids)]).toString('base64url');
}

/** What a token names; undefined for one we did not sign. */
export function readApprovalToken(key: Uint8Array, token: string): ApprovalRef | undefined {
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, 2 * UUID_BYTES);
  const given = bytes.subarray(2 * UUID_BYTES);
  const wanted = sign(key, ids);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return {
    brandId: uuidFrom(ids.subarray(0, UUID_BYTES)),
    approvalId: uuidFrom(ids.subarray(UUID_BYTES)),
  };
}
