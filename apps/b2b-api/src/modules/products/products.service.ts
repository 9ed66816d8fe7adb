import type { ProductBundle, ProductSummary } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { checkProduct } from '../designs/shopper.ts';
import { toBundle, toSummary } from './products.mapper.ts';
import { ProductsRepository } from './products.repository.ts';

@Injectable()
export class ProductsService {
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

  get(ctx: Ctx, productId: string): Promise<ProductBundle> {
    const id = uuidOf('product', productId);
    checkProduct(ctx, id);
    return this.work.run(ctx, async (tx) =>
      toBundle(await this.products.published(tx, id), this.settings.publicOrigin()),
    );
  }
}
