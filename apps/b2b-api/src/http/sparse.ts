import type { Route } from '@luneo/contracts';
import { z } from 'zod';
import { ApiError } from '../platform/problem.ts';

/** Fields of the items that a route lists; undefined where it lists nothing one may choose of. */
export function fieldsOf({ response, query }: Route): ReadonlySet<string> | undefined {
  if (query?.shape.fields === undefined || !(response instanceof z.ZodObject)) return undefined;
  const { items } = response.shape as Record<string, z.ZodType>;
  const element = items instanceof z.ZodArray ? (items.element as z.ZodType) : undefined;
  return element instanceof z.ZodObject ? new Set(Object.keys(element.shape)) : undefined;
}

/** Throws `request_invalid` for a field that the items of the list do not have. */
export function checkFields(route: Route, query: unknown): void {
  const { fields } = (query ?? {}) as { fields?: string };
  if (fields === undefined) return;
  const known = fieldsOf(route);
  const unknown = fields.split(',').find((name) => known?.has(name) !== true);
  if (unknown === undefined) return;
  const message = known === undefined ? 'items of this list come whole' : `items have no field ${unknown}`;
  throw new ApiError('request_invalid', message, {
    errors: [{ pointer: '/query/fields', code: 'field_unknown', message }],
  });
}

/** A page with these fields of its items alone, and their id, by which they are known. */
export function sparse(page: unknown, fields: string | undefined): unknown {
  if (fields === undefined) return page;
  const wanted = new Set(['id', ...fields.split(',')]);
  const { items, ...rest } = page as { items: object[] };
  const pick = (item: object): object =>
    Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name)));
  return { items: items.map(pick), ...rest };
}
