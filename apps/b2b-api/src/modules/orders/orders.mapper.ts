import type { Approval, LineItem, Order, OrderEvent, OrderSummary, PrintFile } from '@luneo/contracts';
import type { z } from 'zod';
import { publicIdOf } from '../../platform/ids.ts';
import { previewsOf } from '../designs/designs.mapper.ts';
import { UNMADE } from './order-state.ts';
import type {
  ApprovalRow,
  EventRow,
  LineRow,
  OrderSummaryRow,
  OrderTree,
  PrintFileRow,
} from './orders.types.ts';

export const toPrintFile = ({ proofHash: _p, certificateHash: _c, ...row }: PrintFileRow): PrintFile => ({
  ...row,
  id: publicIdOf('printFile', row.id),
  findings: [...row.findings],
  createdAt: row.createdAt.toISOString(),
});

export const toLine = (row: LineRow, origin: string): LineItem => ({
  id: publicIdOf('lineItem', row.id),
  externalId: row.externalId,
  productId: publicIdOf('product', row.productId),
  productName: row.productName,
  variantId: publicIdOf('variant', row.variantId),
  sku: row.sku,
  variantName: row.variantName,
  designVersionId: publicIdOf('designVersion', row.designVersionId),
  quantity: row.quantity,
  properties: { ...row.properties },
  status: row.status,
  holdReason: row.holdReason,
  quote: row.quote,
  totalMinor: row.totalMinor,
  previews: previewsOf(origin, row),
  production: {
    jobId: publicIdOf('productionJob', row.job.id),
    status: row.job.status,
    reason: row.job.reason,
  },
  printFiles: bySide(row).map(toPrintFile),
});

/** Files in the order of the product's sides, as the previews are: front before back. */
function bySide({ printFiles, sides }: LineRow): PrintFileRow[] {
  return printFiles.toSorted((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side));
}

const toEvent = (row: EventRow): z.input<typeof OrderEvent> => ({
  id: publicIdOf('event', row.id),
  type: row.type,
  at: row.at.toISOString(),
  data: row.data as z.input<typeof OrderEvent>['data'],
});

export const toSummary = (row: OrderSummaryRow, origin: string, nowMs: number): OrderSummary => ({
  id: publicIdOf('order', row.id),
  externalId: row.externalId,
  status: row.status,
  currency: row.currency,
  totalMinor: row.totalMinor,
  customer: row.customer,
  lineCount: row.lineCount,
  pieceCount: row.pieceCount,
  previewUrl: row.preview === null ? null : (previewsOf(origin, row.preview)[0]?.url ?? null),
  dueAt: row.dueAt?.toISOString() ?? null,
  late: row.dueAt !== null && row.dueAt.getTime() < nowMs && UNMADE.includes(row.status),
  createdAt: row.createdAt.toISOString(),
});

const toApproval = (row: ApprovalRow): Approval => ({
  id: publicIdOf('approval', row.id),
  status: row.status,
  note: row.note,
  deadlineAt: row.deadlineAt?.toISOString() ?? null,
  askedAt: row.askedAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
});

export function toOrder({ order, approval, lines, events }: OrderTree, origin: string, nowMs: number): Order {
  const live = lines.filter(({ status }) => status !== 'cancelled');
  const summary = toSummary(
    {
      ...order,
      lineCount: live.length,
      pieceCount: live.reduce((sum, { quantity }) => sum + quantity, 0),
      preview: live[0] ?? lines[0] ?? null,
    },
    origin,
    nowMs,
  );
  return {
    ...summary,
    holdReason: order.holdReason,
    approval: approval === null ? null : toApproval(approval),
    shipTo: order.shipTo,
    lines: lines.map((line) => toLine(line, origin)),
    events: events.map(toEvent) as Order['events'],
  };
}
