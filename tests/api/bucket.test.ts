import { sha256Hex } from '@luneo/kernel';
import { type S3Server, startS3 } from '@luneo/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bucketStores } from './kit/bucket.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';

let s3: S3Server;
let server: TestServer;
beforeAll(async () => {
  s3 = await startS3();
  server = await startServer({ file: 'bucket.test.ts', worker: false, stores: await bucketStores(s3) });
});
afterAll(async () => {
  await server?.stop();
  await s3?.stop();
});

it('links to files in a bucket are the bucket’s own', async () => {
  const data = new Blob([await pngOf(20, 10)]);
  const asset = await server.shop.uploadAsset({ file: { name: 'a.png', data } });
  const { original } = await server.shop.linkAsset({ params: { hash: asset.hash }, query: {} });
  expect(new URL(original.url).origin).toBe(s3.endpoint);
  const answer = await fetch(original.url);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(sha256Hex(Buffer.from(await answer.arrayBuffer()))).toBe(asset.hash);
});
