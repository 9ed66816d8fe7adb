import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileHarfBuzz, type HarfBuzzModule } from '@luneo/layout';
import { unpackWoff2 } from './unpack.ts';

const require = createRequire(import.meta.url);

/** Folder of an installed package. */
export const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** The font inside a package file, as an OpenType file: WOFF2 is unpacked. */
export async function readFont(pack: string, file: string): Promise<Uint8Array> {
  const bytes = await readFile(join(packageFolder(pack), file));
  return file.endsWith('.woff2') ? unpackWoff2(bytes) : new Uint8Array(bytes);
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Compiled HarfBuzz, for `createShaper`. */
export async function harfbuzzModule(): Promise<HarfBuzzModule> {
  return compileHarfBuzz(await readFile(harfbuzzFile()));
}

/** The wasm file that browsers fetch and Node reads: one and the same. */
export const harfbuzzFile = (): string => require.resolve('harfbuzzjs/dist/harfbuzz.wasm');
