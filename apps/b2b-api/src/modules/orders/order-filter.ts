import type { Prisma } from '@luneo/database';
import type { Cursor } from '../../platform/cursor.ts';
import { uuidOf } from '../../platform/ids.ts';
import { UNFINISHED } from './order-state.ts';
import type { OrderQuery } from './orders.service.ts';

export type OrderFilter = Omit<OrderQuery, 'cursor' | 'limit'>;
type Sort = OrderQuery['sort'];

export const ORDER_BY = {
  newest: [{ id: 'desc' }],
  oldest: [{ id: 'asc' }],
  total: [{ totalMinor: 'desc' }, { id: 'desc' }],
  due: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
} as const satisfies Record<Sort, Prisma.OrderOrderByWithRelationInput[]>;

/** Rows after the cursor in the given order; ids are UUIDv7, so they sort by time. */
export function afterCursor(sort: Sort, cursor: Cursor | undefined): Prisma.OrderWhereInput {
  if (cursor === undefined) return {};
  const { id, totalMinor, dueAt } = cursor;
  if (sort === 'oldest') return { id: { gt: id } };
  if (sort === 'due') {
    const undated = { dueAt: null, id: { gt: id } };
    return dueAt == null
      ? undated
      : { OR: [{ dueAt: { gt: dueAt } }, { dueAt, id: { gt: id } }, { dueAt: null }] };
  }
  if (sort === 'newest' || totalMinor === undefined) return { id: { lt: id } };
  return { OR: [{ totalMinor: { lt: totalMinor } }, { totalMinor, id: { lt: id } }] };
}

/** Past its promised time and not made. */
const lateAt = (now: Date): Prisma.OrderWhereInput => ({
  dueAt: { lt: now },
  status: { in: [...UNFINISHED] },
});

function searchFor(q: string): Prisma.OrderWhereInput {
  const contains = { contains: q, mode: 'insensitive' } as const;
  return { OR: [{ externalId: contains }, { customerName: contains }, { customerEmail: contains }] };
}

export function matching(filter: OrderFilter, now: Date): Prisma.OrderWhereInput {
  const { status, from, to, dueBefore, productId, late, q } = filter;
  const all: Prisma.OrderWhereInput[] = [
    status === undefined ? {} : { status },
    from === undefined ? {} : { createdAt: { gte: from } },
    to === undefined ? {} : { createdAt: { lt: to } },
    dueBefore === undefined ? {} : { dueAt: { lt: dueBefore } },
    productId === undefined ? {} : { lines: { some: { productId: uuidOf('product', productId) } } },
    late === 'true' ? lateAt(now) : {},
    // Not `NOT`: a row without a promised time is neither late nor unlate to SQL.
    late === 'false'
      ? { OR: [{ dueAt: null }, { dueAt: { gte: now } }, { status: { notIn: [...UNFINISHED] } }] }
      : {},
    q ? searchFor(q) : {},
  ];
  return { AND: all };
}
