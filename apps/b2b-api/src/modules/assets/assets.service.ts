import type { Asset } from '@luneo/contracts';
import type { AssetFacts } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import type { BlobStore, DerivedFiles } from '@luneo/storage';
import { ingest } from '@luneo/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import type { UploadedFile } from '../../http/operation.ts';
import { type Ctx, shopperOf, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { Limiter } from '../../platform/single-flight.ts';
import { BLOBS, DERIVED } from '../../platform/tokens.ts';
import { HoldersRepository } from '../holders/holders.repository.ts';
import { inUse } from '../holders/in-use.ts';
import { PlanService } from '../plan/plan.service.ts';
import { type AssetRow, AssetsRepository, type NewAsset } from './assets.repository.ts';
import { proxyKey } from './proxy.ts';

const contentTypeOf = (facts: AssetFacts): string =>
  facts.kind === 'image' ? facts.mime : 'application/json';

export const toAsset = (row: AssetRow): Asset => ({
  id: publicIdOf('asset', row.id),
  hash: row.hash,
  fileName: row.fileName,
  bytes: row.bytes,
  facts: row.facts,
  createdAt: row.createdAt.toISOString(),
});

@Injectable()
export class AssetsService {
  /** One decode at a time per brand: nobody can occupy the machine for all others. */
  readonly #decoding = new Map<string, Limiter>();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(HoldersRepository) private readonly holders: HoldersRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(DERIVED) private readonly derived: DerivedFiles,
    @Inject(PlanService) private readonly plan: PlanService,
  ) {}

  async upload(ctx: Ctx, file: UploadedFile): Promise<Asset> {
    const asset = await this.store(ctx, file);
    // Somebody else may have brought the same file under a name of theirs.
    const { fileName } = file;
    return this.work.answer(ctx, async (tx) =>
      toAsset({ ...(await this.assets.insert(tx, asset)), fileName }),
    );
  }

  /**
   * Reads a hostile file and stores its safe form; the row that names it is the caller's to write. Throws
   * `plan_limit`, or why the file is refused.
   */
  async store(ctx: Ctx, file: UploadedFile): Promise<NewAsset> {
    await this.plan.holdStorage(ctx, file.bytes.length);
    const { facts, stored, thumbnails } = unwrap(await this.oneAtATime(ctx, () => ingest(file.bytes)));
    const hash = await this.blobs.put(stored);
    const rendition = async (name: 'proxy' | 'thumb'): Promise<string | null> => {
      const found = thumbnails.find(({ rendition }) => rendition === name);
      return found === undefined ? null : this.blobs.put(found.webp);
    };
    const [proxyHash, thumbHash] = [await rendition('proxy'), await rendition('thumb')];
    const proxy = thumbnails.find(({ rendition: name }) => name === 'proxy');
    if (proxy !== undefined) await this.derived.put(proxyKey(hash), proxy.webp);
    const { fileName } = file;
    const shopperId = shopperOf(ctx)?.shopperId ?? null;
    return { id: ctx.newId(), hash, fileName, bytes: stored.length, facts, proxyHash, thumbHash, shopperId };
  }

  /** Reads files of a brand one after the other. */
  oneAtATime<T>(ctx: Ctx, read: () => Promise<T>): Promise<T> {
    const limiter = this.#decoding.get(ctx.brandId) ?? new Limiter(1);
    this.#decoding.set(ctx.brandId, limiter);
    return limiter.run(read);
  }

  get(ctx: Ctx, hash: string): Promise<Asset> {
    return this.work.run(ctx, async (tx) => toAsset(await this.#row(tx, hash)));
  }

  async #row(tx: TxCtx, hash: string): Promise<AssetRow> {
    const row = await this.assets.byHash(tx, hash);
    if (row === undefined) throw notFound();
    return row;
  }

  /** Bytes of a rendition; vector artwork has its JSON only under `original`. */
  async content(ctx: Ctx, hash: string, rendition: 'original' | 'proxy' | 'thumb'): Promise<Bytes> {
    const row = await this.work.run(ctx, (tx) => this.#row(tx, hash));
    const blob = { original: row.hash, proxy: row.proxyHash, thumb: row.thumbHash }[rendition];
    const bytes = blob === null ? undefined : await this.blobs.get(blob);
    if (blob === null || bytes === undefined) throw notFound();
    const contentType = rendition === 'original' ? contentTypeOf(row.facts) : 'image/webp';
    return new Bytes(bytes, { contentType, etag: blob, immutable: 'private' });
  }

  /** Deletes the record of an asset nothing needs. Throws `asset_in_use`, naming what holds it. */
  async delete(ctx: Ctx, assetId: string): Promise<undefined> {
    const id = uuidOf('asset', assetId);
    await this.work.run(ctx, async (tx) => {
      if ((await this.assets.byId(tx, id)) === undefined) throw notFound();
      await this.assets.lock(tx, id);
      const found = await this.holders.find(tx, { kind: 'asset', id });
      if (found.total > 0) throw inUse('asset_in_use', found);
      await this.assets.delete(tx, id);
    });
    return undefined;
  }
}
