import type { ProductBundle, ProductSummary } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Cached } from '../../http/bytes.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { checkProduct } from '../designs/shopper.ts';
import { toBundle, toSummary } from './products.mapper.ts';
import { ProductsRepository } from './products.repository.ts';
import type { ProductVersion } from './products.types.ts';

@Injectable()
export class ProductsService {
  readonly #bundles = new WeakMap<ProductVersion, ProductBundle>();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  list(
    ctx: Ctx,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: ProductSummary[]; nextCursor: string | null }> {
    const after = readCursor(cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      const rows = await this.products.list(tx, { after, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? cursorOf({ id: last.id }) : null;
      return { items: shown.map((row) => toSummary(row, this.settings.publicOrigin())), nextCursor };
    });
  }

  async get(ctx: Ctx, productId: string): Promise<Cached<ProductBundle>> {
    const id = uuidOf('product', productId);
    checkProduct(ctx, id);
    return this.bundle(await this.work.run(ctx, (tx) => this.products.published(tx, id)));
  }

  /** A version as it is sent; the same version gives the same object, so that it is written once. */
  bundle(product: ProductVersion, immutable?: 'public' | 'private'): Cached<ProductBundle> {
    const known = this.#bundles.get(product);
    const value = known ?? toBundle(product, this.settings.publicOrigin());
    if (known === undefined) this.#bundles.set(product, value);
    const etag = product.hash ?? `${product.id}.${product.version}`;
    return new Cached(value, { etag, ...(immutable && { immutable }) });
  }
}
