import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import {
  type Binaries,
  binaries,
  reachableFolder,
  type ServerUser,
  serverUser,
} from './embedded-binaries.ts';
import { takeFolder } from './embedded-owner.ts';

export interface EmbeddedOptions {
  /** Folder for the cluster; moved under /var/lib/luneo where the server's user cannot reach it. */
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Server settings, e.g. { synchronous_commit: 'off' }. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** After a kill the first starts are refused until the dead server's shared memory is gone. */
const START_TRIES = 20;
const RETRY_MS = 250;
const READY = 'database system is ready to accept connections';
const STOP_MS = 20_000;

/**
 * A real PostgreSQL of our own: initialised once, started, watched (a killed server comes back), stopped
 * with us. Listens on loopback only; the superuser's password is random and lies beside the data (0600).
 */
export class EmbeddedPostgres {
  readonly folder: string;
  readonly port: number;
  readonly #options: EmbeddedOptions;
  readonly #password: string;
  readonly #user: ServerUser | undefined;
  readonly #programs: Binaries;
  #child: ChildProcess | undefined;
  #stopping = false;
  #letGo: () => Promise<void> = async () => undefined;

  private constructor(
    options: EmbeddedOptions,
    found: {
      folder: string;
      port: number;
      password: string;
      user: ServerUser | undefined;
      programs: Binaries;
    },
  ) {
    this.#options = options;
    this.folder = found.folder;
    this.port = found.port;
    this.#password = found.password;
    this.#user = found.user;
    this.#programs = found.programs;
  }

  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const user = serverUser();
    const folder = await reachableFolder(options.folder);
    const programs = await binaries(user);
    await mkdir(folder, { recursive: true });
    const letGo = await takeFolder(folder);
    const password = await superuserPassword(folder);
    const server = new EmbeddedPostgres(options, {
      folder,
      password,
      user,
      programs,
      port: await freePort(),
    });
    server.#letGo = letGo;
    try {
      await server.#initialise();
      await server.#run();
    } catch (error) {
      await letGo();
      throw error;
    }
    return server;
  }

  /** URL of the superuser. */
  url(database = 'postgres'): string {
    return this.urlFor('postgres', this.#password, database);
  }

  urlFor(role: string, password: string, database: string): string {
    return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  /** Process id of the server, for tests that kill it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return this.#letGo();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // Fast shutdown: ends connections, checkpoints, leaves nothing to recover.
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
    await ended;
    clearTimeout(timer);
    await this.#letGo();
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  get #identity(): { uid?: number; gid?: number } {
    return this.#user ?? {};
  }

  async #initialise(): Promise<void> {
    const done = await stat(join(this.#data, 'PG_VERSION')).then(
      () => true,
      () => false,
    );
    if (done) return;
    await rm(this.#data, { recursive: true, force: true });
    await mkdir(this.#data, { mode: 0o700 });
    if (this.#user) await chown(this.#data, this.#user.uid, this.#user.gid);
    const passwordFile = join(this.folder, `init-${process.pid}`);
    await writeFile(passwordFile, `${this.#password}\n`, { mode: 0o600 });
    if (this.#user) await chown(passwordFile, this.#user.uid, this.#user.gid);
    try {
      await this.#initdb(passwordFile);
    } catch (error) {
      await rm(this.#data, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  async #initdb(passwordFile: string): Promise<void> {
    const args = [
      `--pgdata=${this.#data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ];
    const child = spawn(this.#programs.initdb, args, {
      ...this.#identity,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`initdb failed: ${complaint.trim()}`);
  }

  async #run(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#spawn();
      if (outcome === 'ready') return;
      if (attempt >= START_TRIES || this.#stopping) throw new Error(`PostgreSQL does not start: ${outcome}`);
      await wait(RETRY_MS);
      if (this.#stopping) return;
    }
  }

  async #spawn(): Promise<string> {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '100',
      shared_buffers: '128MB',
      ...this.#options.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // Its own process group: Ctrl-C in the terminal reaches us, and we stop it in order.
    const child = spawn(this.#programs.postgres, ['-D', this.#data, '-p', String(this.port), ...flags], {
      ...this.#identity,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let last = '';
    let ready = false;
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.stderr!.on('data', (chunk: Buffer) => {
        last = chunk.toString().trim() || last;
        this.#options.log?.(last);
        if (!last.includes(READY)) return;
        ready = true;
        resolve('ready');
      });
      child.once('exit', () => {
        resolve(last || 'no reason given');
        // One that was never ready is tried again by whoever started it.
        if (ready) this.#watch(child);
      });
    });
  }

  /** A server that was ready and is gone was killed: it comes back, recovering from its log. */
  #watch(child: ChildProcess): void {
    if (this.#stopping || this.#child !== child) return;
    this.#options.log?.('PostgreSQL ended unexpectedly; starting it again');
    this.#run().catch((error: Error) => this.#options.log?.(error.message));
  }
}

async function superuserPassword(folder: string): Promise<string> {
  const file = join(folder, 'superuser');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs statements as one client; for set-up, not for requests. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
