import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { CodedError, sha256Hex } from '@luneo/kernel';

export interface BlobStat {
  readonly bytes: number;
  /** When the bytes were last put. */
  readonly putAt: Date;
}

/** How a signed address answers. */
export interface SignedFile {
  /** What the browser saves it as. */
  readonly fileName: string;
  readonly contentType: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

/** Bytes asked for: `end` is inclusive, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * Bytes by the SHA-256 of their content. A name means one content for ever, so there is nothing to
 * overwrite, no cache to invalidate, and two uploads of the same file are one.
 */
export interface BlobStore {
  /**
   * Keeps the bytes durably before it answers, and gives their name. Putting the same bytes again only
   * makes them young, so that a sweep of old, unneeded blobs does not take what is about to be needed.
   */
  put(bytes: Uint8Array): Promise<string>;
  /** The same of a file on this machine, which stays as it is; for what is too large for memory. */
  putFile(path: string): Promise<string>;
  /** The bytes, or undefined. Throws `blob_corrupt` when they are not what their name says. */
  get(hash: string): Promise<Buffer | undefined>;
  has(hash: string): Promise<boolean>;
  stat(hash: string): Promise<BlobStat | undefined>;
  /** Streams the bytes or a part; throws `blob_missing`. Not verified: a part has no hash. */
  stream(hash: string, range?: ByteRange): Promise<Readable>;
  /** Removes the bytes; whether something needs them is the caller's to know. */
  delete(hash: string): Promise<void>;
  /**
   * Removes bytes that nobody has put since `before`, and says whether it did. A `put` of the same bytes at
   * the same time wins: when both have answered, the bytes are there. One sweep at a time may call this.
   */
  deleteStale(hash: string, before: Date): Promise<boolean>;
  /** Names of all blobs, in no order. */
  list(): AsyncIterable<string>;
  /** Throws when the store cannot be used. */
  check(): Promise<void>;
  /** An address at which anyone may fetch the bytes until it expires; undefined = this store has no door of its own. */
  signedUrl(hash: string, file: SignedFile): Promise<string | undefined>;
}

/** Bytes that can be made again, under a name that says all they are made from. */
export interface DerivedFiles {
  get(key: string): Promise<Buffer | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** All of them, in no order. */
  list(): AsyncIterable<DerivedStat>;
  delete(key: string): Promise<void>;
}

export interface DerivedStat {
  readonly key: string;
  readonly putAt: Date;
}

/** Parts of letters, digits and `_ - @ .`, not beginning with a dot, joined by single slashes. */
const KEY = /^[\w@-][\w@.-]*(\/[\w@-][\w@.-]*)*$/;

/** The key itself; throws a `TypeError` for one that could leave its folder. */
export function derivedKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError(`not a key of a derived file: ${JSON.stringify(key)}`);
  return key;
}

const HASH = /^[0-9a-f]{64}$/;
export const isHash = (name: string): boolean => HASH.test(name);

/** `ab/cdef…`: the name in a folder or bucket. Throws `blob_missing` for what cannot be a blob's name. */
export function blobPath(hash: string): string {
  if (!isHash(hash)) throw new CodedError({ code: 'blob_missing', message: 'not the name of a blob' });
  return `${hash.slice(0, 2)}/${hash.slice(2)}`;
}

/** Throws `blob_corrupt` when the bytes are not what their name says. */
export function verified(hash: string, bytes: Buffer): Buffer {
  if (sha256Hex(bytes) !== hash)
    throw new CodedError({
      code: 'blob_corrupt',
      message: `stored bytes of ${hash} are damaged`,
      params: { hash },
    });
  return bytes;
}

export const missingBlob = (hash: string): CodedError =>
  new CodedError({ code: 'blob_missing', message: `no stored bytes for ${hash}`, params: { hash } });

/** SHA-256 and MD5 of a file, and its length. */
export async function hashFile(path: string): Promise<{ sha256: string; md5: string; bytes: number }> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  let bytes = 0;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    sha256.update(part);
    md5.update(part);
    bytes += part.length;
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('base64'), bytes };
}
