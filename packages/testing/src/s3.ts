import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';

export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What is stored, by key. */
  readonly objects: Map<string, { bytes: Buffer; contentType: string; putAt: Date }>;
  /** Method and path of each request, newest last. */
  readonly requests: string[];
  /** The next `times` requests are answered with this status. */
  fail(status: number, times: number): void;
  stop(): Promise<void>;
}

/** Node's hashes in the shape the signer wants. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}
const toBytes = (data: string | ArrayBuffer | ArrayBufferView): Buffer =>
  typeof data === 'string'
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      : Buffer.from(data);

/** Keys of a page of a listing: few, so that clients must turn pages. */
const PAGE = 3;
const SKEW_MS = 15 * 60_000;

class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/**
 * A bucket that speaks S3's wire format and checks what S3 checks: the signature of every request
 * (recomputed from the secret), its age, the payload's hash, the expiry of signed addresses, Content-MD5.
 * Operations: HeadBucket, PutObject, GetObject (with Range), HeadObject, DeleteObject, ListObjectsV2; anything
 * else is refused. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export async function startS3(): Promise<S3Server> {
  const access = {
    accessKeyId: 'AKLUNEOTEST',
    secretAccessKey: 'test-secret-of-no-account',
    region: 'eu-test-1',
  };
  const bucket = 'luneo-test';
  const objects: S3Server['objects'] = new Map();
  const requests: string[] = [];
  let failing = { status: 503, times: 0 };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response).catch((error: unknown) => {
      const { status, code } =
        error instanceof Refusal ? error : { status: 500, code: (error as Error).message };
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        request.method === 'HEAD'
          ? undefined
          : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
      );
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (failing.times > 0) {
      failing.times -= 1;
      throw new Refusal(failing.status, failing.status === 503 ? 'SlowDown' : 'InternalError');
    }
    const url = new URL(request.url!, `http://${request.headers.host}`);
    await authorise(request, url, body, access);
    operate({ request, url, body, response, bucket, objects });
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    ...access,
    objects,
    requests,
    fail(status, times) {
      failing = { status, times };
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

async function authorise(request: IncomingMessage, url: URL, body: Buffer, access: Access): Promise<void> {
  const presigned = url.searchParams.has('X-Amz-Signature');
  const header = request.headers.authorization ?? '';
  const credential = presigned
    ? url.searchParams.get('X-Amz-Credential')
    : /Credential=([^,]+)/.exec(header)?.[1];
  const signedHeaders = presigned
    ? url.searchParams.get('X-Amz-SignedHeaders')
    : /SignedHeaders=([^,]+)/.exec(header)?.[1];
  const signature = presigned
    ? url.searchParams.get('X-Amz-Signature')
    : /Signature=([0-9a-f]+)/.exec(header)?.[1];
  if (!credential || !signedHeaders || !signature) throw new Refusal(403, 'AccessDenied');
  if (!credential.startsWith(`${access.accessKeyId}/`)) throw new Refusal(403, 'InvalidAccessKeyId');
  const stamp = presigned ? url.searchParams.get('X-Amz-Date') : request.headers['x-amz-date'];
  const at = dateOf(String(stamp));
  checkAge(at, presigned ? Number(url.searchParams.get('X-Amz-Expires')) : undefined);
  const sent = request.headers['x-amz-content-sha256'];
  if (!presigned && sent !== 'UNSIGNED-PAYLOAD' && sent !== createHash('sha256').update(body).digest('hex'))
    throw new Refusal(400, 'XAmzContentSHA256Mismatch');
  const expected = await signatureOf(request, url, { access, at, signedHeaders, presigned });
  if (expected !== signature) throw new Refusal(403, 'SignatureDoesNotMatch');
}

function checkAge(at: Date, expiresIn: number | undefined): void {
  const age = Date.now() - at.getTime();
  if (expiresIn === undefined ? Math.abs(age) > SKEW_MS : age < -SKEW_MS)
    throw new Refusal(403, 'RequestTimeTooSkewed');
  if (expiresIn !== undefined && age > expiresIn * 1000) throw new Refusal(403, 'AccessDenied');
}

/** Signs the request anew, from what arrived, with the secret only both sides know. */
async function signatureOf(
  request: IncomingMessage,
  url: URL,
  given: { access: Access; at: Date; signedHeaders: string; presigned: boolean },
): Promise<string | null | undefined> {
  const { access, at, signedHeaders, presigned } = given;
  const signer = new SignatureV4({
    service: 's3',
    region: access.region,
    credentials: access,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const names = new Set(signedHeaders.split(';'));
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => names.has(name)),
  ) as Record<string, string>;
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) if (!name.startsWith('X-Amz-')) query[name] = value;
  const shape = {
    method: request.method!,
    protocol: 'http:',
    hostname: url.hostname,
    port: Number(url.port),
    path: decodeURI(url.pathname),
    query,
    headers,
  };
  if (presigned) {
    headers['X-Amz-Content-Sha256'] = 'UNSIGNED-PAYLOAD';
    const signed = await signer.presign(shape, {
      signingDate: at,
      expiresIn: Number(url.searchParams.get('X-Amz-Expires')),
      unhoistableHeaders: names,
    });
    return signed.query?.['X-Amz-Signature'] as string;
  }
  const signed = await signer.sign(shape, { signingDate: at, signableHeaders: names });
  return /Signature=([0-9a-f]+)/.exec(signed.headers.authorization ?? '')?.[1];
}

/** `20261123T101500Z`. */
function dateOf(stamp: string): Date {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) throw new Refusal(403, 'AccessDenied');
  return at;
}

interface Operation {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly objects: S3Server['objects'];
}

function operate(operation: Operation): void {
  const { request, url, response, bucket } = operation;
  const [, name, ...rest] = decodeURIComponent(url.pathname).split('/');
  if (name !== bucket) throw new Refusal(404, 'NoSuchBucket');
  const key = rest.join('/');
  const verb = `${request.method} ${key === '' ? 'bucket' : 'object'}`;
  if (verb === 'HEAD bucket') response.writeHead(200).end();
  else if (verb === 'GET bucket' && url.searchParams.get('list-type') === '2') list(operation);
  else if (verb === 'PUT object') put(operation, key);
  else if (verb === 'GET object' || verb === 'HEAD object') get(operation, key);
  else if (verb === 'DELETE object') {
    operation.objects.delete(key);
    response.writeHead(204).end();
  } else throw new Refusal(501, 'NotImplemented');
}

function put({ request, body, response, objects }: Operation, key: string): void {
  const md5 = request.headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
    throw new Refusal(400, 'BadDigest');
  const contentType = request.headers['content-type'] ?? 'binary/octet-stream';
  objects.set(key, { bytes: body, contentType, putAt: new Date() });
  response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
}

function get({ request, url, response, objects }: Operation, key: string): void {
  const found = objects.get(key);
  if (found === undefined) throw new Refusal(404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]), found.bytes.length - 1) : found.bytes.length - 1;
  if (range && start >= found.bytes.length) throw new Refusal(416, 'InvalidRange');
  const bytes = found.bytes.subarray(start, end + 1);
  const disposition = url.searchParams.get('response-content-disposition');
  response.writeHead(range ? 206 : 200, {
    'content-type': url.searchParams.get('response-content-type') ?? found.contentType,
    'content-length': bytes.length,
    'last-modified': found.putAt.toUTCString(),
    ...(range && { 'content-range': `bytes ${start}-${end}/${found.bytes.length}` }),
    ...(disposition && { 'content-disposition': disposition }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function list({ url, response, objects }: Operation): void {
  const prefix = url.searchParams.get('prefix') ?? '';
  const after = url.searchParams.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const shown = keys.slice(0, PAGE);
  const more = keys.length > PAGE;
  const contents = shown.map(
    (key) =>
      `<Contents><Key>${key}</Key><Size>${objects.get(key)!.bytes.length}</Size><LastModified>${objects.get(key)!.putAt.toISOString()}</LastModified></Contents>`,
  );
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated><KeyCount>${shown.length}</KeyCount>${
      more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : ''
    }${contents.join('')}</ListBucketResult>`,
  );
}
