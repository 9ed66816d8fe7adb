'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * The page's query as state, so that every view has an address. Of the route that is shown: the browser's
 * location is still the page before it while a route is rendered first. Needs a Suspense boundary above it.
 */
export function useQuery(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const search = useSearchParams();
  const change = useCallback((changes: Record<string, string | null>) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    // the router takes note of it, unless it is handed its own state
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
  }, []);
  return [search, change];
}
