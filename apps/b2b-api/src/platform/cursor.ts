import { z } from 'zod';
import { ApiError } from './problem.ts';

const Cursor = z.object({
  id: z.uuid(),
  totalMinor: z.int().optional(),
  position: z.int().optional(),
  dueMs: z.int().nullable().optional(),
});
/** Where a page ended: the last row's sort keys. */
export type Cursor = z.infer<typeof Cursor>;

export const cursorOf = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Throws `request_invalid` for anything we did not write. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new ApiError('request_invalid', 'the cursor is not one of ours', {
      errors: [{ pointer: '/query/cursor', code: 'cursor_invalid', message: 'start again without it' }],
    });
  }
}
