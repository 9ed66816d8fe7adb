import { join } from './jpeg.ts';
import type { Ingested, Thumbnail } from './types.ts';

/** Exit code of the child that says: the answer is a fault as JSON. */
export const REFUSED = 3;

/** What the child answers: one length, one JSON head, then the blobs in order. */
type Head<F> = Omit<Ingested<F>, 'stored' | 'thumbnails'> & {
  readonly thumbnails: readonly Omit<Thumbnail, 'webp'>[];
  readonly sizes: readonly number[];
};

export function writeFrame<F>({ facts, stored, thumbnails }: Ingested<F>): Uint8Array {
  const blobs = [stored, ...thumbnails.map((thumbnail) => thumbnail.webp)];
  const head: Head<F> = {
    facts,
    thumbnails: thumbnails.map(({ rendition, width, height }) => ({ rendition, width, height })),
    sizes: blobs.map((blob) => blob.length),
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  return join([length, json, ...blobs]);
}

export function readFrame<F>(frame: Uint8Array): Ingested<F> {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = 4 + view.getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(frame.subarray(4, at))) as Head<F>;
  const [stored, ...webps] = head.sizes.map((size) => {
    const blob = frame.slice(at, at + size);
    at += size;
    return blob;
  });
  const thumbnails = head.thumbnails.map((thumbnail, index) => ({ ...thumbnail, webp: webps[index]! }));
  return { facts: head.facts, stored: stored!, thumbnails };
}
