import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asset, DesignRecord, DesignVersion, Finding, ProductBundle } from '@luneo/contracts';
import { type ArtworkFacts, type AssetFacts, Design } from '@luneo/design';
import sharp from 'sharp';
import { fontSubset } from './fonts.ts';
import { clipArt, products } from './products.ts';

/**
 * The API's contract, in memory, at the network edge: what the customizer needs to run before and
 * apart from the real server. It trusts every token and prints nothing.
 */
export interface FakeApi {
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  readonly designs: Map<string, DesignRecord>;
  readonly versions: Map<string, DesignVersion & { document: Design }>;
  /** Tokens given out, and how long the next ones live. */
  readonly sessions: { given: number; lifeMs: number };
}

interface Stored {
  readonly asset: Asset;
  readonly proxy: Buffer;
  readonly thumb: Buffer;
  readonly original: Buffer;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const newId = (prefix: string): string =>
  `${prefix}_0${Array.from(randomBytes(25), (byte) => CROCKFORD[byte & 31]).join('')}`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function store(file: File): Promise<Stored> {
  const original = Buffer.from(await file.arrayBuffer());
  const { width, height, format, hasAlpha, orientation } = await sharp(original)
    .metadata()
    .catch(() => {
      throw new Refusal(422, 'upload_broken');
    });
  const mime = ({ jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const)[
    format as 'jpeg' | 'png' | 'webp'
  ];
  if (!mime) throw new Refusal(415, 'upload_type_unsupported');
  const rendition = (edge: number): Promise<Buffer> =>
    sharp(original)
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
  const hash = createHash('sha256').update(original).digest('hex');
  const facts: AssetFacts = {
    kind: 'image',
    hash,
    mime,
    widthPx: width!,
    heightPx: height!,
    orientation: orientation ?? 1,
    hasAlpha: hasAlpha ?? false,
  };
  const asset: Asset = {
    id: newId('ast'),
    hash,
    fileName: file.name,
    bytes: original.length,
    facts,
    createdAt: new Date().toISOString(),
  };
  return { asset, original, proxy: await rendition(1600), thumb: await rendition(320) };
}

const storedArtwork = (facts: ArtworkFacts): Stored => ({
  asset: {
    id: newId('ast'),
    hash: facts.hash,
    fileName: 'drawing.svg',
    bytes: 0,
    facts,
    createdAt: new Date(0).toISOString(),
  },
  original: Buffer.alloc(0),
  proxy: Buffer.alloc(0),
  thumb: Buffer.alloc(0),
});

const send = (response: ServerResponse, status: number, body: unknown): void => {
  const problem = status >= 400;
  response.writeHead(status, { 'content-type': problem ? 'application/problem+json' : 'application/json' });
  response.end(JSON.stringify(body));
};

export interface FakeOptions {
  /** Where the customizer's frame is served. */
  frameUrl(): string;
  apiOrigin(): string;
  /** The server's own derivation: scene hash and findings of a document. */
  derive(
    product: ProductBundle,
    document: Design,
    assets: ReadonlyMap<string, AssetFacts>,
  ): Promise<{ sceneHash: string; findings: Finding[] }>;
  quote(
    product: ProductBundle,
    variantId: string,
    quantity: number,
    printedSides: number,
  ): DesignVersion['quote'];
}

type Handler = (parts: {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  id: string;
  rest: string;
}) => Promise<void> | void;

export function createFakeApi(options: FakeOptions): FakeApi {
  const designs = new Map<string, DesignRecord>();
  const versions = new Map<string, DesignVersion & { document: Design }>();
  const assets = new Map<string, Stored>(clipArt.map((facts) => [facts.hash, storedArtwork(facts)]));
  const sessions = { given: 0, lifeMs: 15 * 60_000 };
  const json = async (request: IncomingMessage) => JSON.parse((await bodyOf(request)).toString('utf8'));
  const productOf = (id: string): ProductBundle => {
    const found = products.find((product) => product.id === id);
    if (!found) throw new Refusal(404, 'not_found');
    return found;
  };
  const designOf = (id: string): DesignRecord => {
    const found = designs.get(id);
    if (!found) throw new Refusal(404, 'not_found');
    return found;
  };
  const save = (record: DesignRecord): DesignRecord => {
    const parsed = Design.safeParse(record.document);
    if (!parsed.success) throw new Refusal(422, 'design_invalid');
    designs.set(record.id, record);
    return record;
  };

  const routes: Record<string, Handler> = {
    'POST widget-sessions': async ({ request, response }) => {
      await bodyOf(request);
      sessions.given += 1;
      const expiresAt = new Date(Date.now() + sessions.lifeMs).toISOString();
      send(response, 201, {
        token: newId('tok'),
        expiresAt,
        frameUrl: options.frameUrl(),
        apiOrigin: options.apiOrigin(),
      });
    },
    'GET products': ({ response, id }) => send(response, 200, productOf(id)),
    'GET fonts': async ({ response, id, url }) => {
      const bytes = await fontSubset(id, url.searchParams.get('u') ?? '');
      if (!bytes) throw new Refusal(404, 'not_found');
      response.writeHead(200, {
        'content-type': 'font/ttf',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      response.end(bytes);
    },
    'POST assets': async ({ request, response }) => {
      const body = await bodyOf(request);
      const type = request.headers['content-type'] ?? '';
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
      const stored = await store(form.get('file') as File);
      assets.set(stored.asset.hash, stored);
      send(response, 201, stored.asset);
    },
    'GET assets': ({ response, id, rest }) => {
      const stored = assets.get(id);
      if (!stored) throw new Refusal(404, 'not_found');
      if (rest === '') return send(response, 200, stored.asset);
      response.writeHead(200, {
        'content-type': rest === 'original' ? 'application/octet-stream' : 'image/webp',
      });
      response.end(stored[rest as 'proxy' | 'thumb' | 'original']);
    },
    'POST designs': async ({ request, response, id, rest }) => {
      const body = await json(request);
      if (rest === 'versions') return freeze(response, designOf(id), body);
      const product = productOf(body.productId);
      const record = {
        id: newId('dsn'),
        productId: product.id,
        productVersion: product.version,
        revision: 1,
        document: body.document,
        updatedAt: new Date().toISOString(),
      };
      send(response, 201, save(record));
    },
    'GET designs': ({ response, id }) => send(response, 200, designOf(id)),
    'PUT designs': async ({ request, response, id }) => {
      const body = await json(request);
      const record = designOf(id);
      if (record.revision !== body.baseRevision) throw new Refusal(409, 'design_revision_stale');
      const next = {
        ...record,
        revision: record.revision + 1,
        document: body.document,
        updatedAt: new Date().toISOString(),
      };
      send(response, 200, save(next));
    },
    'GET design-versions': ({ response, id }) => {
      const version = versions.get(id);
      if (!version) throw new Refusal(404, 'not_found');
      send(response, 200, version);
    },
  };

  async function freeze(
    response: ServerResponse,
    record: DesignRecord,
    body: { revision: number; variantId: string; quantity: number; sceneHash: string },
  ) {
    if (body.revision !== record.revision) throw new Refusal(409, 'design_revision_stale');
    const product = productOf(record.productId);
    const facts = new Map([...assets].map(([hash, stored]) => [hash, stored.asset.facts]));
    const { sceneHash, findings } = await options.derive(product, record.document, facts);
    if (sceneHash !== body.sceneHash) throw new Refusal(409, 'scene_mismatch');
    if (findings.some((finding) => finding.severity === 'block')) throw new Refusal(422, 'design_blocked');
    const printed = record.document.sides.filter((side) => side.layers.length > 0);
    const version = {
      id: newId('dsv'),
      designId: record.id,
      productId: product.id,
      productVersion: product.version,
      variantId: body.variantId,
      documentHash: createHash('sha256').update(JSON.stringify(record.document)).digest('hex'),
      sceneHash,
      quote: options.quote(product, body.variantId, body.quantity, printed.length),
      findings,
      previews: printed.map((side) => ({
        side: side.id,
        url: `${options.apiOrigin()}/previews/${sceneHash}-${side.id}@640.webp`,
      })),
      createdAt: new Date().toISOString(),
      document: record.document,
    };
    versions.set(version.id, version);
    send(response, 201, version);
  }

  return {
    designs,
    versions,
    sessions,
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://fake');
      if (!url.pathname.startsWith('/v1/')) return false;
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
      response.setHeader('access-control-allow-headers', 'content-type, authorization, idempotency-key');
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT');
      if (request.method === 'OPTIONS') {
        response.writeHead(204).end();
        return true;
      }
      const [, , resource = '', id = '', rest = ''] = url.pathname.split('/');
      try {
        const route = routes[`${request.method} ${resource}`];
        if (!route) throw new Refusal(404, 'not_found');
        await route({ request, response, url, id, rest });
      } catch (error) {
        const { status, code } = error instanceof Refusal ? error : new Refusal(500, 'internal');
        if (!(error instanceof Refusal)) console.error(error);
        send(response, status, {
          type: `https://luneo.app/reference/errors#${code}`,
          title: code,
          status,
          code,
        });
      }
      return true;
    },
  };
}
