import type { Readable } from 'node:stream';

export interface BlobStat {
  readonly bytes: number;
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
  /** Keeps the bytes durably before it answers, and gives their name. Putting the same bytes again is free. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or undefined. Throws `blob_corrupt` when they are not what their name says. */
  get(hash: string): Promise<Buffer | undefined>;
  has(hash: string): Promise<boolean>;
  stat(hash: string): Promise<BlobStat | undefined>;
  /** Streams the bytes or a part; throws `blob_missing`. Not verified: a part has no hash. */
  stream(hash: string, range?: ByteRange): Promise<Readable>;
  /** Removes the bytes; whether something needs them is the caller's to know. */
  delete(hash: string): Promise<void>;
  /** Names of all blobs, in no order. */
  list(): AsyncIterable<string>;
  /** Throws when the store cannot take a write. */
  check(): Promise<void>;
}

/** Bytes that can be made again, under a name that says all they are made from. */
export interface DerivedFiles {
  get(key: string): Promise<Buffer | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}
