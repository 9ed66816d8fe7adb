import { until } from './until.ts';

interface Asked {
  query(sql: string): Promise<{ readonly rowCount: number | null }>;
}

/** Waits until so many calls stand before a lock that `sql` holds. Inside a transaction the figures are of its first look. */
export async function untilBlocked(sql: Asked, count: number): Promise<void> {
  await until(
    async () => {
      await sql.query('SELECT pg_stat_clear_snapshot()');
      const { rowCount } = await sql.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rowCount;
    },
    (found) => found === count,
  );
}
