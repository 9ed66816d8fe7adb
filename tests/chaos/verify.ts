import { withClient } from '@luneo/database';
import type { DiskBlobs } from '@luneo/storage';
import type { Acknowledged } from './producers.ts';

export interface Verdict {
  /** Acknowledged orders that are not there, or not whole. */
  readonly lost: number;
  /** Orders, jobs or files that are there more than once. */
  readonly doubled: number;
  /** Lines without a job, jobs without files or order, files without bytes. */
  readonly orphans: number;
  /** Runs beyond the first; allowed, because effects are keyed. */
  readonly duplicateRuns: number;
}

interface LineRow {
  external_id: string;
  order_id: string;
  lines: string;
}

const ORDERS = `
  SELECT o.external_id, o.id AS order_id, count(l.id) AS lines
  FROM "order" o LEFT JOIN line_item l ON l.order_id = o.id GROUP BY o.id`;
const DOUBLED = `
  SELECT (SELECT count(*) FROM (SELECT line_item_id FROM production_job GROUP BY line_item_id HAVING count(*) > 1) x)
       + (SELECT count(*) FROM (SELECT production_job_id, side FROM print_file GROUP BY 1, 2 HAVING count(*) > 1) x)
       + (SELECT count(*) FROM (SELECT brand_id, external_id FROM "order" GROUP BY 1, 2 HAVING count(*) > 1) x) AS n`;
const ORPHANS = `
  SELECT (SELECT count(*) FROM line_item l WHERE NOT EXISTS (SELECT FROM production_job j WHERE j.line_item_id = l.id))
       + (SELECT count(*) FROM production_job j WHERE j.status <> 'done'
            OR NOT EXISTS (SELECT FROM print_file f WHERE f.production_job_id = j.id))
       + (SELECT count(*) FROM jobs.job q WHERE q.name = 'production.line'
            AND NOT EXISTS (SELECT FROM production_job j WHERE j.id::text = q.data->>'productionJobId')) AS n`;
const RUNS = 'SELECT coalesce(sum(greatest(attempts - 1, 0)), 0) AS n FROM production_job';
const OPEN = `SELECT count(*) AS n FROM production_job WHERE status IN ('queued', 'running')`;

async function number(url: string, sql: string): Promise<number> {
  return withClient(url, async (client) => Number((await client.query<{ n: string }>(sql)).rows[0]!.n));
}

/** Lines still to be produced. */
export const openJobs = (url: string): Promise<number> => number(url, OPEN);

/** Holds what was acknowledged against what is there. `url`: the owner's, who sees all brands. */
export async function verify(
  url: string,
  blobs: DiskBlobs,
  acknowledged: readonly Acknowledged[],
): Promise<Verdict> {
  const { rows } = await withClient(url, (client) => client.query<LineRow>(ORDERS));
  const found = new Map(rows.map((row) => [row.external_id, row]));
  const lost = acknowledged.filter(
    ({ externalId, lines }) => Number(found.get(externalId)?.lines) !== lines,
  ).length;
  const wanted = new Map(acknowledged.map(({ externalId, orderId }) => [externalId, orderId]));
  const twice = acknowledged.filter(({ externalId, orderId }) => wanted.get(externalId) !== orderId).length;
  return {
    lost,
    doubled: (await number(url, DOUBLED)) + twice,
    orphans: (await number(url, ORPHANS)) + (await missingBytes(url, blobs)),
    duplicateRuns: await number(url, RUNS),
  };
}

/** Blobs that rows name and the store does not have whole. */
async function missingBytes(url: string, blobs: DiskBlobs): Promise<number> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ hash: string }>(
      'SELECT DISTINCT unnest(ARRAY[sha256, certificate_hash, proof_hash]) AS hash FROM print_file',
    ),
  );
  let missing = 0;
  for (const { hash } of rows) if ((await blobs.get(hash).catch(() => undefined)) === undefined) missing++;
  return missing;
}
