import { ID_PREFIX, type IdKind } from '@luneo/kernel';
import { z } from 'zod';

/** A TypeID of one kind, e.g. `ord_01jd…`. */
export const publicId = (kind: IdKind) =>
  z
    .string()
    .regex(
      new RegExp(`^${ID_PREFIX[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`),
      `expected an id like ${ID_PREFIX[kind]}_…`,
    );

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code like EUR');
/** Integer minor units (cents). */
export const AmountMinor = z.int().min(-1_000_000_000_000).max(1_000_000_000_000);
export const Timestamp = z.iso.datetime();
/** Counts the saves of a thing; a save names the one it began from. */
export const Revision = z.int().min(0).max(2_147_483_647);
export const Quantity = z.int().min(1).max(100_000);
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export const Locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/);

/** RFC 9457 problem+json, with our stable `code`. */
export const Problem = z.object({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  /** The request id, to quote to support. */
  instance: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** One entry a wrong field; `pointer` is a JSON pointer into body, query or path. */
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  /** Fields of the items to answer with, by commas; their id is always there. */
  fields: z
    .string()
    .max(300)
    .regex(/^[A-Za-z]+(,[A-Za-z]+)*$/, 'expected names by commas')
    .optional(),
};
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
