import type { Role } from '@luneo/contracts';
import type { SqlPool } from './sql.ts';

export interface Membership {
  readonly brandId: string;
  readonly name: string;
  readonly slug: string;
  readonly role: Role;
}

interface Row {
  brand_id: string;
  name: string;
  slug: string;
  role: Role;
}

/** Brands a user belongs to, first joined first. Asked at every call, so that a removal counts at once. */
export async function membershipsOf(pool: SqlPool, userId: string): Promise<Membership[]> {
  const { rows } = await pool.query<Row>(
    `SELECT m.brand_id, b.name, b.slug, m.role FROM auth.member m JOIN auth.brand b ON b.id = m.brand_id
     WHERE m.user_id = $1 ORDER BY m.created_at, m.brand_id`,
    [userId],
  );
  return rows.map(({ brand_id, name, slug, role }) => ({ brandId: brand_id, name, slug, role }));
}
