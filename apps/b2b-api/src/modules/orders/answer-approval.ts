import { deriveKey } from '@luneo/auth';
import type { ApprovalView } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { type LinkRef, readSignedRef } from '../../platform/signed-ref.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { previewsOf } from '../designs/designs.mapper.ts';
import { EventsService } from '../events/events.service.ts';
import { ApprovalsRepository } from './approvals.repository.ts';
import { BrandNames } from './brand-names.ts';
import { OrderProgress } from './order-progress.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { ApprovalRow } from './orders.types.ts';

export interface ApprovalAnswer {
  readonly token: string;
  readonly answer: 'approved' | 'changes_asked';
  readonly note?: string | undefined;
}

interface ExpiringApproval {
  readonly brandId: string;
  readonly requestId: string;
  readonly approvalId: string;
}

type Asked = ApprovalRow & { readonly orderId: string };
const isOver = ({ deadlineAt }: ApprovalRow, ctx: Ctx): boolean =>
  deadlineAt !== null && deadlineAt.getTime() <= ctx.clock.now();

/** The customer's side of an approval: who holds the link may look and answer, without an account. */
@Injectable()
export class AnswerApproval {
  readonly #key: Uint8Array;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(ApprovalsRepository) private readonly approvals: ApprovalsRepository,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(BrandNames) private readonly brands: BrandNames,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {
    this.#key = deriveKey(settings.secret, 'approval');
  }

  /** Throws `not_found` for a token we did not sign. */
  look(ctx: Ctx, token: string): Promise<ApprovalView> {
    const { brandId, id } = this.#read(token);
    return this.work.run(this.#in(ctx, brandId), async (tx) =>
      this.#view(tx, await this.approvals.get(tx, id)),
    );
  }

  /** Throws `approval_ended` where there is nothing to answer any more. */
  answer(ctx: Ctx, { token, answer, note }: ApprovalAnswer): Promise<ApprovalView> {
    const { brandId, id } = this.#read(token);
    return this.work.run(this.#in(ctx, brandId), async (tx) => {
      const { orderId } = await this.approvals.get(tx, id);
      await this.orders.lock(tx, orderId);
      const asked = await this.approvals.get(tx, id);
      const repeated = asked.status === answer && asked.note === (note ?? null);
      if (!repeated) await this.#record(tx, asked, { answer, note });
      return this.#view(tx, await this.approvals.get(tx, id));
    });
  }

  async #record(tx: TxCtx, asked: Asked, { answer, note }: Omit<ApprovalAnswer, 'token'>): Promise<void> {
    const { id, orderId } = asked;
    const event = answer === 'approved' ? 'approve' : 'ask_changes';
    if (isOver(asked, tx) || (await this.approvals.move(tx, { id, orderId }, event, note)).length === 0)
      throw new ApiError('approval_ended', `the approval is ${asked.status}`, {
        params: { status: asked.status },
      });
    const ids = { orderId: publicIdOf('order', orderId), approvalId: publicIdOf('approval', id) };
    if (answer === 'approved') await this.events.record(tx, 'approval.approved', ids);
    else await this.events.record(tx, 'approval.changes_asked', { ...ids, note: note ?? '' });
    await this.progress.update(tx, orderId);
  }

  /** The deadline; whether it has come. Nothing where there was an answer. */
  expire(payload: ExpiringApproval): Promise<Date | undefined> {
    const ctx = this.contexts.system(payload.brandId, payload.requestId, 'approval');
    return this.work.run(ctx, async (tx) => {
      const { orderId } = await this.approvals.get(tx, payload.approvalId);
      await this.orders.lock(tx, orderId);
      const asked = await this.approvals.get(tx, payload.approvalId);
      if (asked.status !== 'asked' || asked.deadlineAt === null) return undefined;
      if (!isOver(asked, tx)) return asked.deadlineAt;
      await this.approvals.move(tx, { id: asked.id, orderId }, 'expire');
      const ids = { orderId: publicIdOf('order', orderId), approvalId: publicIdOf('approval', asked.id) };
      await this.events.record(tx, 'approval.expired', ids);
      await this.progress.update(tx, orderId);
      return undefined;
    });
  }

  #read(token: string): LinkRef {
    const ref = readSignedRef(this.#key, token);
    if (ref === undefined) throw notFound();
    return ref;
  }

  #in = (ctx: Ctx, brandId: string): Ctx => this.contexts.system(brandId, ctx.requestId, 'customer');

  async #view(tx: TxCtx, { orderId, status, note, deadlineAt }: Asked): Promise<ApprovalView> {
    const { order, lines } = await this.orders.tree(tx, orderId);
    return {
      brand: await this.brands.nameOf(tx.brandId),
      orderExternalId: order.externalId,
      status,
      note,
      deadlineAt: deadlineAt?.toISOString() ?? null,
      lines: lines
        .filter((line) => line.status !== 'cancelled')
        .map((line) => ({
          productName: line.productName,
          variantName: line.variantName,
          quantity: line.quantity,
          previews: previewsOf(this.settings.publicOrigin(), line),
        })),
    };
  }
}
