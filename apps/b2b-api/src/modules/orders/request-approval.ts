import { deriveKey } from '@luneo/auth';
import { JOBS, type Order } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { type MessageLocale, Outbox } from '@luneo/notifications';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { signedRef } from '../../platform/signed-ref.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { ApprovalsRepository } from './approvals.repository.ts';
import { BrandNames } from './brand-names.ts';
import { OrderProgress } from './order-progress.ts';
import { orderAllows } from './order-state.ts';
import { toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';

export interface ApprovalWish {
  readonly deadlineAt?: string | undefined;
  readonly locale: MessageLocale;
}

/** Asks a customer to approve the proofs of an order, which waits until they do. */
@Injectable()
export class RequestApproval {
  readonly #key: Uint8Array;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(ApprovalsRepository) private readonly approvals: ApprovalsRepository,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Outbox) private readonly messages: Outbox,
    @Inject(BrandNames) private readonly brands: BrandNames,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {
    this.#key = deriveKey(settings.secret, 'approval');
  }

  async request(ctx: Ctx, orderId: string, wish: ApprovalWish): Promise<Order> {
    const id = uuidOf('order', orderId);
    const deadline = wish.deadlineAt === undefined ? null : new Date(wish.deadlineAt);
    if (deadline !== null && deadline.getTime() <= ctx.clock.now())
      throw new ApiError('schedule_past', 'choose a deadline to come');
    const { order, approvalId } = await this.#store(ctx, id, deadline);
    await this.#write(ctx, order, approvalId, deadline, wish.locale);
    return order;
  }

  async #store(ctx: Ctx, id: string, deadline: Date | null): Promise<{ order: Order; approvalId: string }> {
    let approvalId = '';
    const order = await this.work.answer(ctx, async (tx) => {
      await this.orders.lock(tx, id);
      const { order: before } = await this.orders.tree(tx, id);
      const { status } = before;
      if (!orderAllows('ask_approval', status))
        throw new ApiError('order_state', `the order is ${status}`, { params: { status } });
      await this.withdraw(tx, id);
      approvalId = await this.approvals.insert(tx, id, deadline);
      const ids = { orderId: publicIdOf('order', id), approvalId: publicIdOf('approval', approvalId) };
      await this.events.record(tx, 'approval.asked', ids);
      if (deadline !== null) await this.enqueue(tx, approvalId, deadline);
      await this.progress.update(tx, id);
      return toOrder(await this.orders.tree(tx, id), this.settings.publicOrigin(), tx.clock.now());
    });
    return { order, approvalId };
  }

  /** Ends what was asked of the customer; true when something was. */
  async withdraw(tx: TxCtx, orderId: string): Promise<boolean> {
    const ended = await this.approvals.move(tx, { orderId }, 'withdraw');
    for (const approvalId of ended)
      await this.events.record(tx, 'approval.withdrawn', {
        orderId: publicIdOf('order', orderId),
        approvalId: publicIdOf('approval', approvalId),
      });
    return ended.length > 0;
  }

  enqueue(tx: TxCtx, approvalId: string, at: Date): Promise<void> {
    const payload = { brandId: tx.brandId, requestId: tx.requestId, approvalId };
    return this.jobs.enqueue(tx, JOBS.expireApproval, payload, { startAfter: at });
  }

  /** After the request is stored: a message that fails is sent by asking again, one too many cannot be taken back. */
  async #write(
    ctx: Ctx,
    order: Order,
    approvalId: string,
    deadline: Date | null,
    locale: MessageLocale,
  ): Promise<void> {
    const { brandId } = ctx;
    const token = signedRef(this.#key, { brandId, id: approvalId });
    await this.messages.send({
      kind: 'proof',
      to: order.customer.email,
      locale,
      brandId,
      data: {
        brand: await this.brands.nameOf(brandId),
        order: order.externalId,
        deadline: deadline === null ? '' : spoken(deadline, locale),
        // Behind the sign that browsers do not send on: no log and no referrer holds it.
        link: `${this.settings.dashboardOrigin()}/approval/#${token}`,
      },
    });
  }
}

const spoken = (at: Date, locale: MessageLocale): string =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
