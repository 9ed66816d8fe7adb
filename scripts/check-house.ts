import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/run.ts';
import { isTest, readJson, sources, workspaces } from './lib/workspaces.ts';

const MAX_LINES = 400;
/** Tables and schemas may be long; each by name. */
const LONG = new Set(['packages/layout/src/generated/scripts.ts']);

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const everySource = (): string[] => [
  ...workspaces().flatMap(({ folder }) => sources(folder)),
  ...sources('scripts'),
  ...sources('tests'),
  ...sources('bench'),
];

export const sizeFaults = (): string[] =>
  everySource()
    .filter((file) => /\.tsx?$/.test(file) && !isTest(file) && !LONG.has(file))
    .map((file) => [file, read(file).split('\n').length] as const)
    .filter(([, lines]) => lines > MAX_LINES)
    .map(([file, lines]) => `${file}: ${lines} lines; ${MAX_LINES} at most`);

/** `process.env` is read in `config` only; scripts that begin processes hand theirs on. */
export const environmentFaults = (): string[] =>
  workspaces()
    .filter(({ name }) => name !== 'config')
    .flatMap(({ folder }) => sources(`${folder}/src`))
    .filter((file) => /\bprocess\.env\b/.test(read(file)))
    .map((file) => `${file}: reads process.env; only packages/config may`);

/** One version of each dependency that packages share. */
export function versionFaults(): string[] {
  const seen = new Map<string, Map<string, string[]>>();
  for (const { folder, manifest } of [
    ...workspaces(),
    { folder: '.', manifest: readJson<ReturnType<typeof workspaces>[0]['manifest']>('package.json') },
  ])
    for (const [name, version] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.peerDependencies,
    })) {
      const versions = seen.get(name) ?? new Map<string, string[]>();
      versions.set(version, [...(versions.get(version) ?? []), folder]);
      seen.set(name, versions);
    }
  return [...seen].flatMap(([name, versions]) => [
    ...(versions.size > 1
      ? [`${name}: several versions: ${[...versions].map(([v, at]) => `${v} (${at.join(', ')})`).join('; ')}`]
      : []),
    ...[...versions.keys()]
      .filter((v) => /^[\^~*><]|^latest$/.test(v))
      .map((v) => `${name}: "${v}" is not an exact version`),
  ]);
}

export const readmeFaults = (): string[] =>
  workspaces()
    .filter(({ folder }) => !existsSync(join(ROOT, folder, 'README.md')))
    .map(({ folder }) => `${folder}: no README.md`);

interface TsConfig {
  readonly references?: readonly { readonly path: string }[];
}

/** The compiler builds in the order of references: they must name what the manifest names. */
export function referenceFaults(): string[] {
  const all = workspaces().filter(
    ({ folder }) => existsSync(join(ROOT, folder, 'tsconfig.json')) && folder !== 'apps/b2b-dashboard',
  );
  const byName = new Map(all.map(({ manifest, folder }) => [manifest.name, folder]));
  return all.flatMap(({ folder, manifest }) => {
    const wanted = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap(
      (dep) => byName.get(dep) ?? [],
    );
    const { references = [] } = readJson<TsConfig>(`${folder}/tsconfig.json`);
    const given = references.map(({ path }) => join(folder, path).replace(/\/tsconfig\.json$/, ''));
    return [
      ...wanted
        .filter((path) => !given.includes(path))
        .map((path) => `${folder}/tsconfig.json: no reference to ${path}`),
      ...given
        .filter((path) => !wanted.includes(path))
        .map((path) => `${folder}/tsconfig.json: reference to ${path}, which package.json does not list`),
    ];
  });
}
