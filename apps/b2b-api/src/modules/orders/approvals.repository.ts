import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import { APPROVAL_MACHINE, type ApprovalEvent, type ApprovalState } from './approval-machine.ts';
import { type ApprovalRow, toApprovalRow } from './orders.types.ts';

@Injectable()
export class ApprovalsRepository {
  async insert(ctx: TxCtx, orderId: string, deadlineAt: Date | null): Promise<string> {
    const id = ctx.newId();
    const { brandId } = ctx;
    const status: ApprovalState = APPROVAL_MACHINE.first;
    await ctx.tx.approval.create({ data: { id, brandId, orderId, status, deadlineAt, askedAt: now(ctx) } });
    return id;
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<ApprovalRow & { orderId: string }> {
    const row = await ctx.tx.approval.findFirst({ where: { brandId: ctx.brandId, id } });
    if (row === null) throw notFound();
    return { ...toApprovalRow(row), orderId: row.orderId };
  }

  /** Requests of an order that an event moved on. The order's row is locked before. */
  async move(
    ctx: TxCtx,
    which: { readonly orderId: string; readonly id?: string },
    event: ApprovalEvent,
    note?: string,
  ): Promise<string[]> {
    const { from, to } = APPROVAL_MACHINE.events[event];
    const answered = event === 'approve' || event === 'ask_changes';
    const rows = await ctx.tx.approval.updateManyAndReturn({
      where: { brandId: ctx.brandId, ...which, status: { in: [...from] } },
      data: { status: to, ...(answered && { note: note ?? null, answeredAt: now(ctx) }) },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }
}
