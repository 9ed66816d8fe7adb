import type { Readable } from 'node:stream';

/** An answer that is a file. `etag` names the content; `immutable` = this address never changes content. */
export class Bytes {
  readonly body: Buffer | Readable;
  readonly contentType: string;
  readonly etag: string | undefined;
  readonly immutable: 'public' | 'private' | undefined;
  readonly fileName: string | undefined;
  readonly length: number | undefined;

  constructor(
    body: Buffer | Readable,
    facts: {
      contentType: string;
      etag?: string;
      immutable?: 'public' | 'private';
      fileName?: string;
      length?: number;
    },
  ) {
    this.body = body;
    this.contentType = facts.contentType;
    this.etag = facts.etag;
    this.immutable = facts.immutable;
    this.fileName = facts.fileName;
    this.length = facts.length ?? (Buffer.isBuffer(body) ? body.length : undefined);
  }
}

/**
 * A JSON answer that is named by its content. The same `value` object gives the same bytes, written once;
 * whoever has them already gets 304. `immutable` = this address never changes content.
 */
export class Cached<T extends object> {
  readonly value: T;
  readonly etag: string;
  readonly immutable: 'public' | 'private' | undefined;

  constructor(value: T, { etag, immutable }: { etag: string; immutable?: 'public' | 'private' }) {
    this.value = value;
    this.etag = etag;
    this.immutable = immutable;
  }
}
