import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly exports?: unknown;
}

/** One source file of a workspace; `path` is relative to the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Workspace {
  /** Folder name, which is also the name without its scope. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths of `references` in its tsconfig, as written; undefined without a tsconfig. */
  readonly references: readonly string[] | undefined;
  readonly hasReadme: boolean;
  readonly files: readonly SourceFile[];
}

/** What the checks look at: read once, so that each check is a pure function with a test. */
export interface Repo {
  readonly workspaces: readonly Workspace[];
  /** Folders in the root tsconfig's references. */
  readonly rootReferences: readonly string[];
  readonly rootManifest: Manifest & { readonly allowScripts?: Readonly<Record<string, boolean>> };
}

/** What a check found wrong, one line each; empty = fine. */
export type Problems = readonly string[];

const SOURCES = '**/*.{ts,tsx,mts,mjs,css}';
const LEFT_OUT = [
  '**/node_modules/**',
  '**/dist/**',
  '**/dist-*/**',
  '**/out/**',
  '**/.next/**',
  '**/generated/**',
  '**/next-env.d.ts',
];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const has = (path: string): boolean => globSync(path, { cwd: ROOT }).length > 0;

const referencesOf = (path: string): string[] => {
  const { references = [] } = JSON.parse(read(path)) as { references?: { path: string }[] };
  return references.map((reference) => reference.path);
};

function sourcesOf(folder: string): SourceFile[] {
  const paths = globSync(`${folder}/${SOURCES}`, { cwd: ROOT, exclude: LEFT_OUT });
  return paths.sort().map((path) => ({ path, text: read(path) }));
}

function workspaceAt(folder: string): Workspace {
  return {
    name: basename(folder),
    folder,
    manifest: JSON.parse(read(`${folder}/package.json`)) as Manifest,
    references: has(`${folder}/tsconfig.json`) ? referencesOf(`${folder}/tsconfig.json`) : undefined,
    hasReadme: has(`${folder}/README.md`),
    files: sourcesOf(folder),
  };
}

export function readRepo(): Repo {
  const manifests = globSync(['packages/*/package.json', 'apps/*/package.json', 'backend/package.json'], {
    cwd: ROOT,
  });
  return {
    workspaces: manifests.sort().map((path) => workspaceAt(path.slice(0, -'/package.json'.length))),
    rootReferences: referencesOf('tsconfig.json').map((path) => path.replace(/^\.\//, '')),
    rootManifest: JSON.parse(read('package.json')) as Repo['rootManifest'],
  };
}

/** Files that ship: no tests, no scripts, no dev pages. */
export const shipped = (files: readonly SourceFile[]): SourceFile[] =>
  files.filter(({ path }) => /\/(src|app|components|lib)\//.test(path) && !isTest(path));
export const isTest = (path: string): boolean =>
  /\.(test|fixture)\.tsx?$|\/(testing|test|dev)(\/|\.ts)/.test(path);

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

/** Package names (scope included) a file imports; relative and `node:` imports keep their text. */
export function importsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(IMPORT)].map(([, from, dynamic]) => packageOf((from ?? dynamic)!));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
