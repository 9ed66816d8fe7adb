import { withClient } from './embedded.ts';

const COLUMNS = `
  SELECT format('column %s.%s.%s %s%s%s', table_schema, table_name, column_name, udt_name,
    CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END, coalesce(' default ' || column_default, '')) AS line
  FROM information_schema.columns WHERE table_schema IN ('public', 'auth')`;
const INDEXES = `
  SELECT 'index ' || indexdef AS line FROM pg_indexes WHERE schemaname IN ('public', 'auth')`;
const CONSTRAINTS = `
  SELECT format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(c.oid)) AS line
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
  WHERE n.nspname IN ('public', 'auth') AND c.contype IN ('p', 'u', 'f')`;

/**
 * Every column, index and key of a database as sorted lines. Two databases with equal lines have the same
 * shape; policies and grants are not in here (the catalogue lint looks at those).
 */
export async function catalogue(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `${COLUMNS} UNION ALL ${INDEXES} UNION ALL ${CONSTRAINTS}`,
    );
    return rows
      .map(({ line }) => line)
      .filter((line) => !line.includes('_prisma_migrations'))
      .sort();
  });
}
