import { effectiveDpi, type ImageNode, type ResolvedScene, type SceneNode } from '@luneo/scene';

/** Dots per inch of a picture layer in print, as preflight counts it; undefined for other layers. */
export function dpiOfLayer(resolved: ResolvedScene | undefined, layerId: string): number | undefined {
  const nodes = resolved?.scene.sides.flatMap((side) => side.nodes) ?? [];
  const group = nodes.find((node) => node.layer === layerId);
  const image = group && firstImage(group);
  return image && effectiveDpi(image);
}

function firstImage(node: SceneNode): ImageNode | undefined {
  if (node.kind === 'image') return node;
  if (node.kind === 'path') return undefined;
  for (const child of node.children) {
    const found = firstImage(child);
    if (found) return found;
  }
  return undefined;
}
