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
