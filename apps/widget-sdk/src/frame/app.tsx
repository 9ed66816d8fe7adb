import { ApiProblem } from '@luneo/api-client';
import { Button, EmptyState, ErrorState, ProductIcon, Spinner, WarningIcon } from '@luneo/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Customizer } from './customizer.ts';
import type { HostLink } from './handshake.ts';
import { useText } from './messages/index.ts';

const Workspace = lazy(() => import('./workspace.tsx'));

type Phase =
  | { readonly name: 'opening' }
  | { readonly name: 'open'; readonly customizer: Customizer }
  | { readonly name: 'failed'; readonly code: string };

/** From the handshake to the workspace, with what can go wrong on the way. */
export function App({ host }: { host: HostLink | undefined }) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const [phase, setPhase] = useState<Phase>({ name: 'opening' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens anew
  useEffect(() => {
    if (!host) return;
    let current = true;
    setPhase({ name: 'opening' });
    host.send({ type: 'ready' });
    import('./customizer.ts')
      .then(({ openCustomizer }) => openCustomizer(host))
      .then(
        (customizer) => current && setPhase({ name: 'open', customizer }),
        (error: unknown) => {
          const code = error instanceof ApiProblem ? error.code : 'network';
          host.send({ type: 'error', code, message: String(error) });
          if (current) setPhase({ name: 'failed', code });
        },
      );
    return () => {
      current = false;
    };
  }, [host, attempt]);

  if (!host)
    return (
      <main className="ln-root lw-alone">
        <EmptyState icon={ProductIcon} title={t('app.standalone')}>
          {t('app.standalone.hint')}
        </EmptyState>
      </main>
    );
  if (phase.name === 'open')
    return (
      <Suspense fallback={<Opening onClose={() => host.send({ type: 'close' })} />}>
        <Workspace customizer={phase.customizer} />
      </Suspense>
    );
  if (phase.name === 'opening') return <Opening onClose={() => host.send({ type: 'close' })} />;
  const unpublished = phase.code === 'product_not_published' || phase.code === 'not_found';
  return (
    <main className="ln-root lw-alone">
      <ErrorState
        icon={WarningIcon}
        title={t(unpublished ? 'app.unpublished' : 'app.failed')}
        actions={
          <div className="ln-button-group">
            <Button onClick={() => host.send({ type: 'close' })}>{t('app.close')}</Button>
            <Button look="primary" onClick={() => setAttempt(attempt + 1)}>
              {t('app.retry')}
            </Button>
          </div>
        }
      >
        {t('app.failed.hint', { code: phase.code })}
      </ErrorState>
    </main>
  );
}

function Opening({ onClose }: { onClose(): void }) {
  const t = useText();
  return (
    <main className="ln-root lw-alone">
      <div className="ln-state">
        <Spinner label={t('app.opening')} />
        <p>{t('app.opening')}</p>
        <Button look="quiet" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </main>
  );
}
