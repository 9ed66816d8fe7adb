import { z } from 'zod';

/**
 * received > in_production > produced (every file is made) > partly_shipped > shipped; held = a person must
 * look; cancelled. It follows from the lines.
 */
export const OrderStatus = z.enum([
  'received',
  'in_production',
  'produced',
  'partly_shipped',
  'shipped',
  'held',
  'cancelled',
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** Where one line stands; it follows from its files, its proof, holds and work orders. */
export const LineStatus = z.enum([
  'received',
  'producing',
  'awaiting_approval',
  'ready',
  'in_press',
  'partly_shipped',
  'shipped',
  'held',
  'failed',
  'cancelled',
]);
export type LineStatus = z.infer<typeof LineStatus>;

/**
 * The files of a line: queued > running > done; held = a person must look (parity or preflight); failed =
 * tries used up.
 */
export const ProductionStatus = z.enum(['queued', 'running', 'done', 'held', 'failed', 'cancelled']);
export type ProductionStatus = z.infer<typeof ProductionStatus>;

/** Where a work order stands at the press; the middle ones are what is scanned. */
export const WorkOrderStatus = z.enum([
  'ready',
  'received',
  'printed',
  'packed',
  'shipped',
  'cancelled',
  'scrapped',
]);
export type WorkOrderStatus = z.infer<typeof WorkOrderStatus>;

export const ShipmentStatus = z.enum(['in_transit', 'delivered', 'exception', 'returned', 'lost']);
export type ShipmentStatus = z.infer<typeof ShipmentStatus>;

export const ApprovalStatus = z.enum(['sent', 'approved', 'changes_asked', 'expired', 'revoked']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** Why something is made again. */
export const ReprintReason = z.enum([
  'misprint',
  'wrong_colour',
  'wrong_substrate',
  'damaged_in_production',
  'damaged_in_transit',
  'lost_in_transit',
  'wrong_item',
  'customer_complaint',
  'other',
]);
export type ReprintReason = z.infer<typeof ReprintReason>;
