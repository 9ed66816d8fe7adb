import { ApiError } from '../../platform/problem.ts';

/** What decides whether pieces of a line may be made. */
export interface OpenLine {
  readonly holdReason: string | null;
  readonly order: { readonly status: string; readonly holdReason: string | null };
  readonly production: { readonly status: string } | null;
}

/** Nothing is made of what was cancelled, nor of files that wait for a person. Throws `order_state`, `line_state`. */
export function checkOpen({ order, holdReason, production }: OpenLine): void {
  const { status } = order;
  if (status === 'cancelled')
    throw new ApiError('order_state', 'the order is cancelled', { params: { status } });
  if (holdReason !== null || order.holdReason !== null)
    throw new ApiError('line_state', 'a person holds the line or its order', { params: { status: 'held' } });
  const files = production?.status ?? 'missing';
  if (files !== 'done')
    throw new ApiError('line_state', `the files of the line are ${files}`, { params: { status: files } });
}
