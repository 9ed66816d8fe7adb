import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedPostgres, withClient } from './embedded.ts';

let folder: string;
const others: ChildProcess[] = [];

/** Another process with the server in `folder`; resolves when it is ready. */
async function startElsewhere(): Promise<ChildProcess> {
  const file = join(import.meta.dirname, 'embedded.fixture.ts');
  const child = spawn(process.execPath, ['--conditions=@luneo/source', file, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  others.push(child);
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  expect(line).toMatch(/^ready \d+$/);
  return child;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-embedded-'));
});

afterAll(async () => {
  for (const child of others) child.kill('SIGKILL');
  const server = await EmbeddedPostgres.start({ folder });
  await server.stop();
  await rm(server.folder, { recursive: true, force: true });
}, 30_000);

describe('a folder has one Luneo', () => {
  it('names the process that has it; takes over from one that was killed, with its data', async () => {
    const other = await startElsewhere();
    await expect(EmbeddedPostgres.start({ folder })).rejects.toThrow(`process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const server = await EmbeddedPostgres.start({ folder });
    const { rows } = await withClient(server.url(), (client) => client.query('SELECT 1 AS one'));
    expect(rows).toEqual([{ one: 1 }]);
    await server.stop();
  }, 40_000);

  it('does not take a dead note for a living Luneo', async () => {
    const first = await EmbeddedPostgres.start({ folder });
    await first.stop();
    const second = await EmbeddedPostgres.start({ folder });
    await second.stop();
  }, 20_000);
});
