import { describe, expect, it } from 'vitest';
import { createLogger, Health, requestIdOf } from './index.ts';

function capture(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  it('is JSON with level, time and the fields given', () => {
    const line = JSON.parse(capture((log) => log.info({ requestId: 'req-12345678' }, 'order received')));
    expect(line).toMatchObject({ level: 'info', requestId: 'req-12345678', msg: 'order received' });
    expect(Date.parse(line.time)).not.toBeNaN();
  });

  it.each([
    { password: 'hunter2hunter2' },
    { headers: { authorization: 'Bearer hunter2hunter2' } },
    { req: { headers: { cookie: 'hunter2hunter2' } } },
    { user: { token: 'hunter2hunter2' } },
    { url: 'postgresql://luneo_app:hunter2hunter2@db/luneo' },
    { text: 'called with sk_live_hunter2hunter2' },
    { err: new Error('connect postgresql://a:hunter2hunter2@db/x failed') },
  ])('holds no secret: %j', (fields) => {
    expect(capture((log) => log.error(fields, 'failed'))).not.toContain('hunter2');
  });
});

describe('readiness', () => {
  it('names what failed, and does not wait for ever', async () => {
    const health = new Health()
      .add('database', async () => undefined)
      .add('queue', async () => Promise.reject(new Error('down')));
    expect(await health.readiness()).toEqual({ ready: false, checks: { database: 'ok', queue: 'failed' } });
  });
  it('ends when the process drains', async () => {
    const health = new Health().add('storage', async () => undefined);
    expect((await health.readiness()).ready).toBe(true);
    health.drain();
    expect((await health.readiness()).ready).toBe(false);
  });
});

it('takes a request id only when it is fit for a log', () => {
  const fresh = () => 'new';
  expect(requestIdOf('req-0123456789', fresh)).toBe('req-0123456789');
  for (const bad of ['short', 'a\nb-forged-line', 'x'.repeat(200), undefined, ['a']])
    expect(requestIdOf(bad, fresh)).toBe('new');
});
