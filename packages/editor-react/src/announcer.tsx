import { removedLayers, type SessionState } from '@luneo/editor';
import { umToMm } from '@luneo/geometry';
import { useEffect, useRef, useState } from 'react';
import { layerName } from './layer-name.ts';
import type { EditorTranslator } from './messages/en.ts';
import { useEditorText } from './messages/index.ts';
import { useSession } from './session.ts';

/** Says in a live region what a change on the design surface did, for those who cannot see it. */
export function Announcer() {
  const t = useEditorText();
  const session = useSession();
  const before = useRef(session.getState());
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      session.subscribe(() => {
        const now = session.getState();
        if (now.live) return;
        const words = describeChange(before.current, now, t);
        before.current = now;
        if (words) setSaid(words);
      }),
    [session, t],
  );
  return (
    <div className="ln-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}

/** The change in one sentence, or undefined when it needs no words. */
export function describeChange(
  before: SessionState,
  now: SessionState,
  t: EditorTranslator,
): string | undefined {
  if (before.side !== now.side)
    return t('say.side', { side: now.product.sides.find(({ id }) => id === now.side)?.name ?? now.side });
  if (before.design !== now.design) {
    const added = Object.keys(now.design.layers).filter((id) => !before.design.layers[id]);
    if (added.length === 1) return t('say.added', { name: layerName(now.design.layers[added[0]!]!, t) });
    const gone = removedLayers(before.design, now.design);
    if (gone.length > 0) return t('say.removed', { count: gone.length });
    const [id] = now.selection;
    const [old, layer] = id ? [before.design.layers[id], now.design.layers[id]] : [];
    if (old && layer && (old.xUm !== layer.xUm || old.yUm !== layer.yUm)) {
      const mm = (um: number): number => Math.round(umToMm(um) * 10) / 10;
      return t('say.moved', { x: mm(layer.xUm), y: mm(layer.yUm) });
    }
    return undefined;
  }
  const [only] = now.selection;
  if (
    now.selection !== before.selection &&
    now.selection.length === 1 &&
    only &&
    before.selection[0] !== only
  )
    return now.design.layers[only] && t('say.selected', { name: layerName(now.design.layers[only], t) });
  return undefined;
}
