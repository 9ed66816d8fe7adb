import { ProductDraft } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { actorName, type TxCtx } from '../../platform/ctx.ts';
import { draftOf } from '../products/compile.ts';
import { DraftsRepository } from '../products/drafts.repository.ts';
import { PublishProduct } from '../products/publish-product.ts';
import { VariantsRepository } from '../products/variants.repository.ts';
import { VariantsService } from '../products/variants.service.ts';
import { VersionsRepository } from '../products/versions.repository.ts';
import type { SeedContent } from './content.ts';

/** Puts the demo's products into the catalogue and publishes them, the way a brand would. */
@Injectable()
export class SeedProducts {
  constructor(
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly rows: VariantsRepository,
    @Inject(VariantsService) private readonly variants: VariantsService,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(PublishProduct) private readonly publishing: PublishProduct,
  ) {}

  /** UUID of the product. One that somebody has worked on since is left as it is. */
  async put(tx: TxCtx, content: SeedContent): Promise<string> {
    const draft = ProductDraft.parse(draftOf(content));
    const id = await this.drafts.findBySlug(tx, draft.slug);
    if (id === undefined) return this.#create(tx, draft, content);
    if (await this.#isOurs(tx, id)) await this.#update(tx, id, draft, content);
    return id;
  }

  async #create(tx: TxCtx, draft: ProductDraft, content: SeedContent): Promise<string> {
    const id = tx.newId();
    await this.drafts.insert(tx, id, draft);
    await this.rows.replace(tx, id, await this.#plan(tx, id, content));
    await this.versions.addPriceBook(tx, id, content.priceBook);
    await this.publishing.goLive(tx, id, await this.publishing.make(tx, id));
    return id;
  }

  /** True while the seed alone has made its versions, and nothing waits in the draft. */
  async #isOurs(tx: TxCtx, id: string): Promise<boolean> {
    const { revision, publishedRevision, archivedAt } = await this.drafts.entry(tx, id);
    const [latest] = await this.versions.list(tx, id, { before: undefined, take: 1 });
    const byUs = (latest?.actor ?? actorName(tx)) === actorName(tx);
    return byUs && archivedAt === null && revision === (publishedRevision ?? 1);
  }

  async #update(tx: TxCtx, id: string, draft: ProductDraft, content: SeedContent): Promise<void> {
    const former = await this.drafts.get(tx, id);
    const book = await this.versions.priceBook(tx, id);
    const { version = 0 } = book ?? {};
    const samePrices = canonicalJson({ ...content.priceBook, version }) === canonicalJson(book ?? {});
    const sameDraft = canonicalJson(former.draft) === canonicalJson(draft);
    const before = await this.#plan(tx, id, content);
    if (sameDraft && samePrices && before.put.length === 0 && before.removed.length === 0) return;
    await this.drafts.bump(tx, id, former.revision);
    await this.drafts.put(tx, id, draft);
    await this.rows.replace(tx, id, await this.#plan(tx, id, content));
    if (!samePrices) await this.versions.addPriceBook(tx, id, { ...content.priceBook, version: version + 1 });
    await this.publishing.goLive(tx, id, await this.publishing.make(tx, id));
  }

  #plan(tx: TxCtx, id: string, { variants }: SeedContent) {
    return this.variants.plan(tx, id, { wanted: variants, removed: 'others' });
  }
}
