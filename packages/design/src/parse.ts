import { fault, type Result } from '@luneo/kernel';
import type { z } from 'zod';
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
  return schemaFault('design_invalid', parsed.error);
}

/** The first thing a schema found wrong, at its JSON pointer: a property nobody knows is pointed at itself. */
export function schemaFault(code: string, { issues }: z.ZodError) {
  const issue = issues[0]!;
  return issue.code === 'unrecognized_keys'
    ? fault(code, 'no such property', { pointer: pointerOf([...issue.path, ...issue.keys.slice(0, 1)]) })
    : fault(code, issue.message, { pointer: pointerOf(issue.path) });
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
