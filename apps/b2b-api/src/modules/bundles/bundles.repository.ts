import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { Scope } from '../suppliers/suppliers.repository.ts';

const LINE = {
  order: { select: { externalId: true, status: true, holdReason: true, dueAt: true, createdAt: true } },
  designVersion: { select: { createdAt: true } },
  production: {
    select: { status: true, printFiles: { orderBy: [{ side: 'asc' as const }] } },
  },
} satisfies Prisma.LineItemInclude;
const TICKETS = { orderBy: [{ id: 'asc' as const }], include: { supplier: { select: { name: true } } } };

export type BundleLine = Prisma.LineItemGetPayload<{
  include: typeof LINE & { tickets: { include: { supplier: { select: { name: true } } } } };
}>;
export type BundleTicket = BundleLine['tickets'][number];

/** Lines with all that goes to the press. */
@Injectable()
export class BundlesRepository {
  /** In the order asked for. Throws `not_found`, also for lines the caller has no ticket of. */
  async lines(ctx: TxCtx, ids: readonly string[], scope: Scope): Promise<BundleLine[]> {
    const { brandId } = ctx;
    const tickets = { ...TICKETS, where: scope === 'all' ? {} : { supplierId: scope.supplierId ?? NOBODY } };
    const rows = await ctx.tx.lineItem.findMany({
      where: { brandId, id: { in: [...new Set(ids)] } },
      include: { ...LINE, tickets },
    });
    const known = new Map(rows.map((row) => [row.id, row]));
    return [...new Set(ids)].map((id) => {
      const line = known.get(id);
      if (line === undefined || (scope !== 'all' && line.tickets.length === 0)) throw notFound();
      return line;
    });
  }

  /** The line of one ticket, with this ticket alone. Throws `not_found`. */
  async ofTicket(ctx: TxCtx, ticketId: string, scope: Scope): Promise<BundleLine> {
    const ticket = await ctx.tx.jobTicket.findFirst({ where: { brandId: ctx.brandId, id: ticketId } });
    if (ticket === null) throw notFound();
    const [line] = await this.lines(ctx, [ticket.lineItemId], scope);
    const tickets = line!.tickets.filter(({ id }) => id === ticketId);
    if (tickets.length === 0) throw notFound();
    return { ...line!, tickets };
  }
}

/** A supplier that there is not. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
