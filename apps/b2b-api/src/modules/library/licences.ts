import { Inject, Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { ApiError, type FieldError } from '../../platform/problem.ts';
import { LibraryRepository } from './library.repository.ts';

/** From the end of its licence on, a font or picture of the library goes into nothing new. */
@Injectable()
export class Licences {
  constructor(@Inject(LibraryRepository) private readonly library: LibraryRepository) {}

  /** One entry for each of these files whose licence has ended. */
  async faults(tx: TxCtx, hashes: readonly string[], pointer: string): Promise<FieldError[]> {
    const items = await this.library.byHashes(tx, hashes);
    return items
      .filter(({ licenceEndsAt }) => licenceEndsAt !== null && licenceEndsAt <= now(tx))
      .map(({ name, licenceEndsAt }) => ({
        pointer,
        code: 'licence_expired',
        message: `the licence of "${name}" ended on ${licenceEndsAt!.toISOString().slice(0, 10)}`,
      }));
  }

  /** Throws `licence_expired`. */
  async hold(tx: TxCtx, hashes: readonly string[], pointer: string): Promise<void> {
    const errors = await this.faults(tx, hashes, pointer);
    if (errors.length > 0) throw new ApiError('licence_expired', errors[0]!.message, { errors });
  }
}
