import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type DerivedFiles, type DerivedStat, derivedKey } from './blobs.ts';
import { ignoreMissing, writeWhole } from './disk.ts';

/** Derived files in a folder; the folder may be emptied at any time, they are made again. */
export class DiskDerived implements DerivedFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(key: string): Promise<Buffer | undefined> {
    return readFile(this.#path(key)).catch(ignoreMissing);
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await writeWhole(this.#path(key), bytes);
  }

  async *list(): AsyncIterable<DerivedStat> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(ignoreMissing);
      if (found !== undefined)
        yield { key: relative(this.#folder, path).replaceAll(sep, '/'), putAt: found.mtime };
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  #path(key: string): string {
    return join(this.#folder, derivedKey(key));
  }
}
