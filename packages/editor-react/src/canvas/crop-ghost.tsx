import type { SessionState } from '@luneo/editor';
import { type ImageNode, type SceneNode, toMatrix } from '@luneo/scene';
import { useSessionState } from '../session.ts';

const imageIn = (nodes: readonly SceneNode[]): ImageNode | undefined => {
  for (const node of nodes) {
    const found = node.kind === 'image' ? node : node.kind === 'group' ? imageIn(node.children) : undefined;
    if (found) return found;
  }
  return undefined;
};

function pictureOf({ resolved, side, cropping }: SessionState): ImageNode | undefined {
  const all = resolved?.scene.sides.find(({ id }) => id === side)?.nodes ?? [];
  const layer = (nodes: readonly SceneNode[]): SceneNode | undefined =>
    nodes
      .flatMap((node) =>
        node.kind !== 'group' ? [] : node.layer === cropping ? [node] : (layer(node.children) ?? []),
      )
      .at(0);
  const node = cropping === undefined ? undefined : layer(all);
  return node && imageIn([node]);
}

/** While cropping: the whole picture, faint, so that one sees what there is to choose from. */
export function CropGhost({ href }: { href(asset: string): string }) {
  const node = useSessionState(pictureOf);
  if (!node) return null;
  return (
    <image
      className="lne-ghost"
      href={href(node.asset)}
      width={node.widthPx}
      height={node.heightPx}
      preserveAspectRatio="none"
      transform={`matrix(${toMatrix(node.matrix).join(' ')})`}
    />
  );
}
