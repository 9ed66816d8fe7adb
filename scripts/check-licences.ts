import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/run.ts';
import { workspaces } from './lib/workspaces.ts';

interface Locked {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly link?: boolean;
        readonly license?: string;
        readonly optional?: boolean;
        readonly version?: string;
      }
    >
  >;
}

/** May be in what ships. */
const PERMISSIVE =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|Zlib|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Python-2\.0|OFL-1\.1|UFL-1\.0|WTFPL)$/;
/** Copyleft at file or library level: may ship dynamically linked or unmodified, each by name with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  '@img/sharp-': 'LGPL-3.0-or-later, libvips, a library of its own that sharp loads',
  'libheif-js': 'LGPL-3.0, libheif as a WebAssembly module of its own',
  lightningcss: 'MPL-2.0, build tool of Vite, unmodified',
  'axe-core': 'MPL-2.0, tests only',
  '@resvg/resvg-js': 'MPL-2.0, tests only',
};
/** Packages whose manifest names no licence, or not by its SPDX name; read by hand. */
const KNOWN: Readonly<Record<string, string>> = { busboy: 'MIT', streamsearch: 'MIT', 'xml-escape': 'MIT' };

const nameOf = (path: string): string => path.split('node_modules/').at(-1)!;

function acceptable(expression: string): boolean {
  const text = expression.replace(/[()]/g, '');
  if (text.includes(' OR ')) return text.split(' OR ').some((part) => acceptable(part));
  return text.split(' AND ').every((part) => PERMISSIVE.test(part.trim()));
}

function licenceOf(path: string, locked: string | undefined): string {
  const known = KNOWN[nameOf(path)];
  if (known !== undefined) return known;
  if (locked) return locked;
  try {
    const { license } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as {
      license?: string | { type?: string };
    };
    return (typeof license === 'string' ? license : license?.type) ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly ships: boolean;
}

/** Third parties of the lock file by name and version; what ships anywhere counts as shipping. */
function thirdParties(): Licence[] {
  const own = new Set(workspaces().map(({ manifest }) => manifest.name));
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;
  const found = new Map<string, Licence>();
  for (const [path, { dev, link, license, version = '' }] of Object.entries(packages)) {
    const name = nameOf(path);
    if (!path.includes('node_modules/') || link || own.has(name)) continue;
    const key = `${name} ${version}`;
    const ships = !dev || found.get(key)?.ships === true;
    found.set(key, { name, version, licence: licenceOf(path, license), ships });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, licence]) => licence);
}

/** `docs/third-party-licences.md`. */
export function licencesPage(): string {
  const all = thirdParties();
  const table = (ships: boolean): string[] => [
    '| package | licence |',
    '|---|---|',
    ...all
      .filter((one) => one.ships === ships)
      .map(({ name, version, licence }) => `| ${name} ${version} | ${licence} |`),
  ];
  const lines = [
    '# Third-party licences',
    '',
    'Written by `npm run generate` from package-lock.json. GPL and AGPL are refused in what ships, and other',
    'copyleft but for these, each for its reason (a name may be the beginning of several):',
    '',
    ...Object.entries(ALLOWED).map(([name, why]) => `- \`${name}\`: ${why}`),
    '',
    '## In what ships',
    '',
    ...table(true),
    '',
    '## For development and tests only',
    '',
    ...table(false),
  ];
  return `${lines.join('\n')}\n`;
}

/** What ships under a licence we may not ship under. Development tools are not asked. */
export const refused = (licences: readonly Licence[]): string[] =>
  licences
    .filter(({ ships, name }) => ships && !Object.keys(ALLOWED).some((known) => name.startsWith(known)))
    .filter(({ licence }) => !acceptable(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence} may not ship`);

export const licenceFaults = (): string[] => refused(thirdParties());
