import type { ErrorCode, Holders } from '@luneo/contracts';
import { ApiError } from '../../platform/problem.ts';

const NAMED = 3;

/**
 * The refusal to delete what something needs. Its params say how many of each kind there are (`orders`) and name the
 * first of each (`orderId`); the holders themselves have an address of their own.
 */
export function inUse(code: ErrorCode, { total, counts, items }: Holders): ApiError {
  const named = items.slice(0, NAMED).map(({ id }) => id);
  const params: Record<string, string | number> = {};
  for (const [kind, count] of Object.entries(counts)) {
    params[`${kind}s`] = count;
    params[`${kind}Id`] = items.find((item) => item.kind === kind)!.id;
  }
  const rest = total - named.length;
  const words = `held by ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return new ApiError(code, words, { params });
}
