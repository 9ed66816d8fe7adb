import { type LineFacts, type LineState, lineStateOf, isLive } from './line-state.ts';
import type { OrderState } from './order-state.ts';

/** What people may do to a line, and in which states. */
export const LINE_ACTIONS = {
  hold: ['received', 'producing', 'awaiting_approval', 'ready', 'in_press', 'partly_shipped', 'failed'],
  release: ['held'],
  retry: ['failed'],
  scan: ['ready', 'in_press', 'partly_shipped'],
  cancel: ['received', 'producing', 'awaiting_approval', 'ready', 'held', 'failed'],
  change_quantity: ['received', 'producing', 'awaiting_approval', 'ready', 'held', 'failed'],
  send_proof: ['received', 'producing', 'awaiting_approval', 'ready', 'held'],
} as const satisfies Record<string, readonly LineState[]>;
export type LineAction = keyof typeof LINE_ACTIONS;

/** Actions that end once the press has begun, in whatever state the line is. */
const BEFORE_PRESS: ReadonlySet<LineAction> = new Set(['cancel', 'change_quantity', 'send_proof']);

export const pressHasBegun = ({ workOrders }: Pick<LineFacts, 'workOrders'>): boolean =>
  workOrders.some((state) => state === 'scrapped' || (isLive(state) && state !== 'ready'));

export function lineAllows(action: LineAction, facts: LineFacts): boolean {
  const states: readonly LineState[] = LINE_ACTIONS[action];
  return states.includes(lineStateOf(facts)) && !(BEFORE_PRESS.has(action) && pressHasBegun(facts));
}

/** What people may do to an order, and in which states. */
export const ORDER_ACTIONS = {
  update: ['received', 'in_production', 'produced', 'partly_shipped', 'held'],
  add_line: ['received', 'in_production', 'produced', 'partly_shipped', 'held'],
  cancel: ['received', 'in_production', 'produced', 'held'],
  hold: ['received', 'in_production', 'produced', 'partly_shipped', 'held'],
  release: ['held'],
} as const satisfies Record<string, readonly OrderState[]>;
export type OrderAction = keyof typeof ORDER_ACTIONS;

export function orderAllows(action: OrderAction, state: OrderState): boolean {
  const states: readonly OrderState[] = ORDER_ACTIONS[action];
  return states.includes(state);
}
