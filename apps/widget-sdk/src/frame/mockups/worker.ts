import { unwrap } from '@luneo/kernel';
import { type MockupMap, type Pixels, placeOnMockup, readMockupMap } from '@luneo/mockup';
import type { Placed, PlaceOrder } from './protocol.ts';

interface Files {
  readonly base: Pixels;
  readonly shade: Pixels;
  readonly map: MockupMap;
}

/** Views already fetched, by the address of their base. */
const files = new Map<string, Promise<Files>>();

addEventListener('message', ({ data: order }: MessageEvent<PlaceOrder>) => {
  const { id } = order;
  place(order).then(
    (picture) => answer({ id, picture }, [picture]),
    () => answer({ id }, []),
  );
});

const answer = (placed: Placed, transfer: Transferable[]): void => postMessage(placed, { transfer });

async function place({ artwork, substrate, ...urls }: PlaceOrder): Promise<ImageBitmap> {
  const known = files.get(urls.baseUrl) ?? load(urls);
  files.set(urls.baseUrl, known);
  known.catch(() => files.delete(urls.baseUrl));
  const { width, height, data } = placeOnMockup({ ...(await known), artwork: pixelsOf(artwork), substrate });
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas.transferToImageBitmap();
}

async function load({ baseUrl, shadeUrl, uvUrl }: Omit<PlaceOrder, 'artwork' | 'substrate'>): Promise<Files> {
  const [base, shade, map] = await Promise.all([picture(baseUrl), picture(shadeUrl), fetched(uvUrl)]);
  return { base, shade, map: unwrap(await readMockupMap(new Uint8Array(await map.arrayBuffer()), inflate)) };
}

async function fetched(url: string): Promise<Blob> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.blob();
}

const picture = async (url: string): Promise<Pixels> => pixelsOf(await createImageBitmap(await fetched(url)));

function pixelsOf(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
