'use client';
import type { ApiKey } from '@luneo/contracts';
import { Badge, Button, EmptyState, PlusIcon, Skeleton, type Tone } from '@luneo/ui';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failure } from './failure.tsx';
import { NewKeyDialog, RevokeKeyDialog } from './key-dialogs.tsx';

const PAGE = 100;
const TONES: Record<ApiKey['status'], Tone> = { in_use: 'good', expired: 'neutral', revoked: 'neutral' };

/** All keys: a brand has at most 100 in use, but those that ended are listed too. */
async function loadKeys(): Promise<ApiKey[]> {
  const client = await api();
  const keys: ApiKey[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await client.listApiKeys({ query: { limit: PAGE, ...(cursor ? { cursor } : {}) } });
    keys.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor);
  return keys;
}

export function KeysPage() {
  const { t } = useI18n();
  const { loaded, reload } = useLoaded('keys', loadKeys);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey>();
  const keys = loaded.value;
  const make = (
    <Button look="primary" icon={PlusIcon} onClick={() => setMaking(true)}>
      {t('keys.new')}
    </Button>
  );
  return (
    <section className="db-page">
      <header className="db-head">
        <h1>{t('keys.title')}</h1>
        {keys && keys.length > 0 && make}
      </header>
      {loaded.state === 'failed' && !keys && <Failure error={loaded.error} onRetry={reload} />}
      {loaded.state === 'loading' && !keys && <Waiting />}
      {keys?.length === 0 && (
        <EmptyState title={t('keys.empty.title')} actions={make}>
          {t('keys.empty.text')}
        </EmptyState>
      )}
      {keys && keys.length > 0 && <KeysTable keys={keys} onRevoke={setEnding} />}
      {making && <NewKeyDialog onClose={() => setMaking(false)} onDone={reload} />}
      {ending && <RevokeKeyDialog apiKey={ending} onClose={() => setEnding(undefined)} onDone={reload} />}
    </section>
  );
}

function Waiting() {
  const { t } = useI18n();
  return (
    <div className="db-rows" role="status" aria-label={t('loading')}>
      {['a', 'b', 'c'].map((row) => (
        <Skeleton key={row} style={{ height: 48 }} />
      ))}
    </div>
  );
}

function KeysTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke(key: ApiKey): void }) {
  const { t } = useI18n();
  return (
    <table className="db-table">
      <thead>
        <tr>
          <th scope="col">{t('keys.col.name')}</th>
          <th scope="col">{t('keys.col.key')}</th>
          <th scope="col">{t('keys.col.kind')}</th>
          <th scope="col">{t('keys.col.lastUsed')}</th>
          <th scope="col">{t('keys.col.status')}</th>
          <th scope="col">
            <span className="ln-hidden">{t('keys.col.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke(key: ApiKey): void }) {
  const { t, date } = useI18n();
  return (
    <tr>
      <td>
        <strong>{apiKey.name}</strong>
      </td>
      <td>
        <code>{apiKey.prefix}…</code>
      </td>
      <td>
        {t(`keys.kind.${apiKey.kind}`)}, {t(`keys.mode.${apiKey.mode}`)}
      </td>
      <td className="db-said" data-label={t('keys.col.lastUsed')}>
        {apiKey.lastUsedAt ? (
          <time dateTime={apiKey.lastUsedAt}>{date(apiKey.lastUsedAt)}</time>
        ) : (
          t('keys.neverUsed')
        )}
      </td>
      <td>
        <Badge tone={TONES[apiKey.status]}>{t(`keys.status.${apiKey.status}`)}</Badge>
      </td>
      <td className="db-act">
        {apiKey.status === 'in_use' && (
          <Button
            look="quiet"
            aria-label={t('keys.revokeNamed', { name: apiKey.name })}
            onClick={() => onRevoke(apiKey)}
          >
            {t('keys.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
}
