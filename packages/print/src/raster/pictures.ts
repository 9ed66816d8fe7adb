import type { Matrix } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';
import type { ImageNode, SceneNode } from '@luneo/scene';
import { decodePicture } from '../paint/napi-kit.ts';
import type { Picture } from '../paint/port.ts';
import type { ImageSource } from '../sources.ts';
import { type Placement, placementOf } from './placement.ts';

/** All pictures below these nodes, in painting order. */
export function imagesOf(nodes: readonly SceneNode[]): ImageNode[] {
  return nodes.flatMap((node) =>
    node.kind === 'image' ? [node] : node.kind === 'group' ? imagesOf(node.children) : [],
  );
}

/**
 * Decodes what the nodes draw, each picture once a size. `view`: side space -> pixels of the whole
 * target. `proxies`: smaller copies will do, where they have as many pixels as will be seen.
 */
export async function decodePictures(
  nodes: readonly SceneNode[],
  source: ImageSource,
  { view, proxies }: { readonly view: Matrix; readonly proxies: boolean },
): Promise<(node: ImageNode) => Picture> {
  const pictures = new Map<string, Picture>();
  for (const node of imagesOf(nodes)) {
    const placement = placementOf(node, view);
    const key = keyOf(node, placement);
    if (pictures.has(key)) continue;
    const bytes = await source.bytes(node.asset, ...(proxies ? [placement.wantedPx] : []));
    pictures.set(key, await decode(node, bytes, placement));
  }
  return (node) => pictures.get(keyOf(node, placementOf(node, view)))!;
}

const keyOf = ({ asset }: ImageNode, { reduced }: Placement): string =>
  reduced ? `${asset}@${reduced.widthPx}x${reduced.heightPx}` : asset;

async function decode({ asset }: ImageNode, bytes: Uint8Array, { reduced }: Placement): Promise<Picture> {
  try {
    return await decodePicture(bytes, reduced);
  } catch (cause) {
    throw new CodedError(
      { code: 'picture_unreadable', message: `the picture ${asset} cannot be decoded`, params: { asset } },
      { cause },
    );
  }
}
