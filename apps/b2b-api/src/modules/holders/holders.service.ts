import type { ErrorCode, Holders } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import { LibraryRepository } from '../library/library.repository.ts';
import { VersionsRepository } from '../products/versions.repository.ts';
import { TemplatesRepository } from '../templates/templates.repository.ts';
import { type Held, HoldersRepository } from './holders.repository.ts';
import { inUse } from './in-use.ts';

const NOTHING: Holders = { total: 0, counts: {}, items: [] };

/** What holds a thing, and its deletion where nothing does. */
@Injectable()
export class HoldersService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(HoldersRepository) private readonly holders: HoldersRepository,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(LibraryRepository) private readonly library: LibraryRepository,
    @Inject(TemplatesRepository) private readonly templates: TemplatesRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
  ) {}

  ofAsset(ctx: Ctx, assetId: string): Promise<Holders> {
    const id = uuidOf('asset', assetId);
    return this.work.read(ctx, async (tx) => {
      if ((await this.assets.byId(tx, id)) === undefined) throw notFound();
      return this.holders.find(tx, { kind: 'asset', id });
    });
  }

  /** A palette is copied where it is used: nothing needs it. */
  ofLibraryItem(ctx: Ctx, itemId: string): Promise<Holders> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.read(ctx, async (tx) => {
      const { hash } = await this.library.get(tx, id);
      return hash === null ? NOTHING : this.holders.find(tx, { kind: 'libraryItem', hash });
    });
  }

  ofTemplate(ctx: Ctx, templateId: string): Promise<Holders> {
    return this.work.read(ctx, async (tx) => this.holders.find(tx, await this.#template(tx, templateId)));
  }

  ofVersion(ctx: Ctx, productId: string, version: number): Promise<Holders> {
    return this.work.read(ctx, async (tx) =>
      this.holders.find(tx, await this.#version(tx, productId, version)),
    );
  }

  ofDesign(ctx: Ctx, designId: string): Promise<Holders> {
    return this.work.read(ctx, async (tx) => this.holders.find(tx, await this.#design(tx, designId)));
  }

  /** Throws `design_in_use`. */
  deleteDesign(ctx: Ctx, designId: string): Promise<undefined> {
    return this.work.run(ctx, async (tx) => {
      const design = await this.#design(tx, designId);
      await this.designs.lock(tx, design.id);
      await this.#refuse(tx, design, 'design_in_use');
      await this.designs.delete(tx, design.id);
      return undefined;
    });
  }

  /** Throws `template_in_use`. */
  deleteTemplate(ctx: Ctx, templateId: string): Promise<undefined> {
    return this.work.run(ctx, async (tx) => {
      const template = await this.#template(tx, templateId);
      await this.#refuse(tx, template, 'template_in_use');
      await this.templates.delete(tx, template.id);
      return undefined;
    });
  }

  async #refuse(tx: TxCtx, held: Held, code: ErrorCode): Promise<void> {
    const found = await this.holders.find(tx, held);
    if (found.total > 0) throw inUse(code, found);
  }

  async #template(tx: TxCtx, templateId: string) {
    const { id } = await this.templates.get(tx, uuidOf('template', templateId));
    return { kind: 'template', id } as const;
  }

  async #version(tx: TxCtx, product: string, version: number) {
    const productId = uuidOf('product', product);
    if ((await this.versions.find(tx, productId, version)) === undefined) throw notFound();
    return { kind: 'productVersion', productId, version } as const;
  }

  async #design(tx: TxCtx, designId: string) {
    const { id } = await this.designs.get(tx, uuidOf('design', designId));
    return { kind: 'design', id } as const;
  }
}
