import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DerivedFiles, derivedKey } from './blobs.ts';
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

  #path(key: string): string {
    return join(this.#folder, derivedKey(key));
  }
}
