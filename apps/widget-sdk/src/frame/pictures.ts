import type { AssetBook, AssetFacts } from '@luneo/design';

/** Drawn until a picture has arrived: one transparent pixel. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** Facts of the pictures in a design and, for the screen, addresses of their proxies. */
export interface Pictures extends AssetBook {
  add(facts: AssetFacts): void;
  /** An object URL, or a transparent pixel while the proxy is on its way. Changes when one arrives. */
  href(hash: string): string;
  subscribe(listener: () => void): () => void;
  /** Grows by one with every picture that arrived. */
  version(): number;
}

export function createPictures(fetchProxy: (hash: string) => Promise<Blob>): Pictures {
  const facts = new Map<string, AssetFacts>();
  const urls = new Map<string, string>();
  const asked = new Set<string>();
  const listeners = new Set<() => void>();
  let version = 0;
  const fetchOnce = (hash: string): void => {
    if (asked.has(hash)) return;
    asked.add(hash);
    fetchProxy(hash).then(
      (blob) => {
        urls.set(hash, URL.createObjectURL(blob));
        version++;
        for (const listener of listeners) listener();
      },
      () => asked.delete(hash),
    );
  };
  return {
    get: (hash) => facts.get(hash),
    add(known) {
      facts.set(known.hash, known);
      if (known.kind === 'image') fetchOnce(known.hash);
    },
    href(hash) {
      fetchOnce(hash);
      return urls.get(hash) ?? NOTHING;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
