import type { Session, SessionState } from '@luneo/editor';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';

const Context = createContext<Session | undefined>(undefined);
export const SessionProvider = Context;

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** A part of the state; the component renders again only when that part changes (shallowly). */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  const session = useSession();
  const last = useRef<{ state: SessionState; select: unknown; value: T }>(undefined);
  return useSyncExternalStore(session.subscribe, () => {
    const state = session.getState();
    const known = last.current;
    if (known && known.state === state && known.select === select) return known.value;
    const next = select(state);
    const value = known && shallowEqual(known.value, next) ? known.value : next;
    last.current = { state, select, value };
    return value;
  });
}

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.is((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
