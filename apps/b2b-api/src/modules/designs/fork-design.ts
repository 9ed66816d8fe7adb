import type { Api, DesignRecord } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Ctx, shopperOf, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { toRecord } from './designs.mapper.ts';
import { DesignsRepository } from './designs.repository.ts';
import { checkSides } from './designs.service.ts';
import type { DesignRow } from './designs.types.ts';
import { RevisionsService } from './revisions.service.ts';
import { ShareTokens } from './share-tokens.ts';
import { SharesRepository } from './shares.repository.ts';
import { checkProduct } from './shopper.ts';

type From = z.output<Api['forkDesign']['body']>;

/** A new design of the caller's, on the product as it is sold now, held to the same template as its source. */
@Injectable()
export class ForkDesign {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(RevisionsService) private readonly revisions: RevisionsService,
    @Inject(SharesRepository) private readonly shares: SharesRepository,
    @Inject(ShareTokens) private readonly tokens: ShareTokens,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
  ) {}

  fork(ctx: Ctx, from: From): Promise<DesignRecord> {
    return this.work.answer(ctx, async (tx) => {
      const source =
        'shareToken' in from ? await this.#shared(tx, from.shareToken) : await this.#own(tx, from);
      const { productId, document, documentHash, template } = source;
      checkProduct(tx, productId);
      const product = await this.products.published(tx, productId);
      checkSides(document, product.geometry);
      const row = await this.designs.insert(tx, {
        ...{ productId, document, documentHash, template },
        id: tx.newId(),
        productVersion: product.version,
        shopperId: shopperOf(tx)?.shopperId ?? null,
      });
      return toRecord(row);
    });
  }

  async #own(tx: TxCtx, from: Exclude<From, { shareToken: string }>): Promise<DesignRow> {
    const design = await this.designs.get(tx, uuidOf('design', from.designId));
    return { ...design, ...(await this.revisions.at(tx, design, from.revision ?? design.revision)) };
  }

  /** A link of another brand names nothing here. */
  async #shared(tx: TxCtx, token: string): Promise<DesignRow> {
    const { brandId, id } = this.tokens.read(token);
    if (brandId !== tx.brandId) throw notFound();
    const share = await this.shares.get(tx, id);
    this.tokens.checkWorks(tx, share);
    const design = await this.designs.anyones(tx, share.designId);
    return { ...design, ...(await this.revisions.at(tx, design, share.revision)) };
  }
}
