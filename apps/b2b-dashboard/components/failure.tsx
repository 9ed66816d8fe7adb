'use client';
import { ApiProblem } from '@luneo/api-client';
import { Button, ErrorState } from '@luneo/ui';
import { useI18n } from '../lib/i18n.tsx';

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** What went wrong in the reader's words, the reference for support, and a way on. */
export function Failure({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const { t } = useI18n();
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const text = !problem
    ? t('error.offline')
    : problem.status === 403
      ? t('error.denied')
      : problem.status === 404
        ? t('order.missing')
        : problem.title;
  return (
    <ErrorState title={t('error.title')} actions={<Button onClick={onRetry}>{t('error.retry')}</Button>}>
      {text}
      {problem?.instance && <small>{t('error.reference', { id: problem.instance })}</small>}
    </ErrorState>
  );
}
