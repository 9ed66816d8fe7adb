import type { AssetBook, ImageFacts, ImageLayer } from '@luneo/design';
import {
  type Box,
  ellipsePath,
  type Matrix,
  mapBox,
  mapPath,
  multiply,
  pathBox,
  rectPath,
  type Segment,
  SU_PER_UM,
  writePath,
} from '@luneo/geometry';
import { fault, ok, type Result } from '@luneo/kernel';
import { roundOut } from './ink-box.ts';
import { sizeSu } from './layer-matrix.ts';
import { type GroupNode, type ImageNode, packMatrix, toMatrix } from './tree.ts';

export interface ImageDrawing {
  readonly nodes: readonly ImageNode[];
  readonly clip?: GroupNode['clip'];
  readonly clipBox?: Box;
}

/** The whole stored picture, placed so that the crop fills the layer's box, and clipped to it. */
export function drawImage(layer: ImageLayer, matrix: Matrix, assets: AssetBook): Result<ImageDrawing> {
  const pointer = `/layers/${layer.id}`;
  const facts = assets.get(layer.asset);
  if (facts?.kind !== 'image')
    return fault('asset_unknown', `no picture has the hash ${layer.asset}`, {
      pointer: `${pointer}/asset`,
      params: { hash: layer.asset },
    });
  const upright = uprightSize(facts);
  const { crop } = layer;
  if (crop.xPx + crop.widthPx > upright.widthPx || crop.yPx + crop.heightPx > upright.heightPx)
    return fault('crop_outside_picture', 'the crop reaches beyond the picture', {
      pointer: `${pointer}/crop`,
      params: { ...upright },
    });
  const node = imageNode(layer, facts, matrix);
  const whole = crop.widthPx === upright.widthPx && crop.heightPx === upright.heightPx;
  if (whole && !layer.mask) return ok({ nodes: [node] });
  const outline = mapPath(toMatrix(packMatrix(matrix)), maskSegments(layer));
  const clip = { d: writePath(outline), rule: 'nonzero' as const };
  return ok({ nodes: [node], clip, clipBox: roundOut(pathBox(outline)!) });
}

function imageNode(layer: ImageLayer, facts: ImageFacts, matrix: Matrix): ImageNode {
  const { width, height } = sizeSu(layer);
  const { crop } = layer;
  const sx = width / crop.widthPx;
  const sy = height / crop.heightPx;
  const place: Matrix = [sx, 0, 0, sy, -crop.xPx * sx, -crop.yPx * sy];
  const packed = packMatrix(multiply(multiply(matrix, place), orientationMatrix(facts)));
  return {
    kind: 'image',
    asset: facts.hash,
    mime: facts.mime,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    hasAlpha: facts.hasAlpha,
    matrix: packed,
    box: roundOut(mapBox(toMatrix(packed), { x: 0, y: 0, width: facts.widthPx, height: facts.heightPx })),
  };
}

function maskSegments(layer: ImageLayer): Segment[] {
  const box = { x: 0, y: 0, ...sizeSu(layer) };
  if (layer.mask?.shape === 'ellipse') return ellipsePath(box);
  return rectPath(box, layer.mask ? layer.mask.radiusUm * SU_PER_UM : 0);
}

/** Size of the picture as a viewer sees it; orientations 5-8 lie on their side. */
export function uprightSize(facts: Pick<ImageFacts, 'widthPx' | 'heightPx' | 'orientation'>): {
  widthPx: number;
  heightPx: number;
} {
  const { widthPx, heightPx } = facts;
  return facts.orientation >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}

/** Exif orientation as a map from the stored pixel grid to the upright one. */
export function orientationMatrix({ orientation, widthPx: w, heightPx: h }: ImageFacts): Matrix {
  const table: readonly Matrix[] = [
    [1, 0, 0, 1, 0, 0],
    [-1, 0, 0, 1, w, 0],
    [-1, 0, 0, -1, w, h],
    [1, 0, 0, -1, 0, h],
    [0, 1, 1, 0, 0, 0],
    [0, 1, -1, 0, h, 0],
    [0, -1, -1, 0, h, w],
    [0, -1, 1, 0, 0, w],
  ];
  return table[orientation - 1]!;
}
