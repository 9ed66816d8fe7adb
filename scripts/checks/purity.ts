import { type Problems, type Repo, type SourceFile, shipped, type Workspace } from '../lib/repo.ts';
import type { Layers } from './layers.ts';

/** What makes code give another answer the next time, or on another machine. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/from 'node:/, 'a Node module'],
  [/\bprocess\.\w/, '`process`'],
  [/\bMath\.random\b/, '`Math.random`'],
  [/\bDate\.now\b|\bnew Date\(\)/, 'the clock'],
  [/\bperformance\.now\b/, 'the clock'],
  [/(?<![.\w])fetch\(/, 'the network'],
];
const ENVIRONMENT = /\bprocess\.env\b|\bimport\.meta\.env\b/;

/** Text without comments, line by line as before. */
export const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|[\s;,{(])\/\/[^\n]*/g, '$1');

function linesWith(file: SourceFile, pattern: RegExp): string[] {
  const lines = withoutComments(file.text).split('\n');
  return lines.flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}`] : []));
}

function impurities({ files }: Workspace): string[] {
  return shipped(files).flatMap((file) =>
    IMPURE.flatMap(([pattern, what]) =>
      linesWith(file, pattern).map((at) => `${at}: ${what} below L3; take it as a value`),
    ),
  );
}

/** Below L3 nothing reads clock, chance, files or network; the environment is read in `config` alone. */
export function checkPurity({ workspaces }: Repo, { layers, pure, browser }: Layers): Problems {
  const names = new Set(
    pure.flatMap((layer) => layers[layer] ?? []).filter((name) => !browser.includes(name)),
  );
  const strangers = workspaces.filter(({ name }) => name !== 'config');
  return [
    ...workspaces.filter(({ name }) => names.has(name)).flatMap(impurities),
    ...strangers.flatMap(({ files }) =>
      shipped(files).flatMap((file) =>
        linesWith(file, ENVIRONMENT).map((at) => `${at}: the environment is read in packages/config only`),
      ),
    ),
  ];
}
