import type { Artwork, ArtworkLayer, ArtworkPath, AssetBook } from '@luneo/design';
import {
  type Box,
  contains,
  type Matrix,
  mapBox,
  mapPath,
  multiply,
  rectPath,
  writePath,
} from '@luneo/geometry';
import { fault, ok, type Result } from '@luneo/kernel';
import { inkBox, type Outline, outlineOf, roundOut, unionAll } from './ink-box.ts';
import { type Size, sizeSu } from './layer-matrix.ts';
import { artworkPaint, type Recolor, recolorBy } from './paint.ts';
import {
  type GroupNode,
  type PackedMatrix,
  type PathNode,
  packMatrix,
  type SceneNode,
  toMatrix,
} from './tree.ts';

export interface ArtworkDrawing {
  readonly nodes: readonly SceneNode[];
  readonly clip?: GroupNode['clip'];
  readonly clipBox?: Box;
}

/** Paths in the artwork's own units, fitted whole into the layer's box and centred there. */
export function drawArtwork(layer: ArtworkLayer, matrix: Matrix, assets: AssetBook): Result<ArtworkDrawing> {
  const facts = assets.get(layer.asset);
  if (facts?.kind !== 'artwork')
    return fault('asset_unknown', `no artwork has the hash ${layer.asset}`, {
      pointer: `/layers/${layer.id}/asset`,
      params: { hash: layer.asset },
    });
  const { artwork } = facts;
  const packed = packMatrix(multiply(matrix, fitMatrix(artwork, sizeSu(layer))));
  const recolor = recolorBy(layer.recolor);
  const nodes = artwork.paths.flatMap((path) => pathNodes(path, packed, recolor));
  const frame = { x: 0, y: 0, width: artwork.width, height: artwork.height };
  const seen = roundOut(mapBox(toMatrix(packed), frame));
  const ink = unionAll(nodes.map((node) => node.box));
  if (!ink || contains(seen, ink)) return ok({ nodes });
  const d = writePath(mapPath(toMatrix(packed), rectPath(frame)));
  return ok({ nodes, clip: { d, rule: 'nonzero' }, clipBox: seen });
}

/** Artwork units -> the box, proportions kept. */
export function fitMatrix(artwork: Pick<Artwork, 'width' | 'height'>, { width, height }: Size): Matrix {
  const factor = Math.min(width / artwork.width, height / artwork.height);
  return [factor, 0, 0, factor, (width - artwork.width * factor) / 2, (height - artwork.height * factor) / 2];
}

const outlines = new WeakMap<ArtworkPath, Outline>();

function outlineOnce(path: ArtworkPath): Outline {
  let outline = outlines.get(path);
  if (!outline) {
    outline = outlineOf(path.d);
    outlines.set(path, outline);
  }
  return outline;
}

function pathNodes(path: ArtworkPath, matrix: PackedMatrix, recolor: Recolor): SceneNode[] {
  const outline = outlineOnce(path);
  const base = { kind: 'path', d: path.d, matrix, rule: path.fillRule } as const;
  const nodes: PathNode[] = [];
  const fillBox = inkBox(outline, matrix);
  if (!fillBox) return [];
  if (path.fill) nodes.push({ ...base, fill: artworkPaint(path.fill, recolor), box: fillBox });
  if (path.stroke) {
    const { paint, width, join, cap } = path.stroke;
    const stroke = { paint: artworkPaint(paint, recolor), width, join, cap };
    nodes.push({ ...base, stroke, box: inkBox(outline, matrix, stroke)! });
  }
  if (nodes.length === 0 || path.opacityPm === 1000) return nodes;
  const box = unionAll(nodes.map((node) => node.box))!;
  return [{ kind: 'group', opacityPm: path.opacityPm, box, children: nodes }];
}
