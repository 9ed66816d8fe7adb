import { removedLayers } from '@luneo/editor';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useCell } from './cell.ts';
import { useCustomizer } from './context.ts';
import { useText } from './messages/index.ts';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

export const useOnline = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed);
      addEventListener('offline', changed);
      return () => {
        removeEventListener('online', changed);
        removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );

/** Tells in toasts what happened out of sight: deletions with a way back, refusals, a resumed design. */
export function useNotices(): void {
  const t = useText();
  const { session, toasts, fault, resumed, startAfresh } = useCustomizer();
  const code = useCell(fault);
  const greeted = useRef(false);
  useEffect(() => {
    if (!code) return;
    const key = `fault.${code}`;
    const own = { font_not_loaded: 'app.fonts.failed', part_not_loaded: 'app.part.failed' } as const;
    const text =
      code in own ? t(own[code as keyof typeof own]) : t.has(key) ? t(key) : t('fault.unknown', { code });
    toasts.show({ text });
    fault.set(undefined);
  }, [code, fault, t, toasts]);
  useEffect(() => {
    if (!resumed || greeted.current) return;
    greeted.current = true;
    toasts.show({ text: t('resume.done'), action: { label: t('resume.fresh'), run: startAfresh } });
  }, [resumed, startAfresh, t, toasts]);
  useEffect(() => {
    let before = session.getState().design;
    return session.subscribe(() => {
      const { design, canRedo } = session.getState();
      const gone = removedLayers(before, design).length > 0;
      before = design;
      if (gone && !canRedo)
        toasts.show({ text: t('app.removed'), action: { label: t('app.undo'), run: () => session.undo() } });
    });
  }, [session, t, toasts]);
}
