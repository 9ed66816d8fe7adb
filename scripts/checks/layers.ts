import { importsOf, isTest, type Problems, type Repo, shipped, type Workspace } from '../lib/repo.ts';

/** `scripts/layers.json`: who may import whom. */
export interface Layers {
  /** Lowest first; an import goes to a lower layer. */
  readonly layers: Readonly<Record<string, readonly string[]>>;
  /** Imports allowed within a layer. */
  readonly arrows: Readonly<Record<string, readonly string[]>>;
  readonly appsImportedBy: readonly string[];
  /** For tests only: no shipped file may import them. */
  readonly devOnly: readonly string[];
  readonly restricted: Readonly<Record<string, readonly string[]>>;
  readonly pure: readonly string[];
  readonly browser: readonly string[];
}

const SCOPE = '@luneo/';
const APPS = 'L4';
const depthOf = (table: Layers, name: string): number =>
  Object.values(table.layers).findIndex((names) => names.includes(name));
const layerOf = (table: Layers, name: string): string | undefined =>
  Object.keys(table.layers)[depthOf(table, name)];

/** Whether `from` may depend on `to`; both are workspace names. */
export function mayImport(table: Layers, from: string, to: string): boolean {
  if (table.devOnly.includes(from)) return layerOf(table, to) !== APPS;
  if (layerOf(table, to) === APPS) return table.appsImportedBy.includes(from);
  const [a, b] = [depthOf(table, from), depthOf(table, to)];
  return b !== -1 && (b < a || (b === a && (table.arrows[from] ?? []).includes(to)));
}

const dependencies = ({ manifest }: Workspace): string[] => Object.keys(manifest.dependencies ?? {});
const ours = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith(SCOPE)).map((name) => name.slice(SCOPE.length));

function manifestProblems(table: Layers, workspace: Workspace): string[] {
  return ours(dependencies(workspace))
    .filter((to) => !mayImport(table, workspace.name, to))
    .map(
      (to) =>
        `${workspace.folder}/package.json: ${workspace.name} may not depend on ${to} (scripts/layers.json)`,
    );
}

function importProblems(table: Layers, workspace: Workspace): string[] {
  const declared = new Set([
    ...dependencies(workspace),
    ...Object.keys(workspace.manifest.devDependencies ?? {}),
  ]);
  const ships = new Set(shipped(workspace.files));
  return workspace.files.flatMap((file) =>
    importsOf(file).flatMap((name) => {
      const at = `${file.path}: `;
      const to = name.startsWith(SCOPE) ? name.slice(SCOPE.length) : undefined;
      if (to === workspace.name) return [];
      if (to === undefined) return restrictedProblem(table, workspace, name).map((text) => at + text);
      if (table.devOnly.includes(to) && ships.has(file)) return [`${at}${to} is for tests only`];
      if (table.devOnly.includes(to) || isTest(file.path) === false)
        return declared.has(name) ? [] : [`${at}${name} is not in package.json`];
      return [];
    }),
  );
}

function restrictedProblem({ restricted }: Layers, { name }: Workspace, imported: string): string[] {
  const allowed = restricted[imported];
  return allowed === undefined || allowed.includes(name)
    ? []
    : [`${imported} is only for ${allowed.join(', ')}`];
}

/** Cycles among workspaces; a cycle is named once, from its first member. */
export function cycles(workspaces: readonly Workspace[]): string[] {
  const edges = new Map(workspaces.map((workspace) => [workspace.name, ours(dependencies(workspace))]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      found.push([...path.slice(path.indexOf(name)), name].join(' -> '));
      return;
    }
    state.set(name, 'open');
    for (const next of edges.get(name) ?? []) visit(next, [...path, name]);
    state.set(name, 'done');
  };
  for (const { name } of workspaces) visit(name, []);
  return found;
}

export function checkLayers({ workspaces }: Repo, table: Layers): Problems {
  const unknown = workspaces
    .filter(({ name }) => depthOf(table, name) === -1 && !table.devOnly.includes(name))
    .map(({ folder }) => `${folder}: no layer in scripts/layers.json`);
  return [
    ...unknown,
    ...workspaces.flatMap((workspace) => [
      ...manifestProblems(table, workspace),
      ...importProblems(table, workspace),
    ]),
    ...cycles(workspaces).map((path) => `cycle: ${path}`),
  ];
}
