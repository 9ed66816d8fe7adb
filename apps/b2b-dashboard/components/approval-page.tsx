'use client';
import { ApiProblem } from '@luneo/api-client';
import type { ApprovalView } from '@luneo/contracts';
import { Button, TextInput } from '@luneo/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import type { MessageKey } from '../lib/messages.en.ts';
import { LanguageSwitch } from './shell.tsx';

/** The token stands behind the sign that browsers keep to themselves. */
const tokenOf = (): string => location.hash.slice(1);

const faultOf = (error: unknown): MessageKey => {
  if (!(error instanceof ApiProblem)) return 'error.offline';
  return error.code === 'approval_ended' ? 'approval.ended' : 'approval.unknown';
};

/** What a customer sees of an order whose proofs they are asked to approve. */
export function ApprovalPage() {
  const { t, date } = useI18n();
  const [view, setView] = useState<ApprovalView>();
  const [fault, setFault] = useState<MessageKey>();
  const [noteFault, setNoteFault] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api()
      .then((client) => client.openApproval({ body: { token: tokenOf() } }))
      .then(setView, (error: unknown) => setFault(faultOf(error)));
  }, []);

  async function answer(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const approves = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'approved';
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim();
    setNoteFault(!approves && note.length < 3);
    if (!approves && note.length < 3) return;
    setBusy(true);
    setFault(undefined);
    try {
      const token = tokenOf();
      const body = approves
        ? { token, answer: 'approved' as const }
        : { token, answer: 'changes_asked' as const, note };
      setView(await (await api()).answerApproval({ body }));
    } catch (error) {
      setFault(faultOf(error));
    }
    setBusy(false);
  }

  if (view === undefined)
    return (
      <div className="db-sign-in">
        <h1 role={fault ? 'alert' : 'status'}>{t(fault ?? 'approval.loading')}</h1>
        <LanguageSwitch />
      </div>
    );
  return (
    <div className="db-sign-in">
      <form onSubmit={(event) => void answer(event)} noValidate>
        <h1>{t('approval.title', { brand: view.brand, order: view.orderExternalId })}</h1>
        {view.lines.map((line) => (
          <section key={`${line.productName} ${line.previews[0]?.url}`}>
            <h2>{`${line.quantity} × ${line.productName}, ${line.variantName}`}</h2>
            {line.previews.map(({ side, url }) => (
              // biome-ignore lint/performance/noImgElement: a static export has no image server
              <img key={side} src={url} alt={t('line.preview', { side })} width={320} />
            ))}
          </section>
        ))}
        {view.status !== 'asked' ? (
          <p role="status">{t(`approval.is.${view.status}`)}</p>
        ) : (
          <>
            {view.deadlineAt !== null && <p>{t('approval.deadline', { date: date(view.deadlineAt) })}</p>}
            <Button look="primary" type="submit" value="approved" block disabled={busy}>
              {t('approval.approve')}
            </Button>
            <TextInput
              label={t('approval.note')}
              name="note"
              error={noteFault ? t('approval.noteMissing') : undefined}
            />
            <Button type="submit" value="changes_asked" block disabled={busy}>
              {t('approval.askChanges')}
            </Button>
          </>
        )}
        {fault && (
          <p className="ln-error" role="alert">
            {t(fault)}
          </p>
        )}
      </form>
      <LanguageSwitch />
    </div>
  );
}
