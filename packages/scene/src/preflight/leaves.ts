import { type Box, intersection, pathBox, readPath } from '@luneo/geometry';
import type { GroupNode, ImageNode, PathNode } from '../tree.ts';

/** What one layer of the document draws itself, its children's ink not counted. */
export interface LayerInk {
  readonly layer: string;
  readonly group: GroupNode;
  readonly leaves: readonly Leaf[];
}
export interface Leaf {
  readonly node: PathNode | ImageNode;
  /** Ink that shows, clips taken off; undefined when all of it is clipped away. */
  readonly seen: Box | undefined;
}

/** Layers of a side in painting order, groups before their children. */
export function layerInks(nodes: readonly GroupNode[]): LayerInk[] {
  const inks: LayerInk[] = [];
  const visit = (group: GroupNode, leaves: Leaf[] | undefined, outer: Box): void => {
    const shape = group.clip ? pathBox(readPath(group.clip.d)) : EVERYWHERE;
    const clip = (shape && intersection(outer, shape)) ?? NOWHERE;
    let own = leaves;
    if (group.layer !== undefined) {
      own = [];
      inks.push({ layer: group.layer, group, leaves: own });
    }
    for (const child of group.children) {
      if (child.kind === 'group') visit(child, own, clip);
      else own?.push({ node: child, seen: intersection(child.box, clip) });
    }
  };
  for (const node of nodes) visit(node, undefined, EVERYWHERE);
  return inks;
}

const FAR = Number.MAX_SAFE_INTEGER / 4;
const EVERYWHERE: Box = { x: -FAR, y: -FAR, width: 2 * FAR, height: 2 * FAR };
const NOWHERE: Box = { x: -FAR, y: -FAR, width: 0, height: 0 };
