import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@luneo/auth';
import type { FileLink } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { BLOBS, SETTINGS } from '../../platform/tokens.ts';

/** A blob as somebody is to save it. */
export interface LinkedFile {
  readonly hash: string;
  readonly fileName: string;
  readonly contentType: string;
}

interface Signed {
  readonly name: string;
  readonly type: string;
  /** Unix seconds. */
  readonly expires: number;
}

/**
 * Addresses at which anyone may fetch one blob for a while: the bucket's own where blobs lie in one, else
 * ours. Whoever asks for a link has checked before that the caller may read the file; the link asks no more.
 */
@Injectable()
export class FileLinks {
  readonly #key: Uint8Array;

  constructor(
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {
    this.#key = deriveKey(settings.secret, 'file-link');
  }

  /** `expiresIn`: seconds from now. */
  async of(ctx: Ctx, { hash, fileName, contentType }: LinkedFile, expiresIn: number): Promise<FileLink> {
    const expires = Math.floor(ctx.clock.now() / 1000) + expiresIn;
    const url =
      (await this.blobs.signedUrl(hash, { fileName, contentType, expiresIn })) ??
      this.#own(hash, { name: fileName, type: contentType, expires });
    return { url, fileName, contentType, expiresAt: new Date(expires * 1000).toISOString() };
  }

  #own(hash: string, signed: Signed): string {
    const url = new URL(`/v1/files/${hash}`, this.settings.publicOrigin());
    for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, String(value));
    url.searchParams.set('signature', this.#sign(hash, signed).toString('base64url'));
    return url.href;
  }

  #sign(hash: string, { name, type, expires }: Signed): Buffer {
    return createHmac('sha256', this.#key).update(canonicalJson({ hash, name, type, expires })).digest();
  }

  /** The file of an address we signed. Throws `not_found` for any other, `link_expired` for an old one. */
  async open(
    ctx: Ctx,
    hash: string,
    { signature, ...signed }: Signed & { signature: string },
  ): Promise<Bytes> {
    const given = Buffer.from(signature, 'base64url');
    const wanted = this.#sign(hash, signed);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw notFound();
    if (ctx.clock.now() >= signed.expires * 1000)
      throw new ApiError('link_expired', 'ask for a new link where this one came from');
    const found = await this.blobs.stat(hash);
    if (found === undefined) throw notFound();
    return new Bytes(await this.blobs.stream(hash), {
      contentType: signed.type,
      fileName: signed.name,
      etag: hash,
      length: found.bytes,
    });
  }
}
