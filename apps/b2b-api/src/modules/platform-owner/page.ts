import { cursorOf } from '../../platform/cursor.ts';

/** A page of rows of which one more was asked for than is shown. */
export function pageOf<R extends { readonly id: string }, T>(
  rows: readonly R[],
  limit: number,
  show: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(show), nextCursor: last === undefined ? null : cursorOf({ id: last.id }) };
}
