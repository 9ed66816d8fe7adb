import { deriveKey } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { type LinkRef, readSignedRef, signedRef } from '../../platform/signed-ref.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import type { ShareRow } from './shares.repository.ts';

/** Signs share links, and says of those that come whether they still show something. */
@Injectable()
export class ShareTokens {
  readonly #key: Uint8Array;

  constructor(@Inject(SETTINGS) settings: ApiSettings) {
    this.#key = deriveKey(settings.secret, 'design-share');
  }

  sign(ref: LinkRef): string {
    return signedRef(this.#key, ref);
  }

  /** Throws `not_found` for a token we did not sign. */
  read(token: string): LinkRef {
    const ref = readSignedRef(this.#key, token);
    if (ref === undefined) throw notFound();
    return ref;
  }

  /** Throws `link_expired`. */
  checkWorks(ctx: Ctx, { expiresAt, revokedAt }: Pick<ShareRow, 'expiresAt' | 'revokedAt'>): void {
    if (revokedAt !== null || expiresAt.getTime() <= ctx.clock.now())
      throw new ApiError('link_expired', 'the link shows nothing any more');
  }
}
