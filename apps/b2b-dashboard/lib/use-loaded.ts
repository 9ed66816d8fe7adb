'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> =
  | { readonly state: 'loading'; readonly value?: T }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown; readonly value?: T };

/**
 * Loads on mount and whenever `key` changes; an answer that arrives after a newer question is dropped.
 * While `again(value)` gives milliseconds, it loads again after that time (not in a hidden tab).
 */
export function useLoaded<T>(
  key: string,
  load: () => Promise<T>,
  again: (value: T) => number | null = () => null,
): { readonly loaded: Loaded<T>; reload(): void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  const latest = useRef({ load, again });
  latest.current = { load, again };
  const lastKey = useRef(key);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` and `turn` are what asks for a new load
  useEffect(() => {
    let stale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (lastKey.current !== key) {
      lastKey.current = key;
      setLoaded({ state: 'loading' });
    }
    latest.current.load().then(
      (value) => {
        if (stale) return;
        setLoaded({ state: 'ready', value });
        const wait = latest.current.again(value);
        if (wait !== null) timer = setTimeout(() => !document.hidden && setTurn((n) => n + 1), wait);
      },
      (error: unknown) => {
        if (!stale) setLoaded((before) => ({ ...before, state: 'failed', error }));
      },
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [key, turn]);

  useEffect(() => {
    const onShow = (): void => {
      if (!document.hidden) setTurn((n) => n + 1);
    };
    document.addEventListener('visibilitychange', onShow);
    return () => document.removeEventListener('visibilitychange', onShow);
  }, []);

  return { loaded, reload: useCallback(() => setTurn((n) => n + 1), []) };
}
