import type { SideFacts } from '@luneo/contracts';
import { type Design, type Layer, textOf } from '@luneo/design';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface InkPaint {
  readonly type: string;
  readonly rgb?: string;
  readonly stops?: readonly { readonly rgb: string }[];
}
/** What of a resolved scene's node is ink: `Scene` of the scene package fits. */
export interface InkNode {
  readonly kind: 'group' | 'path' | 'image';
  readonly box: Box;
  readonly children?: readonly InkNode[];
  readonly fill?: InkPaint;
  readonly stroke?: { readonly paint: InkPaint };
}
export interface InkScene {
  readonly sides: readonly {
    readonly id: string;
    readonly bleed: Box;
    readonly background?: string;
    readonly nodes: readonly InkNode[];
  }[];
}

/** Scenes are measured in tenths of a micrometre. */
const SU_PER_UM = 10;
const UM2_PER_MM2 = 1_000_000;

/** What of the printed sides a price may depend on: text from the document, ink from its resolved scene. */
export function sideFacts(design: Design, scene: InkScene): SideFacts[] {
  return scene.sides.flatMap((side) => {
    const drawn = design.sides.find(({ id }) => id === side.id);
    if (drawn === undefined) return [];
    const leaves = side.nodes.flatMap(leavesOf);
    const boxes = side.background === undefined ? leaves.map(({ box }) => box) : [side.bleed];
    if (boxes.length === 0) return [];
    const colours = new Set(leaves.flatMap(coloursOf));
    if (side.background !== undefined) colours.add(side.background);
    return [
      {
        id: side.id,
        characters: drawn.layers.reduce((sum, id) => sum + charactersOf(design, design.layers[id]), 0),
        colours: colours.size,
        photos: leaves.filter(({ kind }) => kind === 'image').length,
        areaMm2: areaMm2(boxes, side.bleed),
      },
    ];
  });
}

/** Code points of visible text, white space apart: the same number on every machine. */
function charactersOf(design: Design, layer: Layer | undefined): number {
  if (!layer?.visible) return 0;
  if (layer.type === 'group')
    return layer.children.reduce((sum, id) => sum + charactersOf(design, design.layers[id]), 0);
  return layer.type === 'text' ? Array.from(textOf(layer).replaceAll(/\s/g, '')).length : 0;
}

const leavesOf = (node: InkNode): InkNode[] =>
  node.kind === 'group' ? (node.children ?? []).flatMap(leavesOf) : [node];

const coloursOf = ({ fill, stroke }: InkNode): string[] =>
  [fill, stroke?.paint].flatMap((paint) => {
    if (paint === undefined) return [];
    return paint.stops === undefined ? [paint.rgb ?? ''] : paint.stops.map(({ rgb }) => rgb);
  });

/** Box around all of them within the bleed. */
function areaMm2(boxes: readonly Box[], bleed: Box): number {
  const [right, bottom] = [bleed.x + bleed.width, bleed.y + bleed.height];
  const left = Math.max(bleed.x, Math.min(...boxes.map(({ x }) => x)));
  const top = Math.max(bleed.y, Math.min(...boxes.map(({ y }) => y)));
  const width = Math.min(right, Math.max(...boxes.map((box) => box.x + box.width))) - left;
  const height = Math.min(bottom, Math.max(...boxes.map((box) => box.y + box.height))) - top;
  if (width <= 0 || height <= 0) return 0;
  return Math.ceil((Math.ceil(width / SU_PER_UM) * Math.ceil(height / SU_PER_UM)) / UM2_PER_MM2);
}
