import type { OrderStatus } from '@luneo/contracts';
import type { LineState } from './line-state.ts';

export type OrderState = OrderStatus;

/** Everything the state of an order follows from. */
export interface OrderFacts {
  readonly cancelled: boolean;
  /** A person holds the whole order. */
  readonly held: boolean;
  readonly lines: readonly LineState[];
}

const AT_PRESS: readonly LineState[] = ['ready', 'in_press'];
const LEFT: readonly LineState[] = ['shipped', 'partly_shipped'];

/** One line that needs a person holds the order; cancelled lines do not count. */
export function orderStateOf({ cancelled, held, lines }: OrderFacts): OrderState {
  const live = lines.filter((line) => line !== 'cancelled');
  if (cancelled || live.length === 0) return 'cancelled';
  if (live.every((line) => line === 'shipped')) return 'shipped';
  if (held || live.some((line) => line === 'held' || line === 'failed')) return 'held';
  if (live.some((line) => LEFT.includes(line))) return 'partly_shipped';
  if (live.every((line) => AT_PRESS.includes(line))) return 'produced';
  return live.every((line) => line === 'received') ? 'received' : 'in_production';
}
