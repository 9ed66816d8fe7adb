import type { Readable } from 'node:stream';

/** `Content-Disposition` of a file to keep: plain for old clients, whole for all others (RFC 6266). */
export const attachmentName = (fileName: string): string =>
  `attachment; filename="${fileName.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

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
