import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sha256Hex } from '@luneo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskBlobs } from './index.ts';

let folder: string;
let blobs: DiskBlobs;
const photo = Buffer.from('not really a photo, but bytes all the same');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-blobs-'));
  blobs = new DiskBlobs(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('blobs on disk', () => {
  it('give back what was put, under the hash of its content', async () => {
    const hash = await blobs.put(photo);
    expect(hash).toBe(sha256Hex(photo));
    expect(await blobs.get(hash)).toEqual(photo);
    expect(await blobs.stat(hash)).toEqual({ bytes: photo.length });
    expect(await buffer(await blobs.stream(hash, { start: 4, end: 9 }))).toEqual(photo.subarray(4, 10));
  });

  it('keep equal content once, also when put by many at once', async () => {
    const hashes = await Promise.all(Array.from({ length: 20 }, () => blobs.put(photo)));
    expect(new Set(hashes).size).toBe(1);
    const listed: string[] = [];
    for await (const hash of blobs.list()) listed.push(hash);
    expect(listed).toEqual([hashes[0]]);
    expect(await readdir(join(folder, hashes[0]!.slice(0, 2)))).toHaveLength(1);
  });

  it('tell missing from damaged, and heal a cut-off file on the next put', async () => {
    expect(await blobs.get('0'.repeat(64))).toBeUndefined();
    expect(await blobs.has('0'.repeat(64))).toBe(false);
    await expect(blobs.stream('0'.repeat(64))).rejects.toMatchObject({ code: 'blob_missing' });
    const hash = await blobs.put(photo);
    const file = join(folder, hash.slice(0, 2), hash.slice(2));
    await writeFile(file, Buffer.alloc(photo.length));
    await expect(blobs.get(hash)).rejects.toMatchObject({ code: 'blob_corrupt' });
    await truncate(file, 3);
    await blobs.put(photo);
    expect(await blobs.get(hash)).toEqual(photo);
  });

  it('never leave their folder', async () => {
    for (const name of ['../../etc/passwd', '', 'ABC', '..'])
      await expect(blobs.get(name)).rejects.toMatchObject({ code: 'blob_missing' });
  });

  it('forget what was deleted', async () => {
    const hash = await blobs.put(photo);
    await blobs.delete(hash);
    expect(await blobs.stat(hash)).toBeUndefined();
  });

  it('say when they cannot be written', async () => {
    await blobs.check();
    await writeFile(join(folder, 'file'), '');
    await expect(new DiskBlobs(join(folder, 'file')).check()).rejects.toThrow();
  });
});
