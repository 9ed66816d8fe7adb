import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.ts';

export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Workspace {
  /** `kernel`, `b2b-api`, … */
  readonly name: string;
  /** From the root: `packages/kernel`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;

export function workspaces(): Workspace[] {
  const folders = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`),
  );
  return [...folders, 'backend']
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => ({
      name: folder.split('/').at(-1)!,
      folder,
      manifest: readJson<Manifest>(`${folder}/package.json`),
    }));
}

const SKIPPED = /^(node_modules|dist|dist-widget|out|\.next|generated|coverage|\.luneo)$/;

/** Source files below a folder, from the root; generated ones left out. */
export function sources(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.test(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|tsx|mjs|css)$/.test(entry.name) ? [path] : [];
  });
}

export const isTest = (path: string): boolean =>
  /\.(test|spec)\.tsx?$|(^|\/)(test|test-kit|testing|dev|e2e)(\/|\.ts$)|^packages\/testing\//.test(path);
