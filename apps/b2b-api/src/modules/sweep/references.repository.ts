import type { SqlPool } from '@luneo/auth';
import { Prisma } from '@luneo/database';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { AUTH_POOL } from '../../platform/tokens.ts';

/**
 * Columns in which a hash does not keep a blob, each for a reason. Every other JSON column, and every text
 * column named like one that holds a hash or an address, does: a table nobody thought of here keeps too much,
 * never too little.
 */
const NO_REFERENCES: Readonly<Record<string, string>> = {
  'design.document': 'what a shopper works on: its pictures are kept by their asset rows',
  'design.document_hash': 'a draft is in its row; only frozen documents are blobs',
  'design_revision.document': 'as of design.document',
  'design_revision.document_hash': 'as of design.document_hash',
  'design_version.document': 'its blob is named by document_hash, what it draws by pins',
  'event.data': 'history: what it tells of may be gone',
  'idempotency_key.answer': 'answers are kept for a day only',
};
/** The same for whole tables by name: records of what was, and of what was sent. */
const RECORDS = /^(audit|webhook|notification|outbox|variant_import)_/;

const COLUMNS = Prisma.sql`
  SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
  WHERE table_schema = 'public' AND (data_type IN ('json', 'jsonb')
    OR (udt_name IN ('text', 'varchar', '_text')
      AND column_name ~ '(hash|sha256|digest|blob|file|url|image|logo|picture|certificate|proof)'))
  ORDER BY 1, 2`;

interface Column {
  readonly table: string;
  readonly column: string;
}
const isReference = ({ table, column }: Column): boolean =>
  !Object.hasOwn(NO_REFERENCES, `${table}.${column}`) && !RECORDS.test(table);
const quoted = (name: string): Prisma.Sql => Prisma.raw(`"${name.replaceAll('"', '""')}"`);

/** Which blobs rows name. Acts for one brand after another, which only upkeep of the platform does. */
@Injectable()
export class ReferencesRepository {
  constructor(@Inject(AUTH_POOL) private readonly auth: SqlPool) {}

  async brands(): Promise<string[]> {
    const { rows } = await this.auth.query<{ id: string }>('SELECT id FROM auth.brand ORDER BY id', []);
    return rows.map(({ id }) => id);
  }

  /** Hashes that rows of these brands hold; of `among` only, where it is given. */
  async held(tx: TxCtx, brands: readonly string[], among?: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>(await this.#ofBrands(among));
    const columns = (await tx.tx.$queryRaw<Column[]>(COLUMNS)).filter(isReference);
    for (const brandId of brands) {
      await tx.tx.$executeRaw`SELECT set_config('app.brand_id', ${brandId}, true)`;
      for (const column of columns) for (const hash of await this.#column(tx, column, among)) found.add(hash);
    }
    return found;
  }

  async #column(tx: TxCtx, { table, column }: Column, among?: readonly string[]): Promise<string[]> {
    const only = among === undefined ? Prisma.empty : Prisma.sql`WHERE m[1] = ANY(${[...among]})`;
    const rows = await tx.tx.$queryRaw<{ hash: string }[]>`
      SELECT DISTINCT m[1] AS hash FROM public.${quoted(table)},
        regexp_matches(${quoted(column)}::text, '[0-9a-f]{64}', 'g') m ${only}`;
    return rows.map(({ hash }) => hash);
  }

  /** Logos of brands, pictures of users. */
  async #ofBrands(among?: readonly string[]): Promise<string[]> {
    const { rows } = await this.auth.query<{ hash: string }>(
      `SELECT DISTINCT m[1] AS hash FROM (
         SELECT concat_ws(' ', logo, metadata) AS value FROM auth.brand UNION ALL SELECT image FROM auth."user"
       ) v, regexp_matches(v.value, '[0-9a-f]{64}', 'g') m`,
      [],
    );
    return rows.map(({ hash }) => hash).filter((hash) => among?.includes(hash) ?? true);
  }

  /** Held until the transaction ends: one sweep deletes at a time. */
  async lock(tx: TxCtx): Promise<void> {
    await tx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('luneo.sweep'))`;
  }
}
