import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type DatabaseUrls, freePort } from '@luneo/database';

const PROGRAM = '/usr/sbin/pgbouncer';
export const poolerMissing = (): string | undefined =>
  existsSync(PROGRAM) ? undefined : `${PROGRAM} is not installed (Debian package pgbouncer)`;

/** The same database through PgBouncer, one server connection a role, handed on after every transaction. */
export async function startPooler(
  urls: DatabaseUrls,
): Promise<{ urls: DatabaseUrls; stop(): Promise<void> }> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'luneo-pool-'));
  const [app, auth] = [new URL(urls.url), new URL(urls.authUrl)];
  const users = [app, auth].map(
    ({ username, password }) => `"${username}" "${decodeURIComponent(password)}"`,
  );
  await writeFile(join(folder, 'users.txt'), `${users.join('\n')}\n`);
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users.txt'),
    pool_mode: 'transaction',
    default_pool_size: 1,
    max_client_conn: 200,
    ignore_startup_parameters: 'extra_float_digits,options',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const target = `* = host=${app.hostname} port=${app.port}`;
  await writeFile(join(folder, 'pool.ini'), `[databases]\n${target}\n[pgbouncer]\n${lines.join('\n')}\n`);
  await chmod(folder, 0o755);
  const as = userInfo().uid === 0 ? ['-u', 'postgres'] : [];
  const child = spawn(PROGRAM, ['-q', ...as, join(folder, 'pool.ini')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await listening(port);
  const through = (url: URL): string => {
    const pooled = new URL(url);
    pooled.host = `127.0.0.1:${port}`;
    return String(pooled);
  };
  return {
    urls: { ...urls, url: through(app), authUrl: through(auth) },
    async stop() {
      child.kill('SIGTERM');
      await new Promise((done) => child.once('exit', done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.once('error', () => done(false));
      socket.once('close', () => done(false));
      socket.unref();
    });
    if (open) return;
    await setTimeout(50);
  }
  throw new Error(`PgBouncer did not listen on port ${port} within 5 s`);
}
