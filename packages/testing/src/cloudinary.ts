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
 * Cloudinary's upload API and its delivery, as far as a client of previews needs them: signed upload of an
 * image, delivery of the original. Anything else is refused.
 * https://cloudinary.com/documentation/image_upload_api_reference#upload,
 * https://cloudinary.com/documentation/signatures
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

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  account: { readonly apiKey: string; readonly apiSecret: string },
  pictures: Map<string, Buffer>,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const form = await new Response(Buffer.concat(parts), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();
  const fault = faultOf(form, account);
  const file = form.get('file');
  const publicId = form.get('public_id');
  if (fault !== undefined || !(file instanceof Blob) || typeof publicId !== 'string') {
    const message = fault ?? 'Missing required parameter - file';
    response.writeHead(fault === undefined ? 400 : 401, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify({ error: { message } }));
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  const format = String(form.get('format'));
  pictures.set(`${publicId}.${format}`, bytes);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ public_id: publicId, format, resource_type: 'image', bytes: bytes.length }));
}

function faultOf(
  form: FormData,
  { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string },
): string | undefined {
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
