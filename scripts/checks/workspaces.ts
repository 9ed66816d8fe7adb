import { posix } from 'node:path';
import type { Manifest, Problems, Repo, Workspace } from '../lib/repo.ts';

const LONGEST_FILE = 400;
const all = (manifest: Manifest): [string, string][] => [
  ...Object.entries(manifest.dependencies ?? {}),
  ...Object.entries(manifest.devDependencies ?? {}),
];

/** One exact version of each dependency in the whole repository. */
export function checkVersions({ workspaces, rootManifest }: Repo): Problems {
  const seen = new Map<string, Map<string, string[]>>();
  for (const manifest of [rootManifest, ...workspaces.map((workspace) => workspace.manifest)])
    for (const [name, version] of all(manifest)) {
      const versions = seen.get(name) ?? new Map<string, string[]>();
      seen.set(name, versions.set(version, [...(versions.get(version) ?? []), manifest.name]));
    }
  return [...seen].flatMap(([name, versions]) => {
    const several = [...versions].map(([version, users]) => `${version} (${users.join(', ')})`);
    const loose = [...versions.keys()].filter((version) => !/^\d+\.\d+\.\d+/.test(version));
    return [
      ...(several.length > 1 ? [`${name} has ${several.length} versions: ${several.join(', ')}`] : []),
      ...loose.map((version) => `${name}: "${version}" is not an exact version`),
    ];
  });
}

export function checkSizes({ workspaces }: Repo): Problems {
  return workspaces.flatMap(({ files }) =>
    files.flatMap(({ path, text }) => {
      const lines = text.split('\n').length - 1;
      return lines > LONGEST_FILE ? [`${path}: ${lines} lines, at most ${LONGEST_FILE}`] : [];
    }),
  );
}

export const checkReadmes = ({ workspaces }: Repo): Problems =>
  workspaces.filter(({ hasReadme }) => !hasReadme).map(({ folder }) => `${folder}: README.md is missing`);

/** Next's own compiler builds these; they are no project references. */
const builtByNext = ({ manifest }: Workspace): boolean => manifest.dependencies?.next !== undefined;

function referenceProblems(workspace: Workspace, folders: ReadonlyMap<string, string>): string[] {
  if (workspace.references === undefined) return [`${workspace.folder}: tsconfig.json is missing`];
  const listed = new Set(workspace.references.map((path) => posix.join(workspace.folder, path)));
  const wanted = all(workspace.manifest).flatMap(([name]) => folders.get(name) ?? []);
  return [
    ...wanted
      .filter((folder) => !listed.has(folder))
      .map((folder) => `${workspace.folder}/tsconfig.json: reference to ${folder} is missing`),
    ...[...listed]
      .filter((folder) => !wanted.includes(folder))
      .map((folder) => `${workspace.folder}/tsconfig.json: ${folder} is not in package.json`),
  ];
}

/** tsconfig references say what package.json says, and the root builds every workspace. */
export function checkReferences({ workspaces, rootReferences }: Repo): Problems {
  const compiled = workspaces.filter((workspace) => !builtByNext(workspace));
  const folders = new Map(compiled.map(({ manifest, folder }) => [manifest.name, folder]));
  const absent = compiled.filter(({ folder }) => !rootReferences.includes(folder));
  return [
    ...compiled.flatMap((workspace) => referenceProblems(workspace, folders)),
    ...absent.map(({ folder }) => `tsconfig.json: reference to ${folder} is missing`),
  ];
}
