'use client';
import type { OrderSummary } from '@luneo/contracts';
import { Button, EmptyState, Select, Skeleton } from '@luneo/ui';
import Link from 'next/link';
import { Suspense, useEffect, useState } from 'react';
import { api, runtimeConfig } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { useQuery } from '../lib/query.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failure } from './failure.tsx';
import { ORDER_STATUSES, OrderBadge } from './order-status.tsx';

const PAGE = 25;
const TYPING_PAUSE_MS = 250;
const SORTS = ['newest', 'oldest', 'total'] as const;
type Sort = (typeof SORTS)[number];
interface View {
  readonly q: string;
  readonly status: OrderSummary['status'] | null;
  readonly sort: Sort;
  /** Pages shown. */
  readonly pages: number;
}

function readView(query: URLSearchParams): View {
  return {
    q: query.get('q') ?? '',
    status: ORDER_STATUSES.find((status) => status === query.get('status')) ?? null,
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? 'newest',
    pages: Math.max(1, Number(query.get('pages')) || 1),
  };
}

async function loadOrders(view: View): Promise<{ items: OrderSummary[]; more: boolean }> {
  const client = await api();
  const items: OrderSummary[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < view.pages; page++) {
    const answer = await client.listOrders({
      query: {
        limit: PAGE,
        sort: view.sort,
        ...(cursor ? { cursor } : {}),
        ...(view.q ? { q: view.q } : {}),
        ...(view.status ? { status: view.status } : {}),
      },
    });
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  return { items, more: Boolean(cursor) };
}

const isMoving = ({ status }: OrderSummary): boolean => status === 'received' || status === 'in_production';

export function OrdersPage() {
  return (
    <Suspense fallback={<Rows />}>
      <OrdersOfQuery />
    </Suspense>
  );
}

function OrdersOfQuery() {
  const [query, change] = useQuery();
  return <Orders view={readView(query)} change={change} />;
}

function Orders({ view, change }: { view: View; change(changes: Record<string, string | null>): void }) {
  const { t } = useI18n();
  const { loaded, reload } = useLoaded(
    JSON.stringify(view),
    () => loadOrders(view),
    ({ items }) => (items.some(isMoving) ? 2_000 : 15_000),
  );
  const orders = loaded.value;
  const filtered = view.q !== '' || view.status !== null;
  return (
    <section className="db-page">
      <h1>{t('orders.title')}</h1>
      <Filters view={view} change={change} />
      {loaded.state === 'failed' && !orders && <Failure error={loaded.error} onRetry={reload} />}
      {loaded.state === 'loading' && !orders && <Rows />}
      {orders && orders.items.length > 0 && <OrdersTable items={orders.items} />}
      {orders && orders.items.length === 0 && (filtered ? <NothingFound change={change} /> : <NoOrders />)}
      {orders && orders.items.length > 0 && (
        <footer className="db-more">
          <span aria-live="polite">{t('orders.count', { n: orders.items.length })}</span>
          {orders.more && (
            <Button onClick={() => change({ pages: String(view.pages + 1) })}>{t('orders.more')}</Button>
          )}
        </footer>
      )}
    </section>
  );
}

function Filters({ view, change }: { view: View; change(changes: Record<string, string | null>): void }) {
  const { t } = useI18n();
  const [typed, setTyped] = useState(view.q);
  useEffect(() => setTyped(view.q), [view.q]);
  useEffect(() => {
    if (typed === view.q) return;
    const timer = setTimeout(() => change({ q: typed || null, pages: null }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, view.q, change]);
  return (
    <search>
      <form className="db-filters" onSubmit={(event) => event.preventDefault()}>
        <input
          className="ln-input"
          type="search"
          value={typed}
          placeholder={t('orders.search')}
          aria-label={t('orders.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <fieldset className="db-status">
          <legend className="ln-hidden">{t('orders.col.status')}</legend>
          {[null, ...ORDER_STATUSES].map((status) => (
            <button
              key={status ?? 'all'}
              type="button"
              aria-pressed={view.status === status}
              onClick={() => change({ status, pages: null })}
            >
              {t(`orders.status.${status ?? 'all'}`)}
            </button>
          ))}
        </fieldset>
        <span className="db-inline">
          <Select
            label={t('orders.sort')}
            value={view.sort}
            options={SORTS.map((sort) => ({ value: sort, label: t(`orders.sort.${sort}`) }))}
            onChange={(sort) => change({ sort: sort === 'newest' ? null : sort, pages: null })}
          />
        </span>
      </form>
    </search>
  );
}

function OrdersTable({ items }: { items: readonly OrderSummary[] }) {
  const { t, money, number, date } = useI18n();
  return (
    <table className="db-table">
      <thead>
        <tr>
          <th scope="col">{t('orders.col.order')}</th>
          <th scope="col">{t('orders.col.customer')}</th>
          <th scope="col" className="db-num">
            {t('orders.col.pieces')}
          </th>
          <th scope="col" className="db-num">
            {t('orders.col.total')}
          </th>
          <th scope="col">{t('orders.col.status')}</th>
          <th scope="col">{t('orders.col.date')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((order) => (
          <tr key={order.id}>
            <td>
              <Link className="db-order" href={`/orders/view/?id=${order.id}`}>
                {order.previewUrl ? (
                  // biome-ignore lint/performance/noImgElement: previews are rendered once at the asked width
                  <img src={order.previewUrl} alt="" loading="lazy" />
                ) : (
                  <span className="db-blank" />
                )}
                {order.externalId}
              </Link>
            </td>
            <td data-label={t('orders.col.customer')}>
              <span className="db-customer">
                {order.customer.name}
                <small>{order.customer.email}</small>
              </span>
            </td>
            <td className="db-num" data-label={t('orders.col.pieces')}>
              {number(order.pieceCount)}
            </td>
            <td className="db-num" data-label={t('orders.col.total')}>
              {money(order.totalMinor, order.currency)}
            </td>
            <td>
              <OrderBadge status={order.status} />
            </td>
            <td data-label={t('orders.col.date')}>
              <time dateTime={order.createdAt}>{date(order.createdAt)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NoOrders() {
  const { t } = useI18n();
  const [shop, setShop] = useState<string>();
  useEffect(() => {
    runtimeConfig().then(
      (config) => setShop(config.demoShopUrl),
      () => undefined,
    );
  }, []);
  return (
    <EmptyState
      title={t('orders.empty.title')}
      actions={
        shop && (
          <a className="ln-button" data-look="primary" href={shop}>
            {t('orders.empty.shop')}
          </a>
        )
      }
    >
      {t('orders.empty.text')}
    </EmptyState>
  );
}

function NothingFound({ change }: { change(changes: Record<string, string | null>): void }) {
  const { t } = useI18n();
  return (
    <EmptyState
      title={t('orders.none.title')}
      actions={
        <Button onClick={() => change({ q: null, status: null, pages: null })}>
          {t('orders.none.clear')}
        </Button>
      }
    >
      {t('orders.none.text')}
    </EmptyState>
  );
}

function Rows() {
  const { t } = useI18n();
  return (
    <div className="db-rows" role="status" aria-label={t('loading')}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <Skeleton key={row} style={{ height: 56 }} />
      ))}
    </div>
  );
}
