'use client';
import { ApiProblem } from '@luneo/api-client';
import { Button, Dialog, TextArea } from '@luneo/ui';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { toasts } from './shell.tsx';

const SHORTEST_REASON = 3;

export function ReleaseDialog(props: { lineId: string; open: boolean; onClose(): void; onDone(): void }) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function release(): Promise<void> {
    if (reason.trim().length < SHORTEST_REASON) return setError(t('release.tooShort'));
    setBusy(true);
    try {
      await (await api()).releaseLine({
        params: { lineItemId: props.lineId },
        body: { reason: reason.trim() },
      });
      toasts.show({ text: t('release.done') });
      props.onClose();
      props.onDone();
    } catch (failure) {
      setError(failure instanceof ApiProblem ? failure.problem.title : t('error.offline'));
    }
    setBusy(false);
  }

  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('release.title')}
      closeLabel={t('release.cancel')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('release.cancel')}</Button>
          <Button look="primary" disabled={busy} onClick={release}>
            {t('release.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('release.text')}</p>
      <TextArea
        label={t('release.reason')}
        value={reason}
        error={error}
        maxLength={500}
        onChange={(event) => {
          setReason(event.target.value);
          setError(undefined);
        }}
      />
    </Dialog>
  );
}
