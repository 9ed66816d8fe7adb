import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { sha256Hex } from '@luneo/kernel';
import {
  type BlobStat,
  type BlobStore,
  type ByteRange,
  blobPath,
  hashFile,
  isHash,
  missingBlob,
  verified,
} from './blobs.ts';

const SHARD = /^[0-9a-f]{2}$/;
/** Begins the name of a file that a sweep has put aside. */
const STALE = '.stale-';

/**
 * Blobs as files, `ab/cdef…` by the first two digits of the hash. A file appears under its name only when
 * it is whole and on disk: written aside, synced, renamed, and the folder synced.
 */
export class DiskBlobs implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(bytes: Uint8Array): Promise<string> {
    const hash = sha256Hex(bytes);
    const path = this.#path(hash);
    const now = new Date();
    if ((await this.stat(hash))?.bytes === bytes.byteLength) {
      const young = await utimes(path, now, now).then(() => true, ignoreMissing);
      if (young) return hash;
    }
    await writeWhole(path, bytes);
    return hash;
  }

  async putFile(file: string): Promise<string> {
    const { sha256: hash, bytes } = await hashFile(file);
    const path = this.#path(hash);
    const now = new Date();
    if ((await this.stat(hash))?.bytes === bytes) {
      const young = await utimes(path, now, now).then(() => true, ignoreMissing);
      if (young) return hash;
    }
    await writeWhole(path, createReadStream(file));
    return hash;
  }

  async get(hash: string): Promise<Buffer | undefined> {
    const bytes = await readFile(this.#path(hash)).catch(ignoreMissing);
    return bytes && verified(hash, bytes);
  }

  async has(hash: string): Promise<boolean> {
    return (await this.stat(hash)) !== undefined;
  }

  async stat(hash: string): Promise<BlobStat | undefined> {
    const found = await stat(this.#path(hash)).catch(ignoreMissing);
    return found && { bytes: found.size, putAt: found.mtime };
  }

  async stream(hash: string, range?: ByteRange): Promise<Readable> {
    if ((await this.stat(hash)) === undefined) throw missingBlob(hash);
    return createReadStream(this.#path(hash), { ...range });
  }

  async delete(hash: string): Promise<void> {
    await rm(this.#path(hash), { force: true });
  }

  async deleteStale(hash: string, before: Date): Promise<boolean> {
    const found = await this.stat(hash);
    if (found === undefined || found.putAt >= before) return false;
    const path = this.#path(hash);
    const aside = join(dirname(path), STALE + hash.slice(2));
    // A put before this line made the file young, which goes aside with it; one after it finds no file and writes.
    if ((await rename(path, aside).then(() => true, ignoreMissing)) === undefined) return false;
    if ((await stat(aside)).mtime >= before) {
      await rename(aside, path);
      return false;
    }
    await rm(aside);
    return true;
  }

  async *list(): AsyncIterable<string> {
    for (const shard of await readdir(this.#folder).catch(() => [])) {
      if (!SHARD.test(shard)) continue;
      const folder = join(this.#folder, shard);
      for (const name of await readdir(folder)) {
        const rest = name.replace(STALE, '');
        const hash = shard + rest;
        if (!isHash(hash)) continue;
        // A sweep was killed here; the next one decides anew.
        if (name !== rest) await rename(join(folder, name), join(folder, rest)).catch(ignoreMissing);
        yield hash;
      }
    }
  }

  async check(): Promise<void> {
    const probe = join(this.#folder, `probe-${randomUUID()}`);
    await mkdir(this.#folder, { recursive: true });
    const file = await open(probe, 'wx');
    await file.close();
    await rm(probe);
  }

  async signedUrl(): Promise<undefined> {}

  #path(hash: string): string {
    return join(this.#folder, blobPath(hash));
  }
}

/** A file appears under its name only when it is whole and on disk. */
export async function writeWhole(path: string, bytes: Uint8Array | Readable): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `.${randomUUID()}`);
  const file = await open(aside, 'wx');
  try {
    // Each write goes on where the last one ended.
    for await (const part of bytes instanceof Uint8Array ? [bytes] : bytes) await file.writeFile(part);
    await file.sync();
    await file.close();
    await rename(aside, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Without this a power cut can lose the new name although the bytes are on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
