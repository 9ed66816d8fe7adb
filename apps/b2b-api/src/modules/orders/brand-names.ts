import type { SqlPool } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import { AUTH_POOL } from '../../platform/tokens.ts';

/** What brands call themselves, for messages and pages their customers read. */
@Injectable()
export class BrandNames {
  constructor(@Inject(AUTH_POOL) private readonly auth: SqlPool) {}

  async nameOf(brandId: string): Promise<string> {
    const { rows } = await this.auth.query<{ name: string }>('SELECT name FROM auth.brand WHERE id = $1', [
      brandId,
    ]);
    return rows[0]?.name ?? '';
  }
}
