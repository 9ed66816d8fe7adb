import { mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskBlobs } from './index.ts';

let folder: string;
let blobs: DiskBlobs;
const photo = Buffer.from('not really a photo, but bytes all the same');
const fileOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-blobs-'));
  blobs = new DiskBlobs(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('blobs on disk', () => {
  it('leave nothing beside the file when many put the same at once', async () => {
    const [hash] = await Promise.all(Array.from({ length: 20 }, () => blobs.put(photo)));
    expect(await readdir(join(folder, hash!.slice(0, 2)))).toHaveLength(1);
  });

  it('tell a damaged file, and heal a cut-off one on the next put', async () => {
    const hash = await blobs.put(photo);
    await writeFile(fileOf(hash), Buffer.alloc(photo.length));
    await expect(blobs.get(hash)).rejects.toMatchObject({ code: 'blob_corrupt' });
    await truncate(fileOf(hash), 3);
    await blobs.put(photo);
    expect(await blobs.get(hash)).toEqual(photo);
  });

  it('are young again when they are put again', async () => {
    const hash = await blobs.put(photo);
    await utimes(fileOf(hash), new Date(0), new Date(0));
    expect((await blobs.stat(hash))!.putAt.getTime()).toBe(0);
    await blobs.put(photo);
    expect(Date.now() - (await blobs.stat(hash))!.putAt.getTime()).toBeLessThan(60_000);
  });

  it('say when they cannot be written', async () => {
    await blobs.check();
    await writeFile(join(folder, 'file'), '');
    await expect(new DiskBlobs(join(folder, 'file')).check()).rejects.toThrow();
  });
});
