'use client';
import type { Order } from '@luneo/contracts';
import { Skeleton } from '@luneo/ui';
import Link from 'next/link';
import { Suspense } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { useQuery } from '../lib/query.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failure } from './failure.tsx';
import { LineCard } from './line-card.tsx';
import { OrderBadge } from './order-status.tsx';

export function OrderPage() {
  return (
    <Suspense fallback={<Waiting />}>
      <OrderOfQuery />
    </Suspense>
  );
}

function OrderOfQuery() {
  const [query] = useQuery();
  return <OrderById id={query.get('id') ?? ''} />;
}

const isMoving = (order: Order): boolean =>
  order.lines.some(({ production }) => production.status === 'queued' || production.status === 'running');

function OrderById({ id }: { id: string }) {
  const { t } = useI18n();
  const { loaded, reload } = useLoaded(
    id,
    async () => (await api()).getOrder({ params: { orderId: id } }),
    (order) => (isMoving(order) ? 1_000 : null),
  );
  const order = loaded.value;
  return (
    <section className="db-page">
      <Link className="db-back" href="/">
        {t('order.back')}
      </Link>
      {order ? <OrderView order={order} reload={reload} /> : null}
      {!order && loaded.state === 'failed' && <Failure error={loaded.error} onRetry={reload} />}
      {!order && loaded.state === 'loading' && <Waiting />}
    </section>
  );
}

function OrderView({ order, reload }: { order: Order; reload(): void }) {
  const { t, date } = useI18n();
  return (
    <>
      <header className="db-order-head">
        <h1>{t('order.title', { number: order.externalId })}</h1>
        <OrderBadge status={order.status} />
        <time dateTime={order.createdAt}>{date(order.createdAt)}</time>
      </header>
      <div className="db-order-grid">
        <div>
          <h2 className="ln-hidden">{t('order.lines')}</h2>
          {order.lines.map((line) => (
            <LineCard key={line.id} line={line} currency={order.currency} reload={reload} />
          ))}
        </div>
        <aside>
          <Facts order={order} />
          <History order={order} />
        </aside>
      </div>
    </>
  );
}

function Facts({ order }: { order: Order }) {
  const { t, money } = useI18n();
  const { shipTo } = order;
  return (
    <dl className="db-facts">
      <dt>{t('order.total')}</dt>
      <dd className="db-total">{money(order.totalMinor, order.currency)}</dd>
      <dt>{t('order.customer')}</dt>
      <dd>
        {order.customer.name}
        <a href={`mailto:${order.customer.email}`}>{order.customer.email}</a>
      </dd>
      <dt>{t('order.shipTo')}</dt>
      <dd>
        <address>
          {[
            shipTo.name,
            shipTo.line1,
            shipTo.line2,
            `${shipTo.postalCode} ${shipTo.city}`,
            shipTo.region,
            shipTo.country,
          ]
            .filter(Boolean)
            .map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one address, never reordered
              <span key={index}>{text}</span>
            ))}
        </address>
      </dd>
    </dl>
  );
}

function History({ order }: { order: Order }) {
  const { t, tDynamic, date } = useI18n();
  return (
    <section className="db-history">
      <h2>{t('order.history')}</h2>
      <ol>
        {order.events.map((event) => (
          <li key={event.id}>
            {tDynamic(`event.${event.type}`, event.type, event.data as Record<string, string | number>)}
            <time dateTime={event.at}>{date(event.at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Waiting() {
  const { t } = useI18n();
  return (
    <div className="db-rows" role="status" aria-label={t('loading')}>
      <Skeleton style={{ height: 36, width: 260 }} />
      <Skeleton style={{ height: 320 }} />
    </div>
  );
}
