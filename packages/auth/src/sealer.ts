import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './secret.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps secrets that must be read again (AES-256-GCM under a key of the installation's secret). `context` names
 * the row: bytes moved to another row do not open.
 */
export class Sealer {
  readonly #key: Uint8Array;

  constructor(secret: string, purpose: string) {
    this.#key = deriveKey(secret, purpose);
  }

  seal(bytes: Uint8Array, context: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws where the bytes were changed, belong elsewhere or were sealed under another secret. */
  open(sealed: Uint8Array, context: string): Buffer {
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  }
}
