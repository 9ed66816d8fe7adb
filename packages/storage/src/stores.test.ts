import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { loadConfig } from '@luneo/config';
import { sha256Hex } from '@luneo/kernel';
import { type CloudinaryServer, type S3Server, startCloudinary, startS3 } from '@luneo/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudinaryDerived } from './cloudinary.ts';
import { type BlobStore, type DerivedFiles, DiskBlobs, DiskDerived, openStores } from './index.ts';
import { S3Blobs, S3Derived, type S3Options } from './s3.ts';

let folder: string;
let s3: S3Server;
let cloudinary: CloudinaryServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-stores-'));
  [s3, cloudinary] = await Promise.all([startS3(), startCloudinary()]);
});
afterAll(async () => {
  await Promise.all([s3?.stop(), cloudinary?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const bucketOf = (prefix: string): S3Options => ({ ...s3, prefix, pathStyle: true });
const cloudOf = (prefix: string) => ({ ...cloudinary, prefix });
const missing = '0'.repeat(64);
const bytesOf = (text: string): Buffer => Buffer.from(`not really a photo: ${text}`);

const BLOBS: Record<string, (name: string) => BlobStore> = {
  disk: (name) => new DiskBlobs(join(folder, name)),
  'a bucket': (name) => new S3Blobs(bucketOf(`${name}/`)),
};

describe.each(Object.keys(BLOBS))('blobs in %s', (kind) => {
  const open = (name: string): BlobStore => BLOBS[kind]!(`${kind.replace(' ', '-')}-${name}`);

  it('give back what was put, whole or in part, under the hash of its content', async () => {
    const blobs = open('put');
    const photo = bytesOf('a');
    const hash = await blobs.put(photo);
    expect(hash).toBe(sha256Hex(photo));
    expect(await blobs.get(hash)).toEqual(photo);
    expect(await blobs.stat(hash)).toMatchObject({ bytes: photo.length });
    expect(Date.now() - (await blobs.stat(hash))!.putAt.getTime()).toBeLessThan(60_000);
    expect(await buffer(await blobs.stream(hash))).toEqual(photo);
    expect(await buffer(await blobs.stream(hash, { start: 4, end: 9 }))).toEqual(photo.subarray(4, 10));
    expect(await buffer(await blobs.stream(hash, { start: 4 }))).toEqual(photo.subarray(4));
  });

  it('keep equal content once, and list every name, however many', async () => {
    const blobs = open('many');
    const names = new Set<string>();
    for (let n = 0; n < 8; n++) names.add(await blobs.put(bytesOf(String(n))));
    await Promise.all(Array.from({ length: 5 }, () => blobs.put(bytesOf('0'))));
    const listed: string[] = [];
    for await (const hash of blobs.list()) listed.push(hash);
    expect(listed.sort()).toEqual([...names].sort());
  });

  it('take a file of this machine as they take bytes', async () => {
    const blobs = open('file');
    const path = join(folder, `file-${kind}`);
    await writeFile(path, bytesOf('large'));
    const hash = await blobs.putFile(path);
    expect(hash).toBe(sha256Hex(bytesOf('large')));
    expect(await blobs.putFile(path)).toBe(hash);
    expect(await blobs.get(hash)).toEqual(bytesOf('large'));
  });

  it('tell what is missing', async () => {
    const blobs = open('missing');
    expect(await blobs.get(missing)).toBeUndefined();
    expect(await blobs.stat(missing)).toBeUndefined();
    expect(await blobs.has(missing)).toBe(false);
    await expect(blobs.stream(missing)).rejects.toMatchObject({ code: 'blob_missing' });
  });

  it('never leave their place', async () => {
    for (const name of ['../../etc/passwd', '', 'ABC', '..', `${missing}/..`])
      await expect((async () => open('leave').get(name))()).rejects.toMatchObject({ code: 'blob_missing' });
  });

  it('forget what was deleted, and do not mind twice', async () => {
    const blobs = open('delete');
    const hash = await blobs.put(bytesOf('gone'));
    await blobs.delete(hash);
    await blobs.delete(hash);
    expect(await blobs.has(hash)).toBe(false);
  });

  it('lose what is stale, and nothing that was put since', async () => {
    const blobs = open('stale');
    const hash = await blobs.put(bytesOf('old'));
    const { putAt } = (await blobs.stat(hash))!;
    expect(await blobs.deleteStale(hash, putAt)).toBe(false);
    expect(await blobs.deleteStale(missing, new Date())).toBe(false);
    expect(await blobs.has(hash)).toBe(true);
    expect(await blobs.deleteStale(hash, new Date(putAt.getTime() + 1_000))).toBe(true);
    expect(await blobs.has(hash)).toBe(false);
    expect(await blobs.put(bytesOf('old'))).toBe(hash);
    const names: string[] = [];
    for await (const name of blobs.list()) names.push(name);
    expect(names).toEqual([hash]);
  });

  it('answer the health check', async () => {
    await expect(open('check').check()).resolves.toBeUndefined();
  });
});

describe.each(Object.keys(BLOBS))('a sweep of %s', (kind) => {
  it('never takes what is put at the same time', async () => {
    const blobs = BLOBS[kind]!(kind === 'disk' ? 'race-disk' : 'race-a-bucket');
    const folderOf = (hash: string) => join(folder, `race-${kind}`, hash.slice(0, 2), hash.slice(2));
    for (let round = 0; round < 40; round++) {
      const bytes = bytesOf(`race ${round % 4}`);
      const hash = await blobs.put(bytes);
      const old = new Date(Date.now() - 48 * 3_600_000);
      if (kind === 'disk') await utimes(folderOf(hash), old, old);
      else s3.objects.get(`race-a-bucket/${hash.slice(0, 2)}/${hash.slice(2)}`)!.putAt = old;
      const stale = new Date(Date.now() - 24 * 3_600_000);
      await Promise.all([
        blobs.deleteStale(hash, stale),
        ...Array.from({ length: round % 3 }, () => blobs.put(bytes)),
      ]);
      if (round % 3 > 0) expect(await blobs.get(hash), `round ${round}`).toEqual(bytes);
      else expect(await blobs.has(hash)).toBe(false);
    }
  });
});

describe('blobs in a bucket', () => {
  it('tell damaged bytes', async () => {
    const blobs = new S3Blobs(bucketOf('damage/'));
    const hash = await blobs.put(bytesOf('x'));
    s3.objects.get(`damage/${hash.slice(0, 2)}/${hash.slice(2)}`)!.bytes = Buffer.from('other');
    await expect(blobs.get(hash)).rejects.toMatchObject({ code: 'blob_corrupt' });
  });

  it('are fetched at signed addresses, until they expire or are changed', async () => {
    const blobs = new S3Blobs(bucketOf('signed/'));
    const hash = await blobs.put(bytesOf('pdf'));
    const file = { fileName: 'Zoë – front.pdf', contentType: 'application/pdf', expiresIn: 60 };
    const url = await blobs.signedUrl(hash, file);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''Zo%C3%AB");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytesOf('pdf'));
    const changed = new URL(url);
    changed.searchParams.set('response-content-type', 'text/html');
    expect((await fetch(changed)).status).toBe(403);
    const bare = new URL(url);
    bare.search = '';
    expect((await fetch(bare)).status).toBe(403);
    const expired = await blobs.signedUrl(hash, { ...file, expiresIn: 0 });
    await expect.poll(async () => (await fetch(expired)).status).toBe(403);
  });

  it('are refused to a wrong secret', async () => {
    const blobs = new S3Blobs({ ...bucketOf('wrong/'), secretAccessKey: 'another' });
    await expect(blobs.put(bytesOf('x'))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(blobs.check()).rejects.toThrow();
  });

  it('outlast a service that is slow for a moment, and say when it stays so', async () => {
    const blobs = new S3Blobs(bucketOf('slow/'));
    s3.fail(503, 2);
    const hash = await blobs.put(bytesOf('late'));
    expect(await blobs.get(hash)).toEqual(bytesOf('late'));
    s3.fail(503, 99);
    await expect(blobs.get(hash)).rejects.toThrow();
    s3.fail(503, 0);
  });
});

const DERIVED: Record<string, (name: string) => DerivedFiles> = {
  disk: (name) => new DiskDerived(join(folder, name)),
  'a bucket': (name) => new S3Derived(bucketOf(`${name}/`)),
  Cloudinary: (name) => new CloudinaryDerived(cloudOf(`${name}/`)),
};

describe.each(Object.keys(DERIVED))('derived files in %s', (kind) => {
  const open = (): DerivedFiles => DERIVED[kind]!(`derived-${kind.replace(' ', '-')}`);
  const key = 'previews/r1/abc-front@640.webp';

  it('give back what was put, also when put twice at once', async () => {
    const files = open();
    expect(await files.get(key)).toBeUndefined();
    await Promise.all([files.put(key, bytesOf('p')), files.put(key, bytesOf('p'))]);
    expect(Buffer.from((await files.get(key))!)).toEqual(bytesOf('p'));
  });

  it('are listed, however many, and can be deleted', async () => {
    const files = open();
    const keys = ['a@1.webp', 'b@1.webp', 'previews/c@1.webp', 'previews/r1/d@1.webp'];
    for (const name of keys) await files.put(name, bytesOf(name));
    const listed: string[] = [];
    for await (const { key: name, putAt } of files.list()) {
      listed.push(name);
      expect(Math.abs(Date.now() - putAt.getTime())).toBeLessThan(60_000);
    }
    expect(listed.sort()).toEqual([...keys, key].sort());
    await files.delete('a@1.webp');
    await files.delete('a@1.webp');
    expect(await files.get('a@1.webp')).toBeUndefined();
    expect(await files.get('b@1.webp')).toBeDefined();
  });

  it('refuse keys that would leave their place', async () => {
    for (const bad of ['../a.webp', 'a/../b.webp', '/a.webp', 'a//b.webp', '', '.a'])
      await expect((async () => open().get(bad))()).rejects.toThrow(TypeError);
  });
});

describe('previews in Cloudinary', () => {
  it('have an address of their own', () => {
    const files = new CloudinaryDerived({ ...cloudOf('luneo/'), deliveryHost: undefined });
    expect(files.url('previews/a@640.webp')).toBe(
      `https://res.cloudinary.com/${cloudinary.cloudName}/image/upload/v1/luneo/previews/a%40640.webp`,
    );
  });

  it('are refused with a wrong secret, in our own words', async () => {
    const all = new CloudinaryDerived({ ...cloudOf('luneo/'), apiSecret: 'another' }).list();
    await expect(
      (async () => {
        for await (const _ of all);
      })(),
    ).rejects.toMatchObject({ code: 'unavailable' });
    const files = new CloudinaryDerived({ ...cloudOf('luneo/'), apiSecret: 'another' });
    await expect(files.put('a@1.webp', bytesOf('x'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Invalid Signature'),
    });
  });
});

describe('what the configuration names', () => {
  const open = async (env: Record<string, string>) => {
    const config = loadConfig(env);
    if (!config.ok) throw new Error(config.error.message);
    return openStores(config.value, { blobs: join(folder, 'named'), derived: join(folder, 'derived') });
  };
  const bucket = () => ({
    STORAGE_S3_BUCKET: s3.bucket,
    STORAGE_S3_ENDPOINT: s3.endpoint,
    STORAGE_S3_REGION: s3.region,
    STORAGE_S3_ACCESS_KEY_ID: s3.accessKeyId,
    STORAGE_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    STORAGE_S3_PATH_STYLE: 'true',
  });

  it('is a folder, where it names nothing', async () => {
    const { blobs, derived } = await open({});
    expect(blobs).toBeInstanceOf(DiskBlobs);
    expect(derived).toBeInstanceOf(DiskDerived);
  });

  it('is a bucket for both, apart from one another', async () => {
    const { blobs, derived } = await open(bucket());
    const hash = await blobs.put(bytesOf('named'));
    await derived.put('previews/x@1.webp', bytesOf('x'));
    expect([...s3.objects.keys()]).toEqual(
      expect.arrayContaining([`blobs/${hash.slice(0, 2)}/${hash.slice(2)}`, 'derived/previews/x@1.webp']),
    );
  });

  it('is Cloudinary for previews alone', async () => {
    const { blobs, derived } = await open({ ...bucket(), CLOUDINARY_URL: 'cloudinary://1:s%2Fx@my-cloud' });
    expect(blobs).toBeInstanceOf(S3Blobs);
    expect((derived as CloudinaryDerived).url('a@1.webp')).toContain('https://res.cloudinary.com/my-cloud/');
  });
});
