import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { Entitled } from '../../platform/entitled.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';

/** How much a brand may keep in its library. Plans bind here. */
@Injectable()
export class LibraryAllowance {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  /** Null = as much as it likes. */
  async limitBytes(tx: TxCtx): Promise<number | null> {
    const most = Math.min(
      this.settings.libraryBytes ?? Infinity,
      (await this.entitled.of(tx)).limits.storageBytes,
    );
    return Number.isFinite(most) ? most : null;
  }

  /** Throws `library_full`. */
  async hold(tx: TxCtx, usedBytes: number, moreBytes: number): Promise<void> {
    const limitBytes = await this.limitBytes(tx);
    if (limitBytes === null || usedBytes + moreBytes <= limitBytes) return;
    throw new ApiError(
      'library_full',
      `${usedBytes} of ${limitBytes} bytes are used; delete what nothing uses`,
      {
        params: { limitBytes, usedBytes, moreBytes },
      },
    );
  }
}
