import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DiskDerived } from './index.ts';

it('gives back what was put, knows what is missing, and leaves no halves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'derived-'));
  const files = new DiskDerived(folder);
  expect(await files.get('a/b@640.webp')).toBeUndefined();
  await Promise.all([
    files.put('a/b@640.webp', Buffer.from('x')),
    files.put('a/b@640.webp', Buffer.from('x')),
  ]);
  expect(Buffer.from((await files.get('a/b@640.webp'))!).toString()).toBe('x');
  expect(await readdir(join(folder, 'a'))).toEqual(['b@640.webp']);
  await rm(folder, { recursive: true });
});

it('refuses keys that would leave the folder', async () => {
  const files = new DiskDerived('/nowhere');
  for (const key of ['../a', 'a/../b', '/a', 'a//b', '', '.a', 'a/.b'])
    await expect(files.get(key)).rejects.toThrow(TypeError);
});
