import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

export const newWebhookSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** As the receiver's library takes it. */
export const secretText = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`;

/** `webhook-signature` of Standard Webhooks 1: one signature a live secret. */
export function signatureOf(
  secrets: readonly Uint8Array[],
  { id, timestampS, body }: { id: string; timestampS: number; body: string },
): string {
  const content = `${id}.${timestampS}.${body}`;
  return secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`)
    .join(' ');
}

/** 0 to 1 from a name, the same each time. */
export const spreadOf = (name: string): number =>
  createHash('sha256').update(name).digest().readUInt32BE(0) / 0xffff_ffff;
