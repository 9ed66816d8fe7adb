import type { MockupView } from '@luneo/contracts';
import type { Placed, PlaceOrder } from './protocol.ts';

/** Places artwork on mockups away from the main thread, one after the other. */
export interface Placer {
  /** Takes the artwork over. Rejects when a file of the view cannot be had. */
  place(view: MockupView, artwork: ImageBitmap, substrate: string | undefined): Promise<ImageBitmap>;
  close(): void;
}

export function createPlacer(): Placer {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve(picture: ImageBitmap): void; reject(error: Error): void }>();
  let last = 0;
  worker.onmessage = ({ data: { id, picture } }: MessageEvent<Placed>) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (picture) answer?.resolve(picture);
    else answer?.reject(new Error('the mockup could not be loaded'));
  };
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error('the mockup worker failed'));
    waiting.clear();
  };
  return {
    place({ baseUrl, shadeUrl, uvUrl }, artwork, substrate) {
      const id = ++last;
      const order: PlaceOrder = { id, baseUrl, shadeUrl, uvUrl, artwork, substrate };
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage(order, [artwork]);
      });
    },
    close: () => worker.terminate(),
  };
}
