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
      }
    >
  >;
}

/** May be in what ships. */
const PERMISSIVE =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|Zlib|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Python-2\.0|OFL-1\.1|UFL-1\.0|WTFPL)$/;
/** Copyleft at file or library level: may ship dynamically linked or unmodified, each by name with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  '@img/sharp-libvips': 'LGPL-3.0-or-later, libvips, a shared library loaded by sharp',
  'libheif-js': 'LGPL-3.0, libheif as a WebAssembly module of its own',
  lightningcss: 'MPL-2.0, build tool of Vite, unmodified',
  'axe-core': 'MPL-2.0, tests only',
  '@resvg/resvg-js': 'MPL-2.0, tests only',
};
/** Packages whose manifest names no licence, read by hand. */
const KNOWN: Readonly<Record<string, string>> = { busboy: 'MIT', streamsearch: 'MIT' };

const nameOf = (path: string): string => path.split('node_modules/').at(-1)!;

function acceptable(expression: string): boolean {
  const text = expression.replace(/[()]/g, '');
  if (text.includes(' OR ')) return text.split(' OR ').some((part) => acceptable(part));
  return text.split(' AND ').every((part) => PERMISSIVE.test(part.trim()));
}

function licenceOf(path: string, locked: string | undefined): string {
  if (locked) return locked;
  try {
    const { license } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as {
      license?: string | { type?: string };
    };
    return (typeof license === 'string' ? license : license?.type) ?? KNOWN[nameOf(path)] ?? 'unknown';
  } catch {
    return KNOWN[nameOf(path)] ?? 'unknown';
  }
}

/** Every package that ships, with a licence we may ship under. Development tools are not asked. */
export function licenceFaults(): string[] {
  const own = new Set(workspaces().map(({ manifest }) => manifest.name));
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;
  return Object.entries(packages)
    .filter(
      ([path, entry]) =>
        path.includes('node_modules/') && !entry.dev && !entry.link && !own.has(nameOf(path)),
    )
    .filter(([path]) => !Object.keys(ALLOWED).some((name) => nameOf(path).startsWith(name)))
    .map(([path, entry]) => [nameOf(path), licenceOf(path, entry.license)] as const)
    .filter(([, licence]) => !acceptable(licence))
    .map(([name, licence]) => `${name}: ${licence} may not ship`);
}
