import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ApiKeys, KeyBook, provisionMember, provisionPlatformOwner, type SqlPool } from '@luneo/auth';
import { canonicalJson } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { AUTH_POOL, BLOBS } from '../../platform/tokens.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import type { ProductContent } from '../products/product-content.ts';
import { CLIP_ART } from './clip-art.ts';
import { contentOf, type MockupSource } from './content.ts';
import { PRODUCTS, type SeedProduct } from './products.ts';
import { SeedProducts } from './seed-products.ts';

const BRAND = { name: 'Atelier Demo', slug: 'demo' };
const USER = { name: 'Demo Owner', email: 'owner@demo.luneo.app' };

const OWNER = { name: 'Platform Owner', email: 'platform@demo.luneo.app' };

const DemoFile = z.object({
  brandId: z.string(),
  email: z.string(),
  password: z.string(),
  secretKey: z.string(),
  publishableKey: z.string(),
  products: z.record(z.string(), z.string()),
  platform: z.object({ email: z.string(), password: z.string() }),
});
/** The demo brand's log-ins and keys, its products by slug, and the platform owner's log-in. Public ids. */
export type Demo = z.infer<typeof DemoFile>;
/** Files of the first release know no owner of the platform. */
const KnownFile = DemoFile.partial({ platform: true });
type Known = z.infer<typeof KnownFile>;

export interface SeedOptions {
  /** Where the log-ins are kept, mode 0600. */
  readonly file: string;
  /** Web origins of the demo shop: the publishable key is allowed there. */
  readonly shopOrigins: readonly string[];
  readonly mockups: MockupSource;
}

async function readDemo(file: string): Promise<Known | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const parsed = text === undefined ? undefined : KnownFile.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data : undefined;
}

async function writeDemo(file: string, demo: Demo): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  await writeFile(half, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(half, file);
}

/** Makes the demo brand; run again, it changes only what differs. */
@Injectable()
export class SeedService {
  constructor(
    @Inject(AUTH_POOL) private readonly pool: SqlPool,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(KeyBook) private readonly book: KeyBook,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(SeedProducts) private readonly products: SeedProducts,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  async run(options: SeedOptions): Promise<Demo> {
    const known = await readDemo(options.file);
    const password = known?.password ?? randomBytes(15).toString('base64url');
    const start = this.contexts.anonymous('seed');
    const { brandId } = await provisionMember(this.pool, start.newId, {
      brand: BRAND,
      user: USER,
      role: 'owner',
      password,
      resetPassword: known === undefined,
    });
    const ctx = this.contexts.system(brandId, 'seed', 'seed');
    const demo: Demo = {
      brandId: publicIdOf('brand', brandId),
      email: USER.email,
      password,
      ...(await this.#keys(ctx, known, options.shopOrigins)),
      products: await this.#products(ctx, options.mockups),
      platform: await this.#platformOwner(start, known),
    };
    await writeDemo(options.file, demo);
    return demo;
  }

  async #platformOwner({ newId }: Ctx, known: Known | undefined): Promise<Demo['platform']> {
    const password = known?.platform?.password ?? randomBytes(15).toString('base64url');
    const resetPassword = known?.platform === undefined;
    await provisionPlatformOwner(this.pool, newId, { user: OWNER, password, resetPassword });
    return { email: OWNER.email, password };
  }

  async #keys(ctx: Ctx, known: Known | undefined, origins: readonly string[]) {
    const { brandId } = ctx;
    const base = { brandId, mode: 'live', name: 'Demo shop' } as const;
    const secretWorks = known !== undefined && (await this.#works(known.secretKey));
    const publishableWorks =
      known !== undefined && (await this.keys.setOrigins(known.publishableKey, origins));
    return {
      secretKey: secretWorks
        ? known.secretKey
        : (await this.book.create({ ...base, id: ctx.newId(), kind: 'secret' })).secret,
      publishableKey: publishableWorks
        ? known.publishableKey
        : (await this.book.create({ ...base, id: ctx.newId(), kind: 'publishable', origins })).secret,
    };
  }

  async #works(secret: string): Promise<boolean> {
    return this.keys.known('secret', secret).then(
      () => true,
      () => false,
    );
  }

  async #products(ctx: Ctx, mockups: MockupSource): Promise<Record<string, string>> {
    const clipArt = await this.#clipArt(ctx);
    const ids: Record<string, string> = {};
    for (const product of PRODUCTS)
      ids[product.slug] = await this.#product(ctx, product, { clipArt, mockups });
    return ids;
  }

  #product(
    ctx: Ctx,
    product: SeedProduct,
    parts: { clipArt: ProductContent['clipArt']; mockups: MockupSource },
  ): Promise<string> {
    return this.work.run(ctx, async (tx) => {
      const id = await this.products.put(tx, contentOf(product, parts));
      return publicIdOf('product', id);
    });
  }

  async #clipArt(ctx: Ctx): Promise<ProductContent['clipArt']> {
    const entries: ProductContent['clipArt'] = [];
    for (const { name, artwork } of CLIP_ART) {
      const bytes = Buffer.from(canonicalJson(artwork));
      const hash = await this.blobs.put(bytes);
      await this.work.run(ctx, (tx) =>
        this.assets.insert(tx, {
          id: ctx.newId(),
          hash,
          fileName: `${name}.svg`,
          bytes: bytes.length,
          facts: { kind: 'artwork', hash, artwork },
          proxyHash: null,
          thumbHash: null,
          shopperId: null,
        }),
      );
      entries.push({ hash, name });
    }
    return entries;
  }
}
