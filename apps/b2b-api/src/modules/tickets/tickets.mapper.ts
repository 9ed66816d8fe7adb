import type { JobTicket, JobTicketDetail } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';
import type { Scope } from '../suppliers/suppliers.repository.ts';
import { nextStage } from './stages.ts';
import type { ScanRow, TicketRow } from './tickets.repository.ts';

export const idsOf = ({ id, lineItemId, line }: Pick<TicketRow, 'id' | 'lineItemId' | 'line'>) => ({
  orderId: publicIdOf('order', line.orderId),
  lineItemId: publicIdOf('lineItem', lineItemId),
  jobTicketId: publicIdOf('jobTicket', id),
});

export const toTicket = (row: TicketRow): JobTicket => ({
  id: publicIdOf('jobTicket', row.id),
  orderId: publicIdOf('order', row.line.orderId),
  orderExternalId: row.line.order.externalId,
  lineItemId: publicIdOf('lineItem', row.lineItemId),
  lineExternalId: row.line.externalId,
  productId: publicIdOf('product', row.line.productId),
  productName: row.line.productName,
  sku: row.line.sku,
  supplierId: row.supplierId === null ? null : publicIdOf('supplier', row.supplierId),
  process: row.process,
  stage: row.stage,
  nextStage: nextStage(row.process, row.stage),
  quantity: row.quantity,
  kind: row.kind,
  parentId: row.parentId === null ? null : publicIdOf('jobTicket', row.parentId),
  reprint: row.reprint,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** Who works for a supplier is told nothing of the others. */
export function toDetail(row: TicketRow, scans: readonly ScanRow[], scope: Scope): JobTicketDetail {
  const ticket = toTicket(row);
  const considered = row.routing.considered.filter(
    ({ supplierId }) => scope === 'all' || supplierId === ticket.supplierId,
  );
  return {
    ...ticket,
    routing: { ...row.routing, considered },
    scans: scans.map(({ scanId, stage, quantity, actor, at }) => ({
      scanId,
      stage,
      quantity,
      actor,
      at: at.toISOString(),
    })),
  };
}
