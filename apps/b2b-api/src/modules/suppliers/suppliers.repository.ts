import { SupplierOffer } from '@luneo/contracts';
import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import type { Candidate } from './routing.ts';

export interface SupplierRow {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly dailyCapacity: number | null;
  readonly offers: SupplierOffer[];
  /** UUIDs of members. */
  readonly memberIds: string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type SupplierValues = Pick<SupplierRow, 'name' | 'active' | 'dailyCapacity' | 'offers'>;
export interface Worker {
  readonly memberId: string;
  readonly userId: string;
}

/** Whose tickets a caller sees: everybody's, or those of one supplier (null = of none). */
export type Scope = 'all' | { readonly supplierId: string | null };

const INCLUDE = { members: { select: { memberId: true }, orderBy: { memberId: 'asc' } } } as const;
type Row = Prisma.SupplierGetPayload<{ include: typeof INCLUDE }>;
const toRow = ({ members, offers, brandId: _, ...row }: Row): SupplierRow => ({
  ...row,
  offers: z.array(SupplierOffer).parse(offers),
  memberIds: members.map(({ memberId }) => memberId),
});

@Injectable()
export class SuppliersRepository {
  /** Who works for a supplier, or has that role and works for none, sees no other. */
  async scope(ctx: TxCtx): Promise<Scope> {
    const { actor, brandId } = ctx;
    if (actor.kind !== 'member') return 'all';
    const row = await ctx.tx.supplierMember.findFirst({ where: { brandId, userId: actor.userId } });
    if (row !== null) return { supplierId: row.supplierId };
    return actor.role === 'supplier' ? { supplierId: null } : 'all';
  }

  /** Throws `not_found` where the caller works for a supplier that has nothing of this line to make. */
  async checkLine(ctx: TxCtx, lineItemId: string): Promise<void> {
    const scope = await this.scope(ctx);
    if (scope === 'all') return;
    const { brandId } = ctx;
    const { supplierId } = scope;
    const where = { brandId, lineItemId, supplierId };
    if (supplierId === null || (await ctx.tx.jobTicket.findFirst({ where, select: { id: true } })) === null)
      throw notFound();
  }

  async all(ctx: TxCtx): Promise<SupplierRow[]> {
    const { brandId } = ctx;
    const orderBy = [{ name: 'asc' }, { id: 'asc' }] as const;
    return (
      await ctx.tx.supplier.findMany({ where: { brandId }, include: INCLUDE, orderBy: [...orderBy] })
    ).map(toRow);
  }

  count(ctx: TxCtx): Promise<number> {
    return ctx.tx.supplier.count({ where: { brandId: ctx.brandId } });
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<SupplierRow> {
    const row = await ctx.tx.supplier.findFirst({ where: { brandId: ctx.brandId, id }, include: INCLUDE });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** False when another supplier has the name. */
  async insert(ctx: TxCtx, id: string, { offers, ...values }: SupplierValues): Promise<boolean> {
    const at = now(ctx);
    const data = { ...values, offers, id, brandId: ctx.brandId, createdAt: at, updatedAt: at };
    return (await ctx.tx.supplier.createMany({ data, skipDuplicates: true })).count > 0;
  }

  async nameTaken(ctx: TxCtx, name: string, besides: string): Promise<boolean> {
    const where = { brandId: ctx.brandId, name, id: { not: besides } };
    return (await ctx.tx.supplier.count({ where })) > 0;
  }

  async update(ctx: TxCtx, id: string, values: SupplierValues): Promise<void> {
    const where = { brandId: ctx.brandId, id };
    await ctx.tx.supplier.updateMany({ where, data: { ...values, updatedAt: now(ctx) } });
  }

  /** Who works there from now on; whoever worked elsewhere does not any more. */
  async setWorkers(ctx: TxCtx, supplierId: string, workers: readonly Worker[]): Promise<void> {
    const { brandId } = ctx;
    const userId = { in: workers.map((worker) => worker.userId) };
    await ctx.tx.supplierMember.deleteMany({ where: { brandId, OR: [{ supplierId }, { userId }] } });
    await ctx.tx.supplierMember.createMany({
      data: workers.map((worker) => ({ ...worker, brandId, supplierId })),
    });
  }

  async hasTickets(ctx: TxCtx, supplierId: string): Promise<boolean> {
    return (await ctx.tx.jobTicket.count({ where: { brandId: ctx.brandId, supplierId } })) > 0;
  }

  async delete(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx.supplier.deleteMany({ where: { brandId: ctx.brandId, id } });
  }

  /**
   * Everybody who might be given work, with what each was given since. Holds those with a capacity until the
   * transaction ends: two lines that end together do not both get its last piece.
   */
  async candidates(ctx: TxCtx, since: Date): Promise<Candidate[]> {
    const { brandId } = ctx;
    await ctx.tx.$queryRaw(Prisma.sql`SELECT 1 FROM supplier WHERE brand_id = ${brandId}::uuid
      AND daily_capacity IS NOT NULL ORDER BY id FOR NO KEY UPDATE`);
    const rows = await this.all(ctx);
    if (rows.length === 0) return [];
    const taken = await ctx.tx.jobTicket.groupBy({
      by: ['supplierId'],
      where: { brandId, supplierId: { not: null }, createdAt: { gte: since } },
      _sum: { quantity: true },
    });
    const pieces = new Map(taken.map(({ supplierId, _sum }) => [supplierId, _sum.quantity ?? 0]));
    return rows.map(({ id, name, active, offers, dailyCapacity }) => ({
      id: publicIdOf('supplier', id),
      name,
      active,
      offers,
      dailyCapacity,
      takenToday: pieces.get(id) ?? 0,
    }));
  }
}
