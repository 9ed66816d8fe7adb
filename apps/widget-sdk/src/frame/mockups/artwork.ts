import { type SceneSide, writeSvg } from '@luneo/scene';

/** More than any view shows of it, less than a phone minds. */
const LONGEST_PX = 1400;

type BlobOf = (hash: string) => Promise<Blob>;

/** Several views show the same side: it is drawn once. */
const drawn = new WeakMap<SceneSide, Promise<ImageBitmap>>();

/** A side's print area as pixels, transparent where nothing is printed. `blobOf`: a stored picture's proxy. */
export async function artworkOf(side: SceneSide, blobOf: BlobOf): Promise<ImageBitmap> {
  const known = drawn.get(side) ?? draw(side, blobOf);
  drawn.set(side, known);
  known.catch(() => drawn.delete(side));
  return createImageBitmap(await known);
}

async function draw(side: SceneSide, blobOf: BlobOf): Promise<ImageBitmap> {
  // An SVG drawn as an image may not load anything: its pictures are written into it.
  const needed = new Set<string>();
  const note = (hash: string): string => {
    needed.add(hash);
    return hash;
  };
  writeSvg(side, { clipTo: 'trim', href: note });
  const data = new Map(
    await Promise.all([...needed].map(async (hash) => [hash, await dataUrl(await blobOf(hash))] as const)),
  );
  const svg = writeSvg(side, { clipTo: 'trim', href: (hash) => data.get(hash)! });
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = LONGEST_PX / Math.max(side.trim.width, side.trim.height);
    const size = [side.trim.width, side.trim.height].map((su) => Math.max(1, Math.round(su * scale)));
    const canvas = new OffscreenCanvas(size[0]!, size[1]!);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  } finally {
    URL.revokeObjectURL(url);
  }
}

const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
