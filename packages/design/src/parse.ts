import { fault, type Result } from '@luneo/kernel';
import { checkDesign } from './document.ts';
import { migrate } from './migrate.ts';
import { Design } from './schema.ts';

/**
 * Reads a document of any known version. Faults: `design_too_new`, `design_invalid` (with the JSON
 * pointer of the first thing wrong), and those of {@link checkDesign}.
 */
export function parseDesign(json: unknown): Result<Design> {
  const current = migrate(json);
  if (!current.ok) return current;
  const parsed = Design.safeParse(current.value);
  if (parsed.success) return checkDesign(parsed.data);
  const issue = parsed.error.issues[0]!;
  return fault('design_invalid', issue.message, { pointer: pointerOf(issue.path) });
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
