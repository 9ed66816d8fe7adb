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
  /** The bytes; `blob_missing` when they are not there, `blob_corrupt` when they are not what their name says. */
  get(hash: string): Promise<Buffer>;
  stat(hash: string): Promise<BlobStat | undefined>;
  /** Streams the bytes or a part. Not verified: a part has no hash. */
  stream(hash: string, range?: ByteRange): Promise<Readable>;
  /** Removes the bytes; whether something needs them is the caller's to know. */
  delete(hash: string): Promise<void>;
  /** Names of all blobs, in no order. */
  list(): AsyncIterable<string>;
  /** Throws when the store cannot take a write. */
  check(): Promise<void>;
}
