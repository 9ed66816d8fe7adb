import type { FindingView } from '@luneo/editor';
import { Badge, BlockIcon, Button, CheckIcon, EmptyState, WarningIcon } from '@luneo/ui';
import { layerName } from '../layer-name.ts';
import type { EditorTranslator } from '../messages/en.ts';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';

/** A finding in the words of somebody who has never heard of preflight. */
export function findingText(finding: FindingView, t: EditorTranslator): string {
  const key = `finding.${finding.code}`;
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(finding.params)) {
    if (typeof value === 'number' && name.endsWith('Um'))
      params[`${name.slice(0, -2)}Mm`] = Math.round(value / 100) / 10;
    else params[name] = typeof value === 'boolean' ? String(value) : value;
  }
  return t.has(key) ? t(key, params) : t('finding.unknown', { code: finding.code });
}

/** While nothing is there yet, that is no trouble to point at; it is when somebody wants to order. */
export const troublesWhileEditing = (findings: readonly FindingView[]): FindingView[] =>
  findings.filter(({ severity, code }) => severity !== 'pass' && code !== 'design_empty');

const worstFirst = (findings: readonly FindingView[]): FindingView[] =>
  findings
    .filter((finding) => finding.severity !== 'pass')
    .sort((a, b) => (a.severity < b.severity ? -1 : 1));

/** All findings, worst first; each leads to its layer. */
export function WarningsList({ onGo, ordering }: { onGo?(): void; ordering?: boolean }) {
  const t = useEditorText();
  const session = useSession();
  const findings = useSessionState((state) => state.findings);
  const design = useSessionState((state) => state.design);
  const sides = useSessionState((state) => state.product.sides);
  const list = worstFirst(ordering ? findings : troublesWhileEditing(findings));
  if (list.length === 0)
    return (
      <EmptyState icon={CheckIcon} title={t('warnings.none')}>
        {t('warnings.none.hint')}
      </EmptyState>
    );
  const go = ({ side, layer }: FindingView): void => {
    if (side) session.setSide(side);
    if (layer) session.select([layer]);
    onGo?.();
  };
  return (
    <ul className="lne-warnings" aria-label={t('warnings.title')}>
      {list.map((finding) => {
        const layer = finding.layer ? design.layers[finding.layer] : undefined;
        const side = sides.length > 1 ? sides.find(({ id }) => id === finding.side)?.name : undefined;
        const place = [side, layer && layerName(layer, t)].filter(Boolean).join(' · ');
        return (
          <li key={`${finding.code} ${finding.side} ${finding.layer}`} data-severity={finding.severity}>
            {finding.severity === 'block' ? <BlockIcon /> : <WarningIcon />}
            <p>
              {place && <strong>{place}</strong>}
              {findingText(finding, t)}
            </p>
            {(finding.layer || finding.side) && (
              <Button look="quiet" aria-label={`${t('warnings.go')}: ${place}`} onClick={() => go(finding)}>
                {t('warnings.go')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The worst of it in one line. */
export function WarningsBadge() {
  const t = useEditorText();
  const findings = useSessionState((state) => troublesWhileEditing(state.findings));
  const blocks = findings.filter((finding) => finding.severity === 'block').length;
  const warns = findings.filter((finding) => finding.severity === 'warn').length;
  if (blocks > 0) return <Badge tone="danger">{t('warnings.blocks', { count: blocks })}</Badge>;
  if (warns > 0) return <Badge tone="warn">{t('warnings.warns', { count: warns })}</Badge>;
  return <Badge tone="good">{t('warnings.none')}</Badge>;
}
