/** Where the bytes of pictures come from: storage, or a folder in tests. */
export interface ImageSource {
  /**
   * The stored file named by `hash`, or a smaller copy of the same picture (a proxy made at upload)
   * that is at least `minWidthPx` wide. Without `minWidthPx`: the stored file itself.
   * Rejects when there is none.
   */
  bytes(hash: string, minWidthPx?: number): Promise<Uint8Array>;
}

/** Holds what was read once: a picture drawn on two sides is fetched one time. */
export function rememberSources(source: ImageSource): ImageSource {
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    bytes(hash, minWidthPx) {
      const key = `${hash}@${minWidthPx ?? ''}`;
      const bytes = known.get(key) ?? source.bytes(hash, minWidthPx);
      known.set(key, bytes);
      return bytes;
    },
  };
}
