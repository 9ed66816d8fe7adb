/** Baseline in Chromium: the same fifty layers as groups of fabric, with fabric's own defaults. */

import { createFontBook } from '@luneo/layout';
import { sceneOf, toMatrix } from '@luneo/scene';
import { Canvas, Group, Path, util } from 'fabric';
import { asset, design, product } from './fifty.ts';

const SIZE = { width: 1000, height: 500 };
const element = document.createElement('canvas');
document.getElementById('stage')!.append(element);
const fabric = new Canvas(element, SIZE);
const fonts = createFontBook({ faces: [], fallbacks: [], emoji: undefined, coverage: () => undefined });
const resolved = sceneOf({ design, product, assets: { get: () => asset }, fonts });
if (!resolved.ok) throw new Error(resolved.error.message);
const side = resolved.value.scene.sides[0]!;
const scale = SIZE.width / side.bleed.width;
for (const node of side.nodes) {
  const paths = node.children.flatMap((child) => {
    const leaves = child.kind === 'group' ? child.children : [child];
    return leaves.flatMap((leaf) => {
      if (leaf.kind !== 'path' || leaf.fill?.type !== 'solid') return [];
      const path = new Path(leaf.d, { fill: leaf.fill.rgb });
      const own = path.calcTransformMatrix();
      const [a, b, c, d, e, f] = toMatrix(leaf.matrix);
      const view = [a * scale, b * scale, c * scale, d * scale, e * scale, f * scale] as const;
      util.applyTransformToObject(path, util.multiplyTransformMatrices([...view], own));
      return [path];
    });
  });
  fabric.add(new Group(paths));
}
fabric.renderAll();
