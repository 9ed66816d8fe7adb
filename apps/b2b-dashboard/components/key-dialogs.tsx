'use client';
import { ApiProblem } from '@luneo/api-client';
import type { ApiKey } from '@luneo/contracts';
import { Button, Dialog, Select, TextArea, TextInput } from '@luneo/ui';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { toasts } from './shell.tsx';

interface DialogProps {
  onClose(): void;
  onDone(): void;
}
type Kind = ApiKey['kind'];
type Mode = ApiKey['mode'];

/** A call with the states a button needs; its failure in the reader's words. */
function useCall(): { busy: boolean; error: string | undefined; run(call: () => Promise<void>): void } {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = (call: () => Promise<void>): void => {
    setBusy(true);
    setError(undefined);
    call()
      .catch((failure: unknown) =>
        setError(failure instanceof ApiProblem ? failure.problem.title : t('error.offline')),
      )
      .finally(() => setBusy(false));
  };
  return { busy, error, run };
}

export function NewKeyDialog({ onClose, onDone }: DialogProps) {
  const { t } = useI18n();
  const { busy, error, run } = useCall();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('secret');
  const [mode, setMode] = useState<Mode>('test');
  const [origins, setOrigins] = useState('');
  const [secret, setSecret] = useState<string | null>();
  if (secret !== undefined) return <ShownOnce secret={secret} onClose={onClose} />;

  const make = (): void =>
    run(async () => {
      const common = { name: name.trim(), mode };
      const body =
        kind === 'secret'
          ? { ...common, kind }
          : { ...common, kind, origins: origins.split(/\s+/).filter(Boolean) };
      const key = await (await api()).createApiKey({ body });
      setSecret(key.secret);
      onDone();
    });
  const ready = name.trim() !== '' && (kind === 'secret' || origins.trim() !== '');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.new')}
      closeLabel={t('release.cancel')}
      footer={
        <>
          <Button onClick={onClose}>{t('release.cancel')}</Button>
          <Button look="primary" disabled={busy || !ready} onClick={make}>
            {t('keys.make')}
          </Button>
        </>
      }
    >
      <div className="db-page">
        <TextInput
          label={t('keys.col.name')}
          hint={t('keys.nameHint')}
          error={error}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t('keys.col.kind')}
          value={kind}
          options={(['secret', 'publishable'] as const).map((value) => ({
            value,
            label: t(`keys.kindLong.${value}`),
          }))}
          onChange={(value) => setKind(value as Kind)}
        />
        <Select
          label={t('keys.mode')}
          value={mode}
          options={(['test', 'live'] as const).map((value) => ({ value, label: t(`keys.mode.${value}`) }))}
          onChange={(value) => setMode(value as Mode)}
        />
        {kind === 'publishable' && (
          <TextArea
            label={t('keys.origins')}
            hint={t('keys.originsHint')}
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}

function ShownOnce({ secret, onClose }: { secret: string | null; onClose(): void }) {
  const { t } = useI18n();
  const copy = (): void => {
    navigator.clipboard.writeText(secret ?? '').then(
      () => toasts.show({ text: t('keys.copied') }),
      () => toasts.show({ text: t('keys.copyByHand'), urgent: true }),
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.made')}
      footer={
        <>
          <Button onClick={copy}>{t('keys.copy')}</Button>
          <Button look="primary" onClick={onClose}>
            {t('keys.kept')}
          </Button>
        </>
      }
    >
      <TextInput
        label={t('keys.col.key')}
        hint={t(secret ? 'keys.once' : 'keys.lost')}
        value={secret ?? ''}
        readOnly
        dir="ltr"
      />
    </Dialog>
  );
}

export function RevokeKeyDialog({ apiKey, onClose, onDone }: DialogProps & { apiKey: ApiKey }) {
  const { t } = useI18n();
  const { busy, error, run } = useCall();
  const end = (): void =>
    run(async () => {
      await (await api()).revokeApiKey({ params: { apiKeyId: apiKey.id } });
      toasts.show({ text: t('keys.revoked') });
      onClose();
      onDone();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.revokeTitle', { name: apiKey.name })}
      closeLabel={t('release.cancel')}
      footer={
        <>
          <Button onClick={onClose}>{t('release.cancel')}</Button>
          <Button look="danger" disabled={busy} onClick={end}>
            {t('keys.revoke')}
          </Button>
        </>
      }
    >
      <p>{t('keys.revokeText')}</p>
      {error && <p role="alert">{error}</p>}
    </Dialog>
  );
}
