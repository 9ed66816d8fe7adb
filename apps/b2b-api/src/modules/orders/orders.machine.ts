import type { OrderStatus, ProductionStatus } from '@luneo/contracts';
import type { z } from 'zod';

export type OrderState = z.infer<typeof OrderStatus>;
export type LineState = z.infer<typeof ProductionStatus>;

/** From which state an order may go where. The state follows from the lines, except `cancelled`. */
export const ORDER_MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  received: ['in_production', 'produced', 'held', 'cancelled'],
  in_production: ['produced', 'held', 'cancelled'],
  held: ['in_production', 'produced', 'cancelled'],
  produced: [],
  cancelled: [],
};
export const FIRST_ORDER_STATE: OrderState = 'received';

export const mayMoveOrder = (from: OrderState, to: OrderState): boolean => ORDER_MOVES[from].includes(to);

/** What the lines make of an order: one line that needs a person holds it; all done = produced. */
export function orderStateOf(current: OrderState, lines: readonly LineState[]): OrderState {
  if (current === 'cancelled') return current;
  if (lines.some((line) => line === 'held' || line === 'failed')) return 'held';
  if (lines.length > 0 && lines.every((line) => line === 'done')) return 'produced';
  const untouched = lines.every((line) => line === 'queued');
  return untouched && current === 'received' ? 'received' : 'in_production';
}
