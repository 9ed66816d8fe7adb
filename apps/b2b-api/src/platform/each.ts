import { CodedError } from '@luneo/kernel';
import type { Ctx } from './ctx.ts';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface Outcomes<T> {
  readonly done: number;
  readonly refused: number;
  readonly results: (T & { readonly error: Refusal | null })[];
}

/**
 * One after the other, each in a transaction of its own: what is refused does not stop the others. `refused` says what
 * is told of such a one besides why; what is our own fault stops all, and a repeat goes on.
 */
export async function each<I, D extends object, R extends object>(
  ctx: Ctx,
  items: readonly I[],
  { act, refused }: { readonly act: (ctx: Ctx, item: I) => Promise<D>; readonly refused: (item: I) => R },
): Promise<Outcomes<D | R>> {
  // The answer to remember is the one about all.
  const { remember: _, ...own } = ctx;
  const results: Outcomes<D | R>['results'] = [];
  for (const item of items)
    try {
      results.push({ ...(await act(own, item)), error: null });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { code, message } = error;
      results.push({ ...refused(item), error: { code, message } });
    }
  const done = results.filter(({ error }) => error === null).length;
  return { done, refused: results.length - done, results };
}
