import type { Matrix } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';
import type { ImageNode, SceneNode } from '@luneo/scene';
import { decodePicture } from '../paint/napi-kit.ts';
import type { PlacePicture } from '../paint/paint-nodes.ts';
import type { Picture } from '../paint/port.ts';
import type { ImageSource } from '../sources.ts';
import { type Placement, placementOf, REDUCE_BELOW, type Use } from './placement.ts';

/** All pictures below these nodes, in painting order. */
export function imagesOf(nodes: readonly SceneNode[]): ImageNode[] {
  return nodes.flatMap((node) =>
    node.kind === 'image' ? [node] : node.kind === 'group' ? imagesOf(node.children) : [],
  );
}

/**
 * Decodes what the nodes draw, each picture once a size. `view`: side space -> pixels of the whole
 * target. For a screen smaller copies will do, where they have as many pixels as will be seen.
 */
export async function decodePictures(
  nodes: readonly SceneNode[],
  source: ImageSource,
  { view, use }: { readonly view: Matrix; readonly use: Use },
): Promise<PlacePicture> {
  const pictures = new Map<string, Picture>();
  for (const node of imagesOf(nodes)) {
    const placement = placementOf(node, view, use);
    const key = keyOf(node, placement);
    if (pictures.has(key)) continue;
    const bytes = await source.bytes(node.asset, ...(use === 'screen' ? [placement.wantedPx] : []));
    // a smaller copy may be so small already that it is painted as it is
    pictures.set(key, await decode(node, bytes, placement, use));
  }
  return (node, part) => {
    const placement = placementOf(node, part, use);
    return { picture: pictures.get(keyOf(node, placement))!, matrix: placement.matrix };
  };
}

const keyOf = ({ asset }: ImageNode, { reduced }: Placement): string =>
  reduced ? `${asset}@${reduced.widthPx}x${reduced.heightPx}` : asset;

async function decode(
  { asset }: ImageNode,
  bytes: Uint8Array,
  { reduced }: Placement,
  use: Use,
): Promise<Picture> {
  try {
    return await decodePicture(bytes, reduced, use === 'screen' ? REDUCE_BELOW.screen : 1);
  } catch (cause) {
    throw new CodedError(
      { code: 'picture_unreadable', message: `the picture ${asset} cannot be decoded`, params: { asset } },
      { cause },
    );
  }
}
