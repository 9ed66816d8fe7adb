'use client';
import type { LineItem, OrderSummary } from '@luneo/contracts';
import { Badge, type Tone } from '@luneo/ui';
import { useI18n } from '../lib/i18n.tsx';

const ORDER_TONE: Record<OrderSummary['status'], Tone> = {
  received: 'neutral',
  in_production: 'accent',
  produced: 'good',
  held: 'warn',
  cancelled: 'neutral',
};

export const ORDER_STATUSES = Object.keys(ORDER_TONE) as OrderSummary['status'][];

export function OrderBadge({ status }: { status: OrderSummary['status'] }) {
  const { t } = useI18n();
  return <Badge tone={ORDER_TONE[status]}>{t(`orders.status.${status}`)}</Badge>;
}

const LINE_TONE: Record<LineItem['status'], Tone> = {
  received: 'neutral',
  producing: 'accent',
  ready: 'good',
  held: 'warn',
  failed: 'danger',
  cancelled: 'neutral',
};

export function LineBadge({ status }: { status: LineItem['status'] }) {
  const { t } = useI18n();
  return <Badge tone={LINE_TONE[status]}>{t(`line.status.${status}`)}</Badge>;
}
