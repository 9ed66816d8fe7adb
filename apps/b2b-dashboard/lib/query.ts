'use client';
import { useCallback, useSyncExternalStore } from 'react';

const CHANGED = 'luneo:query';

function subscribe(onChange: () => void): () => void {
  addEventListener('popstate', onChange);
  addEventListener(CHANGED, onChange);
  return () => {
    removeEventListener('popstate', onChange);
    removeEventListener(CHANGED, onChange);
  };
}

/** The page's query as state, so that every view has an address. Null while the page is exported. */
export function useQuery(): [URLSearchParams | null, (changes: Record<string, string | null>) => void] {
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => null,
  );
  const change = useCallback((changes: Record<string, string | null>) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    history.replaceState(history.state, '', text ? `?${text}` : location.pathname);
    dispatchEvent(new Event(CHANGED));
  }, []);
  return [search === null ? null : new URLSearchParams(search), change];
}
