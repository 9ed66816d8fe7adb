import { BrandBook, type BrandRecord } from '@luneo/auth';
import type { Api, PlatformBrand } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { AuditCalls } from '../audit/audit-calls.ts';
import { actOf, inBrand } from './act.ts';
import { BrandUseRepository } from './brand-use.repository.ts';
import { pageOf } from './page.ts';

type Answer<K extends 'listPlatformBrands' | 'getPlatformBrand' | 'listPlatformActs'> = z.input<
  Api[K]['response']
>;

const brandOf = ({ id, createdAt, suspendedAt, suspendedReason, ...rest }: BrandRecord): PlatformBrand => ({
  id: publicIdOf('brand', id),
  name: rest.name,
  slug: rest.slug,
  createdAt: createdAt.toISOString(),
  members: rest.members,
  keysInUse: rest.keysInUse,
  suspension: suspendedAt === null ? null : { at: suspendedAt.toISOString(), reason: suspendedReason ?? '' },
});

@Injectable()
export class BrandsService {
  constructor(
    @Inject(BrandBook) private readonly brands: BrandBook,
    @Inject(BrandUseRepository) private readonly uses: BrandUseRepository,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
  ) {}

  async list({
    cursor,
    limit,
    search,
    status,
    sort,
  }: z.output<Api['listPlatformBrands']['query']>): Promise<Answer<'listPlatformBrands'>> {
    const after = readCursor(cursor)?.id;
    return pageOf(await this.brands.list({ search, status, sort, after, limit: limit + 1 }), limit, brandOf);
  }

  async get(ctx: Ctx, brandId: string): Promise<Answer<'getPlatformBrand'>> {
    const id = uuidOf('brand', brandId);
    const brand = await this.brands.get(id);
    const use = await this.work.read({ ...ctx, brandId: id }, (tx) => this.uses.count(tx));
    return { ...brandOf(brand), use };
  }

  async suspend(ctx: Ctx, brandId: string, reason: string): Promise<PlatformBrand> {
    const id = await this.#tell(ctx, brandId, reason);
    return brandOf(await this.brands.suspend(actOf(ctx, { brandId: id, reason }), id, reason));
  }

  async resume(ctx: Ctx, brandId: string, reason: string): Promise<PlatformBrand> {
    const id = await this.#tell(ctx, brandId, reason);
    return brandOf(await this.brands.resume(actOf(ctx, { brandId: id, reason }), id));
  }

  /** Writes the call into the brand's own log before it runs: the brand learns who, when and why. */
  async #tell(ctx: Ctx, brandId: string, reason: string): Promise<string> {
    const { id } = await this.brands.get(uuidOf('brand', brandId));
    await this.audit.note(inBrand(ctx, id, reason), { params: { brandId }, body: undefined });
    return id;
  }

  async acts({
    cursor,
    limit,
    brandId,
  }: z.output<Api['listPlatformActs']['query']>): Promise<Answer<'listPlatformActs'>> {
    const acts = await this.brands.acts({
      brandId: brandId === undefined ? undefined : uuidOf('brand', brandId),
      before: readCursor(cursor)?.id,
      limit: limit + 1,
    });
    return pageOf(acts, limit, ({ id, at, userId, brandId: about, details, ...rest }) => ({
      ...rest,
      id: publicIdOf('platformAct', id),
      at: at.toISOString(),
      userId: publicIdOf('user', userId),
      brandId: about === null ? null : publicIdOf('brand', about),
      details: { ...details },
    }));
  }
}
