import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Repo, ROOT, type Workspace } from './repo.ts';

const NOTES = `${ROOT}node_modules/.cache/luneo/builds/`;
const LEFT_OUT = [
  '**/node_modules/**',
  '**/dist/**',
  '**/dist-*/**',
  '**/out/**',
  '**/.next/**',
  '**/*.test.*',
];

/** A workspace and all it depends on, itself first. */
export function closure({ workspaces }: Repo, name: string): Workspace[] {
  const byName = new Map(workspaces.map((workspace) => [workspace.manifest.name, workspace]));
  const found = new Set<Workspace>();
  const visit = (workspace: Workspace | undefined): void => {
    if (workspace === undefined || found.has(workspace)) return;
    found.add(workspace);
    for (const dependency of Object.keys(workspace.manifest.dependencies ?? {}))
      visit(byName.get(dependency));
  };
  visit(workspaces.find((workspace) => workspace.name === name));
  return [...found];
}

/** Digest of everything an app is built from: its own files, those it depends on, and the lock file. */
export function inputsDigest(repo: Repo, name: string): string {
  const hash = createHash('sha256').update(readFileSync(`${ROOT}package-lock.json`));
  for (const { folder } of closure(repo, name))
    for (const path of globSync(`${folder}/**/*.*`, { cwd: ROOT, exclude: LEFT_OUT }).sort())
      hash.update(path).update(readFileSync(ROOT + path));
  return hash.digest('hex');
}

/** Whether `output` (a path) was built from these inputs. */
export const isFresh = (name: string, output: string, digest: string): boolean =>
  existsSync(ROOT + output) && existsSync(NOTES + name) && readFileSync(NOTES + name, 'utf8') === digest;

export function noteBuilt(name: string, digest: string): void {
  mkdirSync(dirname(NOTES + name), { recursive: true });
  writeFileSync(NOTES + name, digest);
}
