import type { HostLink } from './handshake.ts';

/** Which design a shopper left here. */
export interface Memory {
  designOf(productId: string): string | undefined;
  remember(productId: string, designId: string | undefined): void;
}

/**
 * The frame's own storage, and the host page's for the many browsers that block storage of frames.
 * Where both are blocked nothing is remembered and nothing fails.
 */
export function createMemory(open: () => Storage, host: Pick<HostLink, 'options' | 'send'>): Memory {
  const guarded = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  const key = (productId: string): string => `luneo.design.${productId}`;
  return {
    designOf: (productId) =>
      guarded((storage) => storage.getItem(key(productId)) ?? undefined) ?? host.options.resume,
    remember(productId, designId) {
      host.send({ type: 'remember', designId });
      guarded((storage) =>
        designId ? storage.setItem(key(productId), designId) : storage.removeItem(key(productId)),
      );
    },
  };
}
