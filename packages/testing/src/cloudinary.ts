import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

export interface CloudinaryServer {
  readonly cloudName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Origin of the upload API. */
  readonly uploadOrigin: string;
  /** Host of the account's own delivery network. */
  readonly deliveryHost: string;
  /** The authority that signed both hosts' certificate. */
  readonly ca: string;
  /** Originals by `public id.format`. */
  readonly pictures: Map<string, Buffer>;
  stop(): Promise<void>;
}

/** Parameters a signature does not cover. */
const UNSIGNED = new Set(['file', 'api_key', 'cloud_name', 'resource_type', 'signature']);
const MAX_AGE_S = 3_600;

/**
 * Cloudinary's upload and admin API and its delivery, as far as a client of previews needs them: signed upload
 * and deletion of an image, listing by pages, delivery of the original. Anything else is refused.
 * https://cloudinary.com/documentation/image_upload_api_reference,
 * https://cloudinary.com/documentation/admin_api#get_resources, https://cloudinary.com/documentation/signatures
 */
export async function startCloudinary(): Promise<CloudinaryServer> {
  const account = {
    cloudName: 'luneo-test',
    apiKey: '123456789012345',
    apiSecret: 'test-secret-of-no-account',
  };
  const pictures = new Map<string, Buffer>();
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const server = createServer({ cert, key }, (request, response) => {
    const upload = `/v1_1/${account.cloudName}/image/upload`;
    if (request.method === 'POST' && request.url === upload)
      return void receive(request, response, account, pictures);
    if (request.method === 'POST' && request.url === `/v1_1/${account.cloudName}/image/destroy`)
      return void destroy(request, response, account, pictures);
    if (
      request.method === 'GET' &&
      request.url?.startsWith(`/v1_1/${account.cloudName}/resources/image/upload?`)
    )
      return void list(request, response, account, pictures);
    const asked = /^\/image\/upload\/(?:v\d+\/)?(.+)$/.exec(request.url ?? '')?.[1];
    const found = request.method === 'GET' && asked && pictures.get(decodeURIComponent(asked));
    if (!found) return void response.writeHead(404, { 'x-cld-error': 'Resource not found' }).end();
    response.writeHead(200, { 'content-type': 'image/webp', 'content-length': found.length }).end(found);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...account,
    uploadOrigin: `https://${host}`,
    deliveryHost: host,
    ca: cert,
    pictures,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Access {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Pictures of a page of a listing: few, so that clients must turn pages. */
const PAGE = 3;

function list(
  request: IncomingMessage,
  response: ServerResponse,
  { apiKey, apiSecret }: Access,
  pictures: Map<string, Buffer>,
): void {
  const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  if (request.headers.authorization !== basic) {
    json(response, 401, { error: { message: 'bad login' } });
    return;
  }
  const query = new URL(request.url!, 'https://test').searchParams;
  const [prefix, after] = [query.get('prefix') ?? '', query.get('next_cursor') ?? ''];
  const names = [...pictures.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  const resources = names.slice(0, PAGE).map((name) => {
    const dot = name.lastIndexOf('.');
    return {
      public_id: name.slice(0, dot),
      format: name.slice(dot + 1),
      created_at: new Date().toISOString(),
    };
  });
  json(response, 200, { resources, ...(names.length > PAGE && { next_cursor: names[PAGE - 1] }) });
}

async function destroy(
  request: IncomingMessage,
  response: ServerResponse,
  account: Access,
  pictures: Map<string, Buffer>,
): Promise<void> {
  const form = await formOf(request);
  const fault = faultOf(form, account);
  if (fault !== undefined) return json(response, 401, { error: { message: fault } });
  const found = [...pictures.keys()].filter((name) => name.replace(/\.[^.]*$/, '') === form.get('public_id'));
  for (const name of found) pictures.delete(name);
  json(response, 200, { result: found.length > 0 ? 'ok' : 'not found' });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function formOf(request: IncomingMessage): Promise<FormData> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(Buffer.concat(parts), { headers }).formData();
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  account: Access,
  pictures: Map<string, Buffer>,
): Promise<void> {
  const form = await formOf(request);
  const fault = faultOf(form, account);
  const file = form.get('file');
  const publicId = form.get('public_id');
  if (fault !== undefined || !(file instanceof Blob) || typeof publicId !== 'string') {
    const message = fault ?? 'Missing required parameter - file';
    return json(response, fault === undefined ? 400 : 401, { error: { message } });
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  const format = String(form.get('format'));
  pictures.set(`${publicId}.${format}`, bytes);
  json(response, 200, { public_id: publicId, format, resource_type: 'image', bytes: bytes.length });
}

function faultOf(form: FormData, { apiKey, apiSecret }: Access): string | undefined {
  if (form.get('api_key') !== apiKey) return 'Invalid api_key';
  const age = Date.now() / 1000 - Number(form.get('timestamp'));
  if (!(Math.abs(age) < MAX_AGE_S)) return 'Stale request';
  const signed = [...form.entries()]
    .filter(([name]) => !UNSIGNED.has(name))
    .map(([name, value]) => `${name}=${String(value).replaceAll('&', '%26')}`)
    .sort()
    .join('&');
  const expected = createHash('sha1')
    .update(signed + apiSecret)
    .digest('hex');
  return form.get('signature') === expected ? undefined : `Invalid Signature. String to sign - '${signed}'.`;
}
