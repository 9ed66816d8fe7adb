import type { LibraryItem } from '@luneo/contracts';
import { unwrap } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { ingestFont, isFont } from '@luneo/uploads';
import { Inject, Injectable } from '@nestjs/common';
import type { UploadedFile } from '../../http/operation.ts';
import { type Ctx, now, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import { AssetsService } from '../assets/assets.service.ts';
import { toItem } from './library.mapper.ts';
import { LibraryRepository, type LibraryRow, type NewLibraryItem } from './library.repository.ts';
import { LibraryAllowance } from './library-allowance.ts';

interface Place {
  readonly name?: string | undefined;
  readonly folder: string;
}
type Read = Pick<NewLibraryItem, 'kind' | 'content' | 'bytes'> & {
  readonly name: string;
  readonly hash: string;
  /** Makes the asset it stands for, where it is one. */
  readonly asset?: (tx: TxCtx) => Promise<string>;
};

const withoutEnding = (fileName: string): string => fileName.replace(/\.[^.]*$/, '').trim() || 'Unnamed';

/** A file of unknown kind -> an item of the library. Its bytes are read apart and stored before the row. */
@Injectable()
export class UploadLibraryItem {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(LibraryRepository) private readonly library: LibraryRepository,
    @Inject(LibraryAllowance) private readonly allowance: LibraryAllowance,
    @Inject(AssetsService) private readonly uploads: AssetsService,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  async upload(ctx: Ctx, file: UploadedFile, place: Place): Promise<LibraryItem> {
    const read = isFont(file.bytes) ? await this.#font(ctx, file) : await this.#picture(ctx, file);
    return this.work.answer(ctx, async (tx) => toItem(await this.#keep(tx, read, place), now(tx)));
  }

  /** The item of this content: the same file again is the first one, where it lies. */
  async #keep(tx: TxCtx, { asset, ...read }: Read, { name, folder }: Place): Promise<LibraryRow> {
    await this.library.lock(tx);
    const [known] = await this.library.byHashes(tx, [read.hash]);
    if (known !== undefined) return known;
    const { bytes } = await this.library.usage(tx);
    await this.allowance.hold(tx, bytes, read.bytes);
    return this.library.insert(tx, {
      ...read,
      id: tx.newId(),
      name: (name ?? read.name).slice(0, 120),
      folder,
      ...(asset && { assetId: await asset(tx) }),
    });
  }

  async #font(ctx: Ctx, { bytes: source }: UploadedFile): Promise<Read> {
    const { facts, stored } = unwrap(await this.uploads.oneAtATime(ctx, () => ingestFont(source)));
    await this.blobs.put(stored);
    const { kind, hash, ...font } = facts;
    const slant = font.style === 'italic' ? ' italic' : '';
    const name = `${font.family} ${font.weight}${slant}`;
    const licence = font.licence === '' ? null : font.licence;
    return { kind, hash, name, bytes: stored.length, content: { font }, ...(licence && { licence }) };
  }

  async #picture(ctx: Ctx, file: UploadedFile): Promise<Read> {
    const asset = await this.uploads.store(ctx, file);
    return {
      kind: asset.facts.kind,
      hash: asset.hash,
      name: withoutEnding(file.fileName),
      bytes: asset.bytes,
      content: {},
      asset: async (tx) => (await this.assets.insert(tx, asset)).id,
    };
  }
}
