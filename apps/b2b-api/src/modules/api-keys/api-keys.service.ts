import { KeyBook, type KeyChange, type KeyRecord, type KeyRequest } from '@luneo/auth';
import type { Api, ApiKey, ApiKeyWithSecret } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';

type Create = z.output<Api['createApiKey']['body']>;
type Update = z.output<Api['updateApiKey']['body']>;
type Query = z.output<Api['listApiKeys']['query']>;

const HOUR_MS = 60 * 60 * 1000;

@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(KeyBook) private readonly book: KeyBook,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  async list(
    ctx: Ctx,
    { cursor, limit, ...filter }: Query,
  ): Promise<z.input<Api['listApiKeys']['response']>> {
    const before = readCursor(cursor)?.id;
    const found = await this.book.list(ctx.brandId, { ...filter, before, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map((record) => this.#shown(record)),
      nextCursor: last === undefined ? null : cursorOf({ id: last.id }),
    };
  }

  async get(ctx: Ctx, apiKeyId: string): Promise<ApiKey> {
    return this.#shown(await this.book.get(ctx.brandId, uuidOf('apiKey', apiKeyId)));
  }

  async create(ctx: Ctx, { expiresAt, ...wanted }: Create): Promise<ApiKeyWithSecret> {
    if (wanted.mode === 'live') await this.entitled.require(ctx, 'api');
    return this.#make(ctx, { ...wanted, expiresAt: this.#future(ctx, expiresAt) ?? null });
  }

  async update(ctx: Ctx, apiKeyId: string, { expiresAt, scopes, ...change }: Update): Promise<ApiKey> {
    const record = await this.#inUse(ctx, apiKeyId);
    if (record.kind === 'secret' && change.origins !== undefined)
      throw new ApiError('key_kind', 'a secret key has scopes, no origins');
    if (record.kind === 'publishable' && scopes !== undefined)
      throw new ApiError('key_kind', 'a publishable key has origins, no scopes');
    const wanted: KeyChange = {
      ...change,
      ...(scopes !== undefined && { scopes: scopes ?? [] }),
      ...(expiresAt !== undefined && { expiresAt: this.#future(ctx, expiresAt) ?? null }),
    };
    return this.#shown(await this.book.update(ctx.brandId, record.id, wanted));
  }

  /** The new key lives as long as the old one was meant to; the old one ends after the overlap, or earlier by itself. */
  async rotate(ctx: Ctx, apiKeyId: string, overlapHours: number): Promise<ApiKeyWithSecret> {
    const old = await this.#inUse(ctx, apiKeyId);
    const { kind, mode, name, scopes, origins, createdAt, expiresAt } = old;
    const now = ctx.clock.now();
    const lifeMs = expiresAt === null ? undefined : expiresAt.getTime() - createdAt.getTime();
    const made = await this.#make(ctx, {
      kind,
      mode,
      name,
      scopes,
      origins,
      expiresAt: lifeMs === undefined ? null : new Date(now + lifeMs),
      rotatedFrom: old.id,
    });
    if (overlapHours === 0) await this.book.revoke(ctx.brandId, old.id);
    else {
      const ends = Math.min(now + overlapHours * HOUR_MS, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
      await this.book.update(ctx.brandId, old.id, { expiresAt: new Date(ends) });
    }
    return made;
  }

  async revoke(ctx: Ctx, apiKeyId: string): Promise<undefined> {
    await this.book.revoke(ctx.brandId, uuidOf('apiKey', apiKeyId));
    return undefined;
  }

  /** What is remembered of the answer under an idempotency key is without the secret: it is shown once. */
  async #make(ctx: Ctx, wanted: Omit<KeyRequest, 'id' | 'brandId'>): Promise<ApiKeyWithSecret> {
    const { secret, record } = await this.book.create({ ...wanted, id: ctx.newId(), brandId: ctx.brandId });
    const key = this.#shown(record);
    const { remember } = ctx;
    if (remember) await this.work.run(ctx, ({ tx }) => remember(tx, { ...key, secret: null }));
    return { ...key, secret };
  }

  async #inUse(ctx: Ctx, apiKeyId: string): Promise<KeyRecord> {
    const record = await this.book.get(ctx.brandId, uuidOf('apiKey', apiKeyId));
    const status = this.book.statusOf(record);
    if (status !== 'in_use')
      throw new ApiError('key_not_in_use', `the key is ${status}`, { params: { status } });
    return record;
  }

  #future(ctx: Ctx, time: string | null | undefined): Date | undefined {
    if (time === undefined || time === null) return undefined;
    const date = new Date(time);
    if (date.getTime() > ctx.clock.now()) return date;
    const message = 'expected a time to come';
    throw new ApiError('expiry_past', message, {
      errors: [{ pointer: '/body/expiresAt', code: 'expiry_past', message }],
    });
  }

  #shown(record: KeyRecord): ApiKey {
    const { id, kind, mode, name, prefix, scopes, origins, createdAt, expiresAt, lastUsedAt, revokedAt } =
      record;
    return {
      id: publicIdOf('apiKey', id),
      kind,
      mode,
      name,
      prefix,
      scopes: kind === 'secret' && scopes.length > 0 ? ([...scopes] as NonNullable<ApiKey['scopes']>) : null,
      origins: [...origins],
      status: this.book.statusOf(record),
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
      rotatedFrom: record.rotatedFrom === null ? null : publicIdOf('apiKey', record.rotatedFrom),
    };
  }
}
