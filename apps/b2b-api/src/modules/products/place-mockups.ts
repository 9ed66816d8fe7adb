import type { DraftMockup, MockupView } from '@luneo/contracts';
import { contentHash } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { Limiter } from '../../platform/single-flight.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import type { DraftRow } from './catalogue.types.ts';
import { MOCKUP_MAKER, makeMockup } from './mockup-pictures.ts';
import { type PlacedMockup, PlacedMockupsRepository } from './placed-mockups.repository.ts';

type Photo = Extract<DraftMockup, { kind: 'photo' }>;

/** Photos of a draft -> mockups browsers can place artwork on. The same photo and corners are made once. */
@Injectable()
export class PlaceMockups {
  readonly #limiter = new Limiter(1);

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(PlacedMockupsRepository) private readonly placed: PlacedMockupsRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Views by id of the draft's mockup; those whose pictures are missing are left out. */
  async prepare(ctx: Ctx, { draft }: DraftRow): Promise<ReadonlyMap<string, MockupView>> {
    const views = new Map<string, MockupView>();
    for (const mockup of draft.mockups) {
      if (mockup.kind !== 'photo') continue;
      const made = await this.#find(ctx, mockup);
      if (made !== undefined) views.set(mockup.id, viewOf(ctx, mockup, made));
    }
    return views;
  }

  async #find(ctx: Ctx, photo: Photo): Promise<PlacedMockup | undefined> {
    const { image, corners, mask, shade, dyed } = photo;
    const spec = contentHash({ maker: MOCKUP_MAKER, image, corners, mask, shade, dyed });
    const known = await this.work.run(ctx, (tx) => this.placed.find(tx, spec));
    if (known !== undefined) return known;
    const hashes = [image, mask, shade, dyed].filter((hash) => hash !== undefined);
    const pictures = await this.#pictures(ctx, hashes);
    if (pictures === undefined) return undefined;
    const bytesOf = (hash: string | undefined) => (hash === undefined ? undefined : pictures.get(hash));
    const made = await this.#limiter.run(() =>
      makeMockup({
        image: pictures.get(image)!,
        corners,
        mask: bytesOf(mask),
        shade: bytesOf(shade),
        dyed: bytesOf(dyed),
      }),
    );
    const row: PlacedMockup = {
      widthPx: made.widthPx,
      heightPx: made.heightPx,
      baseHash: await this.blobs.put(made.base),
      shadeHash: await this.blobs.put(made.shade),
      mapHash: await this.blobs.put(made.map),
    };
    await this.work.run(ctx, (tx) => this.placed.insert(tx, spec, row));
    return row;
  }

  /** Bytes of the brand's own pictures; undefined when one of them is missing, or no picture. */
  async #pictures(ctx: Ctx, hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
    const rows = await this.work.run(ctx, (tx) => this.assets.byHashes(tx, hashes));
    const found = new Map<string, Uint8Array>();
    for (const { hash, facts, shopperId } of rows) {
      // What a shopper uploaded is theirs: it does not become part of a public picture.
      const bytes = facts.kind === 'image' && shopperId === null ? await this.blobs.get(hash) : undefined;
      if (bytes !== undefined) found.set(hash, bytes);
    }
    return hashes.every((hash) => found.has(hash)) ? found : undefined;
  }

  /** A picture of a mockup, to anyone who knows its hash. Throws `not_found` for any other blob. */
  async picture(anyone: Ctx, brandId: string, hash: string): Promise<Bytes> {
    const ctx = this.contexts.system(uuidOf('brand', brandId), anyone.requestId, 'catalogue');
    const kind = await this.work.run(ctx, (tx) => this.placed.kindOf(tx, hash));
    const bytes = kind === undefined ? undefined : await this.blobs.get(hash);
    if (bytes === undefined) throw notFound();
    const contentType = kind === 'map' ? 'image/png' : 'image/webp';
    return new Bytes(bytes, { contentType, etag: hash, immutable: 'public' });
  }
}

function viewOf({ brandId }: Ctx, { id, name, side, when }: Photo, made: PlacedMockup): MockupView {
  const url = (hash: string): string => `/v1/mockups/${publicIdOf('brand', brandId)}/${hash}`;
  return {
    id,
    name,
    side,
    widthPx: made.widthPx,
    heightPx: made.heightPx,
    baseUrl: url(made.baseHash),
    shadeUrl: url(made.shadeHash),
    uvUrl: url(made.mapHash),
    ...(when && { when }),
  };
}
