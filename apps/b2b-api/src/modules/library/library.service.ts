import type { Api, LibraryItem, LibraryUses } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Ctx, now, type TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { HoldersRepository } from '../holders/holders.repository.ts';
import { inUse } from '../holders/in-use.ts';
import { toItem } from './library.mapper.ts';
import { LibraryRepository } from './library.repository.ts';
import { LibraryAllowance } from './library-allowance.ts';
import { LibraryUsesRepository, type Uses } from './library-uses.repository.ts';

type Change = z.output<Api['saveLibraryItem']['body']>;
const NO_USES: Uses = { products: [], templates: [], frozenDesigns: 0 };

/** Fonts, clip art, pictures and palettes of a brand. */
@Injectable()
export class LibraryService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(LibraryRepository) private readonly library: LibraryRepository,
    @Inject(LibraryUsesRepository) private readonly users: LibraryUsesRepository,
    @Inject(HoldersRepository) private readonly holders: HoldersRepository,
    @Inject(LibraryAllowance) private readonly allowance: LibraryAllowance,
  ) {}

  list(
    ctx: Ctx,
    { cursor, limit, ...filter }: z.output<Api['listLibraryItems']['query']>,
  ): Promise<{ items: LibraryItem[]; nextCursor: string | null }> {
    const before = readCursor(cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      const rows = await this.library.list(tx, { ...filter, before, take: limit + 1 });
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map((row) => toItem(row, now(tx))),
        nextCursor: rows.length > limit && last ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  labels(ctx: Ctx) {
    return this.work.read(ctx, (tx) => this.library.labels(tx));
  }

  usage(ctx: Ctx) {
    return this.work.read(ctx, async (tx) => ({
      ...(await this.library.usage(tx)),
      limitBytes: await this.allowance.limitBytes(tx),
    }));
  }

  createPalette(ctx: Ctx, body: z.output<Api['createPalette']['body']>): Promise<LibraryItem> {
    const { colours, ...labels } = body;
    return this.work.answer(ctx, async (tx) => {
      const item = { ...labels, id: tx.newId(), kind: 'palette' as const, content: { colours }, bytes: 0 };
      return toItem(await this.library.insert(tx, item), now(tx));
    });
  }

  get(ctx: Ctx, itemId: string): Promise<LibraryItem> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.run(ctx, async (tx) => toItem(await this.library.get(tx, id), now(tx)));
  }

  save(
    ctx: Ctx,
    itemId: string,
    { baseRevision, licence, colours, ...labels }: Change,
  ): Promise<LibraryItem> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.run(ctx, async (tx) => {
      const row = await this.library.get(tx, id);
      if (colours !== undefined && row.kind !== 'palette')
        throw new ApiError('request_invalid', 'only a palette has colours', {
          errors: [{ pointer: '/body/colours', code: 'colours_unfit', message: `it is ${row.kind}` }],
        });
      const change = {
        ...labels,
        licence: licence?.text ?? null,
        licenceEndsAt: licence?.endsAt === undefined ? null : new Date(licence.endsAt),
        ...(colours && { content: { colours } }),
      };
      if (!(await this.library.save(tx, { id, revision: baseRevision }, change))) throw stale(row.revision);
      return toItem(await this.library.get(tx, id), now(tx));
    });
  }

  archive(ctx: Ctx, itemId: string, archived: boolean): Promise<LibraryItem> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.answer(ctx, async (tx) => {
      const row = await this.library.get(tx, id);
      const same = (row.archivedAt !== null) === archived;
      if (!same && !(await this.library.save(tx, row, { archivedAt: archived ? now(tx) : null })))
        throw stale(row.revision);
      return toItem(await this.library.get(tx, id), now(tx));
    });
  }

  uses(ctx: Ctx, itemId: string): Promise<LibraryUses> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.read(ctx, async (tx) => {
      const { products, templates, frozenDesigns } = await this.#uses(tx, id);
      return {
        products: products.map((one) => publicIdOf('product', one)),
        templates: templates.map((one) => publicIdOf('template', one)),
        frozenDesigns,
      };
    });
  }

  /** Throws `library_item_in_use`. The file itself stays an asset of the brand. */
  delete(ctx: Ctx, itemId: string): Promise<undefined> {
    const id = uuidOf('libraryItem', itemId);
    return this.work.run(ctx, async (tx) => {
      const { hash } = await this.library.get(tx, id);
      const found = hash === null ? undefined : await this.holders.find(tx, { kind: 'libraryItem', hash });
      if (found !== undefined && found.total > 0) throw inUse('library_item_in_use', found);
      await this.library.delete(tx, id);
      return undefined;
    });
  }

  async #uses(tx: TxCtx, id: string): Promise<Uses> {
    const { hash } = await this.library.get(tx, id);
    return hash === null ? NO_USES : this.users.find(tx, hash);
  }
}

const stale = (current: number): ApiError =>
  new ApiError('library_item_stale', `the item is at revision ${current}`, { params: { current } });
