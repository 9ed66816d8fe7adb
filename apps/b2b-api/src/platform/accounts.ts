import type { SqlPool } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import { AUTH_POOL } from './tokens.ts';

interface Account {
  /** The brand that has keys, members and a plan: itself, or the one of which it is the test side. */
  readonly brandId: string;
  readonly test: boolean;
}

const MOST_REMEMBERED = 10_000;

/** Whose account a brand's data is of. That never changes, so each brand is asked for once. */
@Injectable()
export class Accounts {
  readonly #known = new Map<string, Account>();

  constructor(@Inject(AUTH_POOL) private readonly pool: SqlPool) {}

  async of(brandId: string): Promise<Account> {
    const known = this.#known.get(brandId);
    if (known !== undefined) return known;
    const { rows } = await this.pool.query<{ testOf: string | null }>(
      'SELECT test_of AS "testOf" FROM auth.brand WHERE id = $1',
      [brandId],
    );
    const testOf = rows[0]?.testOf ?? null;
    const account = { brandId: testOf ?? brandId, test: testOf !== null };
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    if (rows.length > 0) this.#known.set(brandId, account);
    return account;
  }
}
