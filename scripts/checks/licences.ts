import type { Problems } from '../lib/repo.ts';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
}
/** The part of package-lock.json that is read. */
export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

const PERMISSIVE = new Set(
  (
    'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 CC0-1.0 CC-BY-4.0 OFL-1.1 Python-2.0 ' +
    'Unlicense WTFPL Zlib MPL-2.0'
  ).split(' '),
);
/** LGPL is taken only where the library stays a file of its own that its user can exchange. */
const EXCHANGEABLE: readonly (readonly [RegExp, string])[] = [
  [/^@img\/sharp-/, 'libvips, a shared library beside sharp'],
  [/^libheif-js$/, 'libheif, a WebAssembly file of its own'],
];
const SECTIONS = ['## In what ships', '## For development and tests'] as const;

/** Whether an SPDX expression can be met with licences from `allowed`: any side of OR, every side of AND. */
export function meets(expression: string, allowed: (licence: string) => boolean): boolean {
  const plain = expression.replace(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed(licence.trim())));
}

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly ships: boolean;
}

/** Third parties in the lock file, by name. Dual entries of one version are merged. */
export function licencesOf({ packages }: Lock): Licence[] {
  const found = new Map<string, Licence>();
  for (const [path, { version, license, dev, link }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!path.includes('node_modules/') || link === true || name.startsWith('@luneo/')) continue;
    const key = `${name} ${version}`;
    const ships = dev !== true || found.get(key)?.ships === true;
    found.set(key, { name, version: version ?? '', licence: license ?? 'unknown', ships });
  }
  return [...found.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

/** Refuses GPL, AGPL and the unknown in what ships. */
export function checkLicences(lock: Lock): Problems {
  return licencesOf(lock)
    .filter(({ ships }) => ships)
    .flatMap(({ name, version, licence }) => {
      const exchangeable = EXCHANGEABLE.some(([pattern]) => pattern.test(name));
      const fine = meets(licence, (one) => PERMISSIVE.has(one) || (exchangeable && one.startsWith('LGPL-')));
      return fine ? [] : [`${name}@${version}: licence ${licence} may not ship`];
    });
}

/** `docs/third-party-licences.md`. */
export function licencesPage(lock: Lock): string {
  const licences = licencesOf(lock);
  const table = (ships: boolean): string[] => [
    '| package | licence |',
    '|---|---|',
    ...licences
      .filter((one) => one.ships === ships)
      .map(({ name, version, licence }) => `| ${name} ${version} | ${licence} |`),
  ];
  const lgpl = EXCHANGEABLE.map(([pattern, why]) => `- \`${pattern.source}\`: ${why}`);
  return [
    '# Third-party licences',
    '',
    'Written by `npm run generate` from package-lock.json. GPL and AGPL are refused in what ships. LGPL only for:',
    '',
    ...lgpl,
    '',
    SECTIONS[0],
    '',
    ...table(true),
    '',
    SECTIONS[1],
    '',
    ...table(false),
    '',
  ].join('\n');
}
