import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DerivedFiles } from './blobs.ts';
import { ignoreMissing, writeWhole } from './disk.ts';

/** Parts of letters, digits and `_ - @ .`, not beginning with a dot, joined by single slashes. */
const KEY = /^[\w@-][\w@.-]*(\/[\w@-][\w@.-]*)*$/;

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

  #path(key: string): string {
    if (!KEY.test(key)) throw new TypeError(`not a key of a derived file: ${JSON.stringify(key)}`);
    return join(this.#folder, key);
  }
}
