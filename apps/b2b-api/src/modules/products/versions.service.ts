import type { Api, CatalogueVersion, Change, ProductBundle, ProfileReason } from '@luneo/contracts';
import { type ProfileField, resolveProfile } from '@luneo/design';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Cached } from '../../http/bytes.ts';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { toVersion } from './catalogue.mapper.ts';
import { draftOf, levelsOf } from './compile.ts';
import { changes } from './diff.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { PrintSettingsRepository } from './print-settings.repository.ts';
import { ProductsRepository } from './products.repository.ts';
import { ProductsService } from './products.service.ts';
import { VariantsRepository } from './variants.repository.ts';
import { VersionsRepository } from './versions.repository.ts';

type Edition = z.output<Api['compareProduct']['query']>['to'];
const MOST_CHANGES = 1_000;

@Injectable()
export class VersionsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly variants: VariantsRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(PrintSettingsRepository) private readonly settings: PrintSettingsRepository,
    @Inject(ProductsRepository) private readonly published: ProductsRepository,
    @Inject(ProductsService) private readonly products: ProductsService,
    @Inject(SETTINGS) private readonly api: ApiSettings,
  ) {}

  list(
    ctx: Ctx,
    productId: string,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: CatalogueVersion[]; nextCursor: string | null }> {
    const id = uuidOf('product', productId);
    const before = readCursor(cursor)?.position;
    return this.work.read(ctx, async (tx) => {
      const product = await this.drafts.entry(tx, id);
      const rows = await this.versions.list(tx, id, { before, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      const place = { brandId: tx.brandId, origin: this.api.publicOrigin() };
      return {
        items: shown.map((row) => toVersion(row, product, place)),
        nextCursor: more ? cursorOf({ id, position: last.version }) : null,
      };
    });
  }

  async get(ctx: Ctx, productId: string, version: number): Promise<Cached<ProductBundle>> {
    const id = uuidOf('product', productId);
    const found = await this.work.run(ctx, (tx) => this.published.version(tx, id, version));
    return this.products.bundle(found, 'private');
  }

  /** By what it holds: whoever knows the hash knows the content, so this is open to all, and to any cache. */
  async byHash(anyone: Ctx, brandId: string, hash: string): Promise<Cached<ProductBundle>> {
    const ctx = this.contexts.system(uuidOf('brand', brandId), anyone.requestId, 'catalogue');
    const product = await this.work.run(ctx, async (tx) => {
      const known = await this.versions.byHash(tx, hash);
      if (known === undefined) throw notFound();
      return this.published.version(tx, known.productId, known.version);
    });
    return this.products.bundle(product, 'public');
  }

  diff(
    ctx: Ctx,
    productId: string,
    { from, to }: { from: Edition; to: Edition },
  ): Promise<{ changes: Change[]; leftOff: number }> {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => {
      const found: Change[] = [];
      let leftOff = 0;
      for (const change of changes(await this.#state(tx, id, from), await this.#state(tx, id, to)))
        if (found.length < MOST_CHANGES) found.push(change);
        else leftOff += 1;
      return { changes: found, leftOff };
    });
  }

  /** Draft, variants and prices of an edition, without the ids that only the database knows. */
  async #state(tx: TxCtx, id: string, edition: Edition): Promise<object> {
    if (edition === 'draft') {
      const { draft } = await this.drafts.get(tx, id);
      const rows = await this.variants.all(tx, id);
      const variants = rows.map(({ id: _, position: __, ...variant }) => variant);
      return plain({ ...draft, variants, priceBook: await this.versions.priceBook(tx, id) });
    }
    const content = await this.versions.content(tx, id, edition);
    if (content === undefined) throw notFound();
    const variants = content.variants.map(({ id: _, ...variant }) => variant);
    return plain({ ...draftOf(content), variants, priceBook: content.priceBook });
  }

  /** Why each value of print on a side is what it is. Throws `not_found` for an unknown side. */
  explain(
    ctx: Ctx,
    productId: string,
    { side, edition }: { side: string; edition: Edition },
  ): Promise<{ side: string; values: ProfileReason[] }> {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => {
      const { draft, settings } = await this.#print(tx, id, edition);
      if (!draft.sides.some((one) => one.id === side)) throw notFound();
      const answers = Object.entries(resolveProfile(draft.process, levelsOf(draft, settings, side)));
      const values = answers.map(([field, { value, level, said }]) => ({
        field: field as ProfileField,
        value,
        level,
        said: [...said],
      }));
      return { side, values };
    });
  }

  /** A version keeps what the brand said when it was made. */
  async #print(tx: TxCtx, id: string, edition: Edition) {
    if (edition === 'draft') {
      const { draft } = await this.drafts.get(tx, id);
      return { draft, settings: (await this.settings.get(tx)).settings };
    }
    const content = await this.versions.content(tx, id, edition);
    if (content === undefined) throw notFound();
    const profile = content.source?.brandProfile ?? {};
    return { draft: draftOf(content), settings: { profile, byProcess: {}, substrates: [] } };
  }
}

/** Without what is undefined: JSON as it would be sent. */
const plain = (value: object): object => JSON.parse(JSON.stringify(value)) as object;
