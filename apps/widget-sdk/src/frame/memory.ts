/** First-party storage of the frame; where the browser blocks it, nothing is remembered and nothing fails. */
export interface Memory {
  designOf(productId: string): string | undefined;
  remember(productId: string, designId: string | undefined): void;
}

export function createMemory(open: () => Storage): Memory {
  const guarded = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  const key = (productId: string): string => `luneo.design.${productId}`;
  return {
    designOf: (productId) => guarded((storage) => storage.getItem(key(productId))) ?? undefined,
    remember(productId, designId) {
      guarded((storage) =>
        designId ? storage.setItem(key(productId), designId) : storage.removeItem(key(productId)),
      );
    },
  };
}
