import type { FastifyInstance } from 'fastify';

/** One thing the server needs; `check` throws when it is not there. */
export interface HealthCheck {
  readonly name: string;
  /** False for what we can do without, worse. */
  readonly needed?: boolean;
  check(): Promise<void>;
}

const TIMEOUT_MS = 3_000;

type State = 'ok' | 'failing' | 'degraded';

async function probe({ name, needed = true, check }: HealthCheck): Promise<readonly [string, State]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return [name, 'ok'];
  } catch {
    return [name, needed ? 'failing' : 'degraded'];
  } finally {
    clearTimeout(timer);
  }
}

/** `/health/live`: the process answers. `/health/ready`: what it needs is there, each named. */
export function healthRoutes(app: FastifyInstance, checks: readonly HealthCheck[]): void {
  app.get('/health/live', async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/health/ready', async (_, reply) => {
    const results = await Promise.all(checks.map(probe));
    const ready = results.every(([, state]) => state !== 'failing');
    return reply
      .header('cache-control', 'no-store')
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'failing', checks: Object.fromEntries(results) });
  });
}
