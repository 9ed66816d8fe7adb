import type { AssetBook, Design, PrintArea, ProductGeometry, ProductSide, Side } from '@luneo/design';
import {
  type Box,
  ellipsePath,
  IDENTITY,
  inset,
  mapPath,
  type PathData,
  readPath,
  rectPath,
  SU_PER_UM,
  writePath,
} from '@luneo/geometry';
import { contentHash, fault, ok, type Result } from '@luneo/kernel';
import type { FontBook, TextLayout } from '@luneo/layout';
import { resolveAll, type Sources } from './layer.ts';
import { SCENE_VERSION, type Scene, type SceneNode, type SceneSide } from './tree.ts';

export interface SceneInput {
  readonly design: Design;
  readonly product: ProductGeometry;
  readonly assets: AssetBook;
  readonly fonts: FontBook;
}

export interface ResolvedScene {
  readonly scene: Scene;
  /** Layouts of the visible text layers, by layer id. */
  readonly text: ReadonlyMap<string, TextLayout>;
}

/**
 * Document + product + assets + fonts -> what is drawn, side by side in the document's order.
 * Pure: equal input gives an equal scene on every machine. Faults: `side_unknown`, `layer_unknown`,
 * `nesting_too_deep`, `asset_unknown`, `crop_outside_picture`, and those of layout; `pointer` is into
 * the design.
 */
export function sceneOf({ design, product, assets, fonts }: SceneInput): Result<ResolvedScene> {
  const sources: Sources = { layers: design.layers, assets, fonts };
  const sides: SceneSide[] = [];
  const text = new Map<string, TextLayout>();
  for (const [index, side] of design.sides.entries()) {
    const shape = product.sides.find((candidate) => candidate.id === side.id);
    if (!shape)
      return fault('side_unknown', `the product has no side "${side.id}"`, {
        pointer: `/sides/${index}/id`,
        params: { side: side.id },
      });
    const layers = resolveAll(side.layers, IDENTITY, sources);
    if (!layers.ok) return layers;
    for (const layer of layers.value) for (const [id, layout] of layer.text) text.set(id, layout);
    sides.push({ ...frameOf(shape, side), nodes: layers.value.map((layer) => layer.node) });
  }
  const used = new Set([...text.values()].flatMap((layout) => layout.fonts));
  const needs = { fonts: [...used].sort(), assets: assetsOf(sides, design) };
  return ok({ scene: { sceneVersion: SCENE_VERSION, sides, needs }, text });
}

/** The scene's name: equal scenes, equal hashes, everywhere. */
export const sceneHash = (scene: Scene): string => contentHash(scene);

const su = (um: number): number => um * SU_PER_UM;

/** A contour of the product, micrometres, in su. */
const outlineSu = (d: PathData): PathData =>
  writePath(mapPath([SU_PER_UM, 0, 0, SU_PER_UM, 0, 0], readPath(d)));

function areaPath(area: PrintArea | undefined, bleed: Box): PathData {
  if (area === undefined) return writePath(rectPath(bleed));
  if (area.shape === 'path') return outlineSu(area.d);
  const box = { x: su(area.xUm), y: su(area.yUm), width: su(area.widthUm), height: su(area.heightUm) };
  return writePath(area.shape === 'ellipse' ? ellipsePath(box) : rectPath(box));
}

function foldPath(folds: NonNullable<ProductSide['folds']>): PathData {
  return writePath(
    folds.flatMap(({ x1Um, y1Um, x2Um, y2Um }) => [
      { op: 'M' as const, x: su(x1Um), y: su(y1Um) },
      { op: 'L' as const, x: su(x2Um), y: su(y2Um) },
    ]),
  );
}

function frameOf(shape: ProductSide, side: Side): Omit<SceneSide, 'nodes'> {
  const trim = { x: 0, y: 0, width: su(shape.widthUm), height: su(shape.heightUm) };
  const bleed = inset(trim, -su(shape.bleedUm));
  return {
    id: shape.id,
    trim,
    bleed,
    safe: inset(trim, su(shape.safeUm)),
    printArea: areaPath(shape.printArea, bleed),
    ...(shape.cut !== undefined && { cut: outlineSu(shape.cut) }),
    ...(shape.folds?.length && { folds: foldPath(shape.folds) }),
    ...(side.background && { background: side.background.rgb }),
    substrate: shape.substrate.rgb,
  };
}

/** Drawn assets: those of pictures in the tree, and of the artwork layers standing in it. */
function assetsOf(sides: readonly SceneSide[], design: Design): string[] {
  const found = new Set<string>();
  const visit = (node: SceneNode): void => {
    if (node.kind === 'image') found.add(node.asset);
    if (node.kind !== 'group') return;
    const layer = node.layer === undefined ? undefined : design.layers[node.layer];
    if (layer?.type === 'artwork') found.add(layer.asset);
    node.children.forEach(visit);
  };
  for (const side of sides) side.nodes.forEach(visit);
  return [...found].sort();
}
