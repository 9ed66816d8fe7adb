import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Values } from '@luneo/config';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the build made. */
export const BUILT = {
  dashboard: join(ROOT, 'apps/b2b-dashboard/out'),
  widget: join(ROOT, 'apps/widget-sdk/dist-widget'),
  mockups: join(ROOT, 'assets/mockups'),
} as const;

/** What this installation keeps. */
export interface Folders {
  readonly data: string;
  readonly postgres: string;
  readonly blobs: string;
  /** May be emptied at any time. */
  readonly derived: string;
  /** Files that live as long as a job. */
  readonly work: string;
  /** Log-ins and keys of the demo brand, mode 0600. */
  readonly demo: string;
  readonly log: string;
}

export function foldersOf({ LUNEO_DATA_DIR, STORAGE_DIR }: Values): Folders {
  const data = resolve(LUNEO_DATA_DIR);
  return {
    data,
    postgres: join(data, 'postgres'),
    blobs: STORAGE_DIR === undefined ? join(data, 'blobs') : resolve(STORAGE_DIR),
    derived: join(data, 'derived'),
    work: join(data, 'work'),
    demo: join(data, 'demo.json'),
    log: join(data, 'luneo.log'),
  };
}

/** The configured secret; in development one made at the first start and kept (0600). */
export async function secretOf({ LUNEO_SECRET }: Values, { data }: Folders): Promise<string> {
  if (LUNEO_SECRET) return LUNEO_SECRET.reveal();
  const file = join(data, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const secret = randomBytes(48).toString('base64url');
  await mkdir(data, { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
