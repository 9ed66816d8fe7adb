import { type Api, DESIGN_SHARES_MOST, type DesignShare, type DesignShareView } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { BLOBS, SETTINGS } from '../../platform/tokens.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { CART_PREVIEW_WIDTH, previewsOf } from './designs.mapper.ts';
import { DesignsRepository } from './designs.repository.ts';
import { stale } from './designs.service.ts';
import type { DesignRow } from './designs.types.ts';
import { PreviewsService } from './previews.service.ts';
import { printedSides } from './printed-sides.ts';
import { RevisionsRepository } from './revisions.repository.ts';
import { RevisionsService } from './revisions.service.ts';
import { SceneService } from './scene.service.ts';
import { ShareTokens } from './share-tokens.ts';
import { type ShareRow, SharesRepository } from './shares.repository.ts';

type Wish = z.output<Api['createDesignShare']['body']>;
const DAY_MS = 24 * 60 * 60_000;
const USUAL_DAYS = 30;
const LONGEST_DAYS = 366;

/** Links that show a design as it was when they were made, to whoever holds them. */
@Injectable()
export class ShareDesign {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(RevisionsRepository) private readonly kept: RevisionsRepository,
    @Inject(RevisionsService) private readonly revisions: RevisionsService,
    @Inject(SharesRepository) private readonly shares: SharesRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(PreviewsService) private readonly previews: PreviewsService,
    @Inject(ShareTokens) private readonly tokens: ShareTokens,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** The pictures are drawn before the link is there: what it shows needs nothing of the shopper afterwards. */
  async share(ctx: Ctx, designId: string, wish: Wish): Promise<DesignShare> {
    const id = uuidOf('design', designId);
    const expiresAt = expiryOf(ctx, wish.expiresAt);
    const { design, product } = await this.work.run(ctx, async (tx) => {
      const design = await this.designs.get(tx, id);
      return { design, product: await this.products.version(tx, design.productId, design.productVersion) };
    });
    const wanted = wish.variantId && uuidOf('variant', wish.variantId);
    const variant = product.variants.find((one) => wanted === undefined || one.id === wanted);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    const { document } = design;
    const { scene, hash } = await this.scenes.derive(ctx, { document, geometry: product.geometry, variant });
    await this.blobs.put(Buffer.from(canonicalJson(scene)));
    for (const side of printedSides(document))
      await this.previews.get(`${hash}-${side}@${CART_PREVIEW_WIDTH}.webp`);
    return this.work.answer(ctx, async (tx) => {
      if ((await this.shares.working(tx, id)) >= DESIGN_SHARES_MOST)
        throw new ApiError('share_limit', `end one of the ${DESIGN_SHARES_MOST} links of the design first`, {
          params: { limit: DESIGN_SHARES_MOST },
        });
      const { revision } = await this.designs.get(tx, id);
      if (revision !== design.revision) throw stale(revision);
      await this.kept.keep(tx, design);
      const share = { designId: id, revision, variantId: variant.id, sceneHash: hash, expiresAt };
      return this.#answer(tx, await this.shares.insert(tx, share), design);
    });
  }

  list(ctx: Ctx, designId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
    const id = uuidOf('design', designId);
    const before = readCursor(cursor)?.id;
    return this.work.read(ctx, async (tx) => {
      const design = await this.designs.get(tx, id);
      const rows = await this.shares.list(tx, id, { before, take: limit + 1 });
      const items: DesignShare[] = [];
      for (const row of rows.slice(0, limit))
        items.push(this.#answer(tx, row, await this.revisions.at(tx, design, row.revision)));
      const last = rows[limit - 1];
      return { items, nextCursor: rows.length > limit && last ? cursorOf({ id: last.id }) : null };
    });
  }

  async revoke(ctx: Ctx, shareId: string): Promise<undefined> {
    const id = uuidOf('designShare', shareId);
    await this.work.run(ctx, (tx) => this.shares.revoke(tx, id));
    return undefined;
  }

  /** For anybody who holds the link. Throws `not_found` or `link_expired`. */
  open(ctx: Ctx, token: string): Promise<DesignShareView> {
    const { brandId, id } = this.tokens.read(token);
    const brand = this.contexts.system(brandId, ctx.requestId, 'design-share');
    return this.work.read(brand, async (tx) => {
      const share = await this.shares.get(tx, id);
      this.tokens.checkWorks(tx, share);
      const design = await this.designs.get(tx, share.designId);
      const { document } = await this.revisions.at(tx, design, share.revision);
      const product = await this.products.version(tx, design.productId, design.productVersion);
      return {
        productId: publicIdOf('product', product.id),
        productName: product.name,
        variantId: publicIdOf('variant', share.variantId),
        previews: previewsOf(this.settings.publicOrigin(), { ...share, sides: printedSides(document) }),
        expiresAt: share.expiresAt.toISOString(),
      };
    });
  }

  #answer({ brandId }: Ctx, row: ShareRow, { document }: Pick<DesignRow, 'document'>): DesignShare {
    return {
      id: publicIdOf('designShare', row.id),
      designId: publicIdOf('design', row.designId),
      revision: row.revision,
      token: this.tokens.sign({ brandId, id: row.id }),
      previews: previewsOf(this.settings.publicOrigin(), { ...row, sides: printedSides(document) }),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      revokedAt: row.revokedAt?.toISOString() ?? null,
    };
  }
}

function expiryOf({ clock }: Ctx, wanted: string | undefined): Date {
  const now = clock.now();
  const at = wanted === undefined ? now + USUAL_DAYS * DAY_MS : Date.parse(wanted);
  if (at <= now) throw new ApiError('expiry_past', 'choose a time to come');
  if (at > now + LONGEST_DAYS * DAY_MS)
    throw new ApiError('expiry_too_far', 'a link works for a year at most', {
      params: { days: LONGEST_DAYS },
    });
  return new Date(at);
}
