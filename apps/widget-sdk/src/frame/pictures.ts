import type { AssetBook, AssetFacts } from '@luneo/design';

/** Drawn until a picture has arrived: one transparent pixel. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** Facts of the pictures in a design and, for the screen, addresses of their proxies. */
export interface Pictures extends AssetBook {
  add(facts: AssetFacts): void;
  /** An object URL, or a transparent pixel while the proxy is on its way. Changes when one arrives. */
  href(hash: string): string;
  /** The proxy itself. */
  blob(hash: string): Promise<Blob>;
  subscribe(listener: () => void): () => void;
  /** Grows by one with every picture that arrived. */
  version(): number;
}

export function createPictures(fetchProxy: (hash: string) => Promise<Blob>): Pictures {
  const facts = new Map<string, AssetFacts>();
  const urls = new Map<string, string>();
  const blobs = new Map<string, Promise<Blob>>();
  const listeners = new Set<() => void>();
  let version = 0;
  const fetchOnce = (hash: string): Promise<Blob> => {
    const known = blobs.get(hash);
    if (known) return known;
    const asked = fetchProxy(hash);
    blobs.set(hash, asked);
    asked.then(
      (blob) => {
        urls.set(hash, URL.createObjectURL(blob));
        version++;
        for (const listener of listeners) listener();
      },
      () => blobs.delete(hash),
    );
    return asked;
  };
  return {
    get: (hash) => facts.get(hash),
    add(known) {
      facts.set(known.hash, known);
      if (known.kind === 'image') void fetchOnce(known.hash);
    },
    href(hash) {
      void fetchOnce(hash);
      return urls.get(hash) ?? NOTHING;
    },
    blob: fetchOnce,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
