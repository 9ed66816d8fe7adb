import type { Db } from 'pg-boss';

export interface QueueCounts {
  readonly name: string;
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  /** Since when the oldest that could run waits. */
  readonly waitingSince: Date | null;
}

export interface DeadJobRecord {
  readonly id: string;
  readonly queue: string;
  readonly data: unknown;
  readonly tries: number;
  /** What the last try died of. */
  readonly message: string;
  readonly createdAt: Date;
  readonly diedAt: Date;
}

/** In the order of `names`; a kind without jobs counts nothing. `schema` is ours, never a caller's. */
export async function queueCounts(
  db: Db,
  schema: string,
  names: readonly string[],
): Promise<readonly QueueCounts[]> {
  const { rows } = await db.executeSql(
    `SELECT name, count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
       count(*) FILTER (WHERE state = 'active')::int AS running,
       count(*) FILTER (WHERE state = 'failed')::int AS dead,
       min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now()) AS "waitingSince"
     FROM ${schema}.job WHERE name = ANY($1) GROUP BY name`,
    [[...names]],
  );
  const known = new Map((rows as QueueCounts[]).map((row) => [row.name, row]));
  const none = { waiting: 0, running: 0, dead: 0, waitingSince: null };
  return names.map((name) => known.get(name) ?? { name, ...none });
}

export async function deadJobs(
  db: Db,
  schema: string,
  {
    queue,
    before,
    limit,
  }: {
    readonly queue: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  },
): Promise<readonly DeadJobRecord[]> {
  const { rows } = await db.executeSql(
    `SELECT id, name AS queue, data, retry_count + 1 AS tries, created_on AS "createdAt", completed_on AS "diedAt",
       coalesce(output ->> 'message', output -> 'value' ->> 'message', 'all tries failed') AS message
     FROM ${schema}.job j WHERE state = 'failed' AND completed_on IS NOT NULL AND ($1::text IS NULL OR name = $1)
       AND ($2::uuid IS NULL OR (completed_on, id) < (SELECT b.completed_on, b.id FROM ${schema}.job b WHERE b.id = $2))
     ORDER BY completed_on DESC, id DESC LIMIT $3`,
    [queue ?? null, before ?? null, limit],
  );
  return rows as DeadJobRecord[];
}
