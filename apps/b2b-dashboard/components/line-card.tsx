'use client';
import { ApiProblem } from '@luneo/api-client';
import type { LineItem, PrintFile } from '@luneo/contracts';
import { Button } from '@luneo/ui';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import { LineBadge } from './order-status.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { toasts, useSession } from './shell.tsx';

interface LineProps {
  line: LineItem;
  currency: string;
  reload(): void;
}

export function LineCard({ line, currency, reload }: LineProps) {
  const { t, money, number } = useI18n();
  return (
    <article className="db-line">
      <header>
        <div>
          <h3>{line.productName}</h3>
          <p>
            {line.variantName} · {t('line.sku')} {line.sku} ·{' '}
            {line.quantity === 1 ? t('order.piece') : t('order.pieces', { n: number(line.quantity) })}
          </p>
        </div>
        <LineBadge status={line.status} />
      </header>
      <Stopped line={line} reload={reload} />
      <div className="db-previews">
        {line.previews.map(({ side, url }) => (
          <figure key={side}>
            {/* biome-ignore lint/performance/noImgElement: previews are rendered once at the asked width */}
            <img src={url} alt={t('line.preview', { side })} loading="lazy" />
            <figcaption>{side}</figcaption>
          </figure>
        ))}
      </div>
      <section>
        <h4>{t('line.files')}</h4>
        {line.printFiles.length === 0 && <p className="ln-hint">{t('line.filesPending')}</p>}
        <ul className="db-files">
          {line.printFiles.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
      </section>
      <details>
        <summary>
          {t('line.price')} <strong>{money(line.totalMinor, currency)}</strong>
        </summary>
        <table className="db-quote">
          <tbody>
            {line.quote.lines.map((row) => (
              <tr key={row.rule}>
                <td>{row.label}</td>
                <td className="db-num">
                  {number(row.quantity)} × {money(row.unitMinor, currency)}
                </td>
                <td className="db-num">{money(row.totalMinor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </article>
  );
}

/** Why a line stands still, and what may be done about it. */
function Stopped({ line, reload }: Omit<LineProps, 'currency'>) {
  const { t } = useI18n();
  const { brand } = useSession();
  const [asking, setAsking] = useState(false);
  const { status, holdReason } = line;
  const { reason } = line.production;
  if (status !== 'held' && status !== 'failed' && status !== 'cancelled') return null;
  const mayAct = brand.permissions.includes('production.write');

  async function retry(): Promise<void> {
    try {
      await (await api()).retryLine({ params: { lineItemId: line.id } });
      toasts.show({ text: t('retry.done') });
      reload();
    } catch (error) {
      toasts.show({
        text: error instanceof ApiProblem ? error.problem.title : t('error.offline'),
        urgent: true,
      });
    }
  }

  return (
    <div className="db-stopped" data-status={status} role="status">
      {holdReason !== null && <p>{holdReason}</p>}
      {reason && (
        <p>
          {reason.message} <code>{reason.code}</code>
        </p>
      )}
      {mayAct && status === 'held' && <Button onClick={() => setAsking(true)}>{t('line.release')}</Button>}
      {mayAct && status === 'failed' && <Button onClick={retry}>{t('line.retry')}</Button>}
      <ReleaseDialog lineId={line.id} open={asking} onClose={() => setAsking(false)} onDone={reload} />
    </div>
  );
}

function FileRow({ file }: { file: PrintFile }) {
  const { t, number } = useI18n();
  const base = `/v1/print-files/${file.id}`;
  const parity =
    file.parityPpm === 0 ? t('line.parityEqual') : t('line.parity', { n: number(file.parityPpm ?? 0) });
  const problems = file.findings.filter(({ severity }) => severity !== 'pass');
  return (
    <li>
      <div>
        <strong>{file.fileName}</strong>
        <small>
          {number(Math.ceil(file.bytes / 1024))} KB ·{' '}
          <span title={file.sha256}>
            {t('line.sha')} {file.sha256.slice(0, 12)}…
          </span>
        </small>
        {file.parityPpm !== null && <small>{parity}</small>}
        <small>
          {problems.length === 0
            ? t('line.preflight.pass')
            : t('line.preflight.findings', { n: problems.length })}
        </small>
        {problems.length > 0 && (
          <ul className="db-findings">
            {problems.map((finding) => (
              <li key={`${finding.code}-${finding.layer ?? ''}-${finding.side ?? ''}`}>{finding.message}</li>
            ))}
          </ul>
        )}
      </div>
      <a className="ln-button" data-look="primary" href={`${base}/content`} download={file.fileName}>
        {t('line.download')}
      </a>
      <a className="ln-button" data-look="plain" href={`${base}/certificate`} download>
        {t('line.certificate')}
      </a>
      <a className="ln-button" data-look="plain" href={`${base}/proof`} download>
        {t('line.proof')}
      </a>
    </li>
  );
}
