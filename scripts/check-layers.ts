import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/run.ts';
import { isTest, readJson, sources, type Workspace, workspaces } from './lib/workspaces.ts';

interface Layers {
  readonly levels: readonly (readonly string[])[];
  readonly within: Readonly<Record<string, readonly string[]>>;
  readonly pure: readonly string[];
  readonly react: readonly string[];
  readonly onlyComposition: string;
  readonly development: readonly string[];
}
const layers = readJson<Layers>('scripts/layers.json');
const levelOf = (name: string): number => layers.levels.findIndex((level) => level.includes(name));

/** What may not appear in pure code: it comes in as a value. */
const IMPURE =
  /\bfrom '(node:[^']+|pg|sharp|fastify)'|\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\b(?<!\.)fetch\(/;
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

function mayImport(from: string, to: string): boolean {
  const [low, high] = [levelOf(to), levelOf(from)];
  if (layers.development.includes(to)) return false;
  if (low === high) return layers.within[from]?.includes(to) ?? false;
  const apps = layers.levels.findIndex((level) => level.includes('b2b-api'));
  if (low === apps && from !== layers.onlyComposition) return false;
  return low < high;
}

function importFaults({ name, folder }: Workspace, file: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, target]) => {
    const own = /^@luneo\/([^/]+)/.exec(target!)?.[1];
    if (own && own !== name && !isTest(file) && !mayImport(name, own))
      return [`${file}: ${name} (L${levelOf(name)}) may not import ${own} (L${levelOf(own)})`];
    if (target!.startsWith('.') && !join(file, '..', target!).startsWith(folder))
      return [`${file}: "${target}" leaves its package; import it by name`];
    if (/^react(-dom)?(\/|$)/.test(target!) && !layers.react.includes(name))
      return [`${file}: React does not belong in ${name}`];
    if (target!.startsWith('@nestjs/') && name !== 'b2b-api') return [`${file}: Nest belongs in b2b-api`];
    return [];
  });
}

/** Manifests and imports against the table; what a package imports it must list, and the other way round. */
export function layerFaults(): string[] {
  return workspaces().flatMap((workspace) => {
    const { name, folder, manifest } = workspace;
    if (layers.development.includes(name)) return [];
    if (levelOf(name) < 0) return [`${folder}: not in scripts/layers.json`];
    const files = sources(folder).filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.config.ts'));
    const texts = files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
    const listed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((dep) =>
      dep.startsWith('@luneo/'),
    );
    const used = new Set(
      texts.flatMap(([, text]) =>
        [...text.matchAll(IMPORT)].map(([, target]) => /^@luneo\/[^/]+/.exec(target!)?.[0] ?? ''),
      ),
    );
    return [
      ...texts.flatMap(([file, text]) => importFaults(workspace, file, text)),
      ...texts
        .filter(
          ([file, text]) =>
            layers.pure.includes(name) && file.includes('/src/') && !isTest(file) && IMPURE.test(text),
        )
        .map(([file, text]) => `${file}: "${IMPURE.exec(text)![0].trim()}" in pure code`),
      ...listed
        .filter((dep) => !used.has(dep))
        .map((dep) => `${folder}/package.json: lists ${dep}, imports it nowhere`),
      ...[...used]
        .filter((dep) => dep && dep !== manifest.name && !listed.includes(dep))
        .map((dep) => `${folder}: imports ${dep}, does not list it`),
    ];
  });
}
