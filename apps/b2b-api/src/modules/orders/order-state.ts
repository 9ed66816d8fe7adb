import type { OrderStatus } from '@luneo/contracts';
import type { z } from 'zod';
import { type LineFacts, type LineState, lineStateOf } from './line-state.ts';

export type OrderState = z.infer<typeof OrderStatus>;
export const FIRST_ORDER_STATE: OrderState = 'received';
/** States in which an order is still to be made. */
export const UNMADE: readonly OrderState[] = ['received', 'in_production', 'held'];

/** Everything the state of an order follows from. */
export interface OrderFacts {
  /** A person holds the whole order. */
  readonly held: boolean;
  /** A customer was asked to approve and has not. */
  readonly unapproved: boolean;
  readonly lines: readonly LineFacts[];
}

const NEEDS_PERSON: readonly LineState[] = ['held', 'failed'];

/** One line that needs a person holds the order; cancelled lines do not count. */
export function orderStateOf({ held, unapproved, lines }: OrderFacts): OrderState {
  const live = lines.map(lineStateOf).filter((line) => line !== 'cancelled');
  if (live.length === 0) return 'cancelled';
  if (held || unapproved || live.some((line) => NEEDS_PERSON.includes(line))) return 'held';
  if (live.every((line) => line === 'ready')) return 'produced';
  return live.every((line) => line === 'received') ? 'received' : 'in_production';
}

const LIVE: readonly OrderState[] = ['received', 'in_production', 'produced', 'held'];

/** What people may do to an order, and in which states. */
export const ORDER_ACTIONS = {
  update: LIVE,
  hold: LIVE,
  release: ['held'],
  cancel: LIVE,
  ask_approval: LIVE,
} as const satisfies Record<string, readonly OrderState[]>;
export type OrderAction = keyof typeof ORDER_ACTIONS;

export const orderAllows = (action: OrderAction, state: OrderState): boolean =>
  (ORDER_ACTIONS[action] as readonly OrderState[]).includes(state);
