// The least there is: bare Fastify and pg, with the same pool, the same database and the same bytes, and nothing of
// what a product needs: no credential, no tenant, no contract, no events.
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import pg from 'pg';

const POOL_SIZE = 10;
const JSON_TYPE = 'application/json; charset=utf-8';
const TABLES = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.doc (id text PRIMARY KEY, body text NOT NULL, revision integer NOT NULL DEFAULT 1);
  CREATE TABLE bench.placed (id bigserial PRIMARY KEY, external_id text UNIQUE NOT NULL, body text NOT NULL);
  CREATE TABLE bench.line (id bigserial PRIMARY KEY, placed_id bigint NOT NULL REFERENCES bench.placed, body text NOT NULL);
  CREATE TABLE bench.job (id bigserial PRIMARY KEY, line_id bigint NOT NULL REFERENCES bench.line);`;

interface Start {
  readonly url: string;
  /** Answers by id. */
  readonly docs: Readonly<Record<string, string>>;
}

process.once('message', async ({ url, docs }: Start) => {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  await pool.query(TABLES);
  for (const [id, body] of Object.entries(docs))
    await pool.query('INSERT INTO bench.doc (id, body) VALUES ($1, $2)', [id, body]);
  const app = fastify({ bodyLimit: 2_600_000 });
  const read = async (id: string): Promise<string> =>
    (await pool.query<{ body: string }>('SELECT body FROM bench.doc WHERE id = $1', [id])).rows[0]!.body;
  app.get<{ Params: { id: string } }>('/doc/:id', async ({ params }, reply) =>
    reply.type(JSON_TYPE).send(await read(params.id)),
  );
  app.post<{ Params: { id: string } }>('/doc/:id', async ({ params }, reply) =>
    reply.type(JSON_TYPE).send(await read(params.id)),
  );
  app.put<{ Params: { id: string }; Body: { document: unknown } }>(
    '/doc/:id',
    async ({ params, body }, reply) => {
      const { rows } = await pool.query<{ body: string }>(
        'UPDATE bench.doc SET body = $2, revision = revision + 1 WHERE id = $1 RETURNING body',
        [params.id, JSON.stringify(body)],
      );
      return reply.type(JSON_TYPE).send(rows[0]!.body);
    },
  );
  app.post<{ Body: { externalId: string; lines: unknown[] } }>('/orders', async ({ body }, reply) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const placed = await client.query<{ id: string }>(
        'INSERT INTO bench.placed (external_id, body) VALUES ($1, $2) RETURNING id',
        [body.externalId, JSON.stringify(body)],
      );
      for (const line of body.lines) {
        const { rows } = await client.query<{ id: string }>(
          'INSERT INTO bench.line (placed_id, body) VALUES ($1, $2) RETURNING id',
          [placed.rows[0]!.id, JSON.stringify(line)],
        );
        await client.query('INSERT INTO bench.job (line_id) VALUES ($1)', [rows[0]!.id]);
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return reply.code(201).type(JSON_TYPE).send(docs.order);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send!((app.server.address() as AddressInfo).port);
  process.once('disconnect', () => process.exit(0));
});
