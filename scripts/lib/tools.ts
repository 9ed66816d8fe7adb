import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './run.ts';

/** A program of the machine that some checks need; the one list of them. */
export interface Tool {
  readonly command: string;
  readonly debianPackage: string;
  readonly usedFor: string;
}

export const TOOLS: readonly Tool[] = [
  { command: 'chromium', debianPackage: 'chromium', usedFor: 'the shopper journey, the corpus in a browser' },
  { command: 'pdfinfo', debianPackage: 'poppler-utils', usedFor: 'a second opinion on print files' },
  { command: 'qpdf', debianPackage: 'qpdf', usedFor: 'structure of print files' },
  { command: 'gs', debianPackage: 'ghostscript', usedFor: 'a third renderer of print files' },
];

/** Where a command is, or undefined. */
export function whereIs(command: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, command);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // the next folder
    }
  }
  return undefined;
}

export interface Capability {
  readonly name: string;
  /** Undefined = there. */
  readonly unavailable: string | undefined;
  readonly usedFor: string;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Installs what is missing where that is possible, and says what is there. */
export async function prepareTools(tools: readonly Tool[] = TOOLS): Promise<Capability[]> {
  const missing = tools.filter(({ command }) => whereIs(command) === undefined);
  const why = missing.length === 0 ? undefined : await installDebian(missing);
  return tools.map(({ command, debianPackage, usedFor }) => ({
    name: command,
    usedFor,
    unavailable:
      whereIs(command) === undefined
        ? `${why ?? 'not installed'}: apt-get install ${debianPackage}`
        : undefined,
  }));
}

/** The reason it could not, or undefined. */
async function installDebian(missing: readonly Tool[]): Promise<string | undefined> {
  if (whereIs('apt-get') === undefined) return 'no apt-get here';
  if (!isRoot()) return 'not root';
  const names = [...new Set(missing.map(({ debianPackage }) => debianPackage))];
  say(`installing ${names.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env });
  if (update.code !== 0) return 'apt-get update failed';
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
  return install.code === 0 ? undefined : 'apt-get install failed';
}
