import type { CreateOrder, Finding, LineStatus, Quote } from '@luneo/contracts';
import type { JobState } from '../production/production.machine.ts';
import type { ApprovalState } from './approval-machine.ts';
import type { OrderState } from './order-state.ts';

export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** Ids are UUIDs. */
export interface OrderRow {
  readonly id: string;
  readonly externalId: string;
  readonly status: OrderState;
  readonly currency: string;
  readonly totalMinor: number;
  readonly customer: CreateOrder['customer'];
  readonly shipTo: CreateOrder['shipTo'];
  readonly dueAt: Date | null;
  /** Why a person holds the whole order; null = nobody does. */
  readonly holdReason: string | null;
  /** Hash of the request: says whether a repeat is the same order. */
  readonly contentHash: string;
  readonly createdAt: Date;
}

export interface OrderSummaryRow extends OrderRow {
  readonly lineCount: number;
  readonly pieceCount: number;
  /** Of the first line, for its picture. */
  readonly preview: { readonly sceneHash: string; readonly sides: readonly string[] } | null;
}

export interface PrintFileRow {
  readonly id: string;
  readonly side: string;
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly recipe: string;
  readonly parityPpm: number | null;
  readonly parityHold: boolean;
  readonly findings: readonly Finding[];
  readonly proofHash: string;
  readonly certificateHash: string;
  readonly createdAt: Date;
}

export interface LineRow {
  readonly id: string;
  readonly orderId: string;
  readonly externalId: string;
  readonly productId: string;
  readonly productName: string;
  readonly variantId: string;
  readonly sku: string;
  readonly variantName: string;
  readonly designVersionId: string;
  readonly quantity: number;
  readonly quote: Quote;
  readonly totalMinor: number;
  readonly sceneHash: string;
  /** Printed sides, in the document's order. */
  readonly sides: readonly string[];
  /** What the shop wrote on the line. */
  readonly properties: Readonly<Record<string, string>>;
  readonly status: LineStatus;
  /** Why a person holds it; null = nobody does. */
  readonly holdReason: string | null;
  readonly job: { readonly id: string; readonly status: JobState; readonly reason: Reason | null };
  readonly printFiles: readonly PrintFileRow[];
}

export interface ApprovalRow {
  readonly id: string;
  readonly status: ApprovalState;
  readonly note: string | null;
  readonly deadlineAt: Date | null;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
}

export const toApprovalRow = (row: Omit<ApprovalRow, 'status'> & { status: string }): ApprovalRow => ({
  id: row.id,
  status: row.status as ApprovalState,
  note: row.note,
  deadlineAt: row.deadlineAt,
  askedAt: row.askedAt,
  answeredAt: row.answeredAt,
});

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly data: Record<string, unknown>;
}

export interface OrderTree {
  readonly order: OrderRow;
  /** The last one asked for. */
  readonly approval: ApprovalRow | null;
  readonly lines: readonly LineRow[];
  readonly events: readonly EventRow[];
}
