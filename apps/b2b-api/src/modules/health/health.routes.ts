import type { FastifyInstance } from 'fastify';

/** One thing the server needs; `check` throws when it is not there. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<void>;
}

const TIMEOUT_MS = 3_000;

async function probe({ name, check }: HealthCheck): Promise<readonly [string, string]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return [name, 'ok'];
  } catch {
    return [name, 'failing'];
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
    const ready = results.every(([, state]) => state === 'ok');
    return reply
      .header('cache-control', 'no-store')
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'failing', checks: Object.fromEntries(results) });
  });
}
