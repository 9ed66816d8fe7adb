import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { UNMADE } from '../orders/order-state.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { ImpactRepository } from './impact.repository.ts';

/** Counts what a part of the catalogue made of a product. */
export type CountUses = (tx: TxCtx, productId: string) => Promise<number>;

/** Uses that other modules know of, by name; they register when they start. */
@Injectable()
export class ProductUses {
  readonly #counts = new Map<string, CountUses>();

  register(name: string, count: CountUses): void {
    this.#counts.set(name, count);
  }

  async count(tx: TxCtx, productId: string): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const [name, count] of this.#counts) found[name] = await count(tx, productId);
    return found;
  }
}

/** What archiving a product would touch. */
@Injectable()
export class ImpactService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(ImpactRepository) private readonly impact: ImpactRepository,
    @Inject(ProductUses) private readonly uses: ProductUses,
  ) {}

  get(ctx: Ctx, productId: string) {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => {
      await this.drafts.entry(tx, id);
      return { ...(await this.impact.count(tx, id, [...UNMADE])), other: await this.uses.count(tx, id) };
    });
  }
}
