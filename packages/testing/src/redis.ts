import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '@luneo/database';
import { generate } from 'selfsigned';

const PROGRAM = '/usr/bin/redis-server';
/** Why there can be none; undefined where there can. */
export const redisMissing = (): string | undefined =>
  existsSync(PROGRAM) ? undefined : `${PROGRAM} is not installed (Debian package redis-server)`;

/** What a user of a restricted server may do, as its access list says it. */
const FEW_COMMANDS = '-@all +get +set +del +incr +pttl +pexpire +ping +auth';
const PASSWORD = 'only-for-tests';

export interface TestRedis {
  readonly url: string;
  /** Of its certificate's authority, where it speaks TLS. */
  readonly caFile: string | undefined;
  /** Stops answering, and goes on; connections stay open. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Again on the same port, empty. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own on a free port; `restricted`: behind TLS and a user who may use few commands. */
export async function startTestRedis({ restricted = false } = {}): Promise<TestRedis> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'luneo-redis-'));
  const caFile = join(folder, 'ca.pem');
  const settings = ['--bind 127.0.0.1', `--dir ${folder}`, '--save ""', '--appendonly no'];
  if (restricted) {
    await writeCertificate(folder);
    settings.push(
      `--port 0 --tls-port ${port} --tls-auth-clients no`,
      `--tls-cert-file ${caFile} --tls-key-file ${join(folder, 'key.pem')}`,
      `--user default off --user few on >${PASSWORD} ~luneo:* ${FEW_COMMANDS}`,
    );
  } else settings.push(`--port ${port}`);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(PROGRAM, settings.flatMap(words), { stdio: ['ignore', 'ignore', 'inherit'] });
    await listening(port);
  };
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child?.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url: restricted ? `rediss://few:${PASSWORD}@localhost:${port}` : `redis://127.0.0.1:${port}`,
    caFile: restricted ? caFile : undefined,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    kill,
    start,
    async stop() {
      child?.kill('SIGCONT');
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `--save ""` is an option and an empty word. */
const words = (line: string): string[] => line.split(' ').map((word) => (word === '""' ? '' : word));

async function writeCertificate(folder: string): Promise<void> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  await writeFile(join(folder, 'ca.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
    if (open) return;
    await setTimeout(50);
  }
  throw new Error(`Redis did not listen on port ${port} within 5 s`);
}
