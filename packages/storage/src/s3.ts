import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sha256Hex } from '@luneo/kernel';
import {
  type BlobStat,
  type BlobStore,
  type ByteRange,
  blobPath,
  type DerivedFiles,
  type DerivedStat,
  derivedKey,
  hashFile,
  isHash,
  missingBlob,
  type SignedFile,
  verified,
} from './blobs.ts';

/** A bucket of any S3-compatible service: AWS, Cloudflare R2, Hetzner, MinIO … */
export interface S3Options {
  /** Unset = AWS itself. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Begins every key, e.g. `blobs/`. */
  readonly prefix: string;
  /** Bucket in the path instead of the host name: services without a DNS name a bucket. */
  readonly pathStyle: boolean;
}

const connect = ({ endpoint, region, accessKeyId, secretAccessKey, pathStyle }: S3Options): S3Client =>
  new S3Client({
    region,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint === undefined ? {} : { endpoint }),
    // Younger checksum headers are unknown to some compatible services; Content-MD5 is known to all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 4,
  });

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

/** 404 as undefined; a bucket without the right to list answers 403 for what is missing, and that is an error. */
function ignoreMissing(error: unknown): undefined {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
  throw error;
}

/** Every object under the prefix; keys without it. */
async function* listed(client: S3Client, { bucket, prefix }: S3Options): AsyncIterable<DerivedStat> {
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { ContinuationToken: token };
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...more }));
    for (const { Key = '', LastModified = new Date(0) } of page.Contents ?? [])
      yield { key: Key.slice(prefix.length), putAt: LastModified };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Blobs in a bucket. An object appears whole or not at all: that is S3's own promise. */
export class S3Blobs implements BlobStore {
  readonly #client: S3Client;
  readonly #options: S3Options;

  constructor(options: S3Options) {
    this.#options = options;
    this.#client = connect(options);
  }

  async put(bytes: Uint8Array): Promise<string> {
    const hash = sha256Hex(bytes);
    const found = await this.stat(hash);
    if (found?.bytes === bytes.byteLength && Date.now() - found.putAt.getTime() < YOUNG_MS) return hash;
    await this.#write(hash, () => ({ Body: bytes, ContentMD5: md5(bytes) }));
    return hash;
  }

  async putFile(path: string): Promise<string> {
    const { sha256, md5: ContentMD5, bytes } = await hashFile(path);
    await this.#write(sha256, () => ({ Body: createReadStream(path), ContentLength: bytes, ContentMD5 }));
    return sha256;
  }

  async #write(hash: string, content: () => Partial<PutObjectCommandInput>): Promise<void> {
    const ContentType = 'application/octet-stream';
    do await this.#client.send(new PutObjectCommand({ ...this.#at(hash), ...content(), ContentType }));
    while ((await this.#outlast(hash)) && !(await this.has(hash)));
  }

  /** Waits for a sweep that may have looked before we wrote and may delete after; false = there is none. */
  async #outlast(hash: string): Promise<boolean> {
    for (let waited = false; ; waited = true) {
      const mark = await this.#client.send(new HeadObjectCommand(this.#markOf(hash))).catch(ignoreMissing);
      if (mark === undefined || Date.now() - (mark.LastModified?.getTime() ?? 0) > MARK_MS) return waited;
      await setTimeout(MARK_POLL_MS);
    }
  }

  /**
   * A mark is written before the look at the object, and removed after the deletion. Whoever puts looks for
   * marks after writing. So either the look sees what was put, or the put sees the mark.
   */
  async deleteStale(hash: string, before: Date): Promise<boolean> {
    await this.#client.send(new PutObjectCommand({ ...this.#markOf(hash), Body: Buffer.from('sweep') }));
    try {
      const found = await this.stat(hash);
      if (found === undefined || found.putAt >= before) return false;
      await this.delete(hash);
      return true;
    } finally {
      await this.#client.send(new DeleteObjectCommand(this.#markOf(hash)));
    }
  }

  #markOf(hash: string): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: `${this.#options.prefix}stale/${blobPath(hash)}` };
  }

  async get(hash: string): Promise<Buffer | undefined> {
    const found = await this.#client.send(new GetObjectCommand(this.#at(hash))).catch(ignoreMissing);
    if (found?.Body === undefined) return undefined;
    return verified(hash, Buffer.from(await found.Body.transformToByteArray()));
  }

  async has(hash: string): Promise<boolean> {
    return (await this.stat(hash)) !== undefined;
  }

  async stat(hash: string): Promise<BlobStat | undefined> {
    const found = await this.#client.send(new HeadObjectCommand(this.#at(hash))).catch(ignoreMissing);
    return found && { bytes: found.ContentLength ?? 0, putAt: found.LastModified ?? new Date(0) };
  }

  async stream(hash: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end ?? ''}`;
    const found = await this.#client
      .send(new GetObjectCommand({ ...this.#at(hash), ...(Range === undefined ? {} : { Range }) }))
      .catch(ignoreMissing);
    if (found?.Body === undefined) throw missingBlob(hash);
    return found.Body as Readable;
  }

  async delete(hash: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(hash)));
  }

  async *list(): AsyncIterable<string> {
    for await (const { key } of listed(this.#client, this.#options)) {
      const hash = key.replace('/', '');
      if (isHash(hash)) yield hash;
    }
  }

  async check(): Promise<void> {
    await this.#client.send(new HeadBucketCommand({ Bucket: this.#options.bucket }));
  }

  signedUrl(hash: string, { fileName, contentType, expiresIn }: SignedFile): Promise<string> {
    const command = new GetObjectCommand({
      ...this.#at(hash),
      ResponseContentType: contentType,
      ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
    return getSignedUrl(this.#client, command, { expiresIn });
  }

  close(): void {
    this.#client.destroy();
  }

  #at(hash: string): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: this.#options.prefix + blobPath(hash) };
  }
}

/** Below this age a blob is left as it is when it is put again; far below the age at which a sweep takes one. */
const YOUNG_MS = 3_600_000;

/** A mark older than this was left by a sweep that was killed. */
const MARK_MS = 300_000;
const MARK_POLL_MS = 100;

/** Derived files in a bucket. */
export class S3Derived implements DerivedFiles {
  readonly #client: S3Client;
  readonly #options: S3Options;

  constructor(options: S3Options) {
    this.#options = options;
    this.#client = connect(options);
  }

  async get(key: string): Promise<Buffer | undefined> {
    const found = await this.#client.send(new GetObjectCommand(this.#at(key))).catch(ignoreMissing);
    return found?.Body && Buffer.from(await found.Body.transformToByteArray());
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#client.send(new PutObjectCommand({ ...this.#at(key), Body: bytes, ContentMD5: md5(bytes) }));
  }

  list(): AsyncIterable<DerivedStat> {
    return listed(this.#client, this.#options);
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(key)));
  }

  close(): void {
    this.#client.destroy();
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: this.#options.prefix + derivedKey(key) };
  }
}
