import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { run } from './run.ts';

/** Programs the tests use beyond npm, the Debian package of each, and what is not tested without it. */
const PROGRAMS = [
  { path: '/usr/bin/chromium', debian: 'chromium', for: 'golden corpus in a browser, journeys, screenshots' },
  { path: '/usr/bin/pdftoppm', debian: 'poppler-utils', for: 'print files read by Poppler' },
  { path: '/usr/bin/qpdf', debian: 'qpdf', for: 'structure of print files' },
  { path: '/usr/bin/gs', debian: 'ghostscript', for: 'print files read by Ghostscript' },
  { path: '/usr/bin/redis-server', debian: 'redis-server', for: 'the shared cache' },
  { path: '/usr/sbin/pgbouncer', debian: 'pgbouncer', for: 'tenancy through a transaction pooler' },
] as const;

export interface Capability {
  readonly name: string;
  readonly state: string;
}

const missing = () => PROGRAMS.filter(({ path }) => !existsSync(path));

/** Installs what is missing where that is possible (root on Debian), else names it. */
export async function ensurePrograms(say: (line: string) => void): Promise<Capability[]> {
  const wanted = missing().map(({ debian }) => debian);
  if (wanted.length > 0 && userInfo().uid === 0 && existsSync('/usr/bin/apt-get')) {
    say(`Installing ${wanted.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], { env });
  } else if (wanted.length > 0)
    say(`Not installed: ${wanted.join(' ')}. As root: apt-get install ${wanted.join(' ')}`);
  return PROGRAMS.map(({ path, debian, for: use }) => ({
    name: debian,
    state: existsSync(path) ? 'ran' : `unavailable: ${path} is not installed; not tested: ${use}`,
  }));
}
