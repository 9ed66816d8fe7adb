import {
  apply,
  type Box,
  compose,
  type Matrix,
  mapBox,
  rotateMdeg,
  scale,
  translate,
  union,
} from '@luneo/geometry';
import { fault, ok, type Result } from '@luneo/kernel';
import { placeOf } from './document.ts';
import type { Design, GroupLayer, Layer } from './schema.ts';

/** A layer's own space (origin at the top left of its box, um) -> the space of its parent. */
export function layerMatrixUm(layer: Layer): Matrix {
  const [w, h] = [layer.widthUm / 2, layer.heightUm / 2];
  return compose(
    translate(layer.xUm + w, layer.yUm + h),
    rotateMdeg(layer.rotationMdeg),
    scale(layer.flipX ? -1 : 1, layer.flipY ? -1 : 1),
    translate(-w, -h),
  );
}

const boxOfLayer = (layer: Layer): Box =>
  mapBox(layerMatrixUm(layer), { x: 0, y: 0, width: layer.widthUm, height: layer.heightUm });

/** Layers of one parent become the children of a new group around them, in their order, at the place of the topmost. */
export function groupLayers(design: Design, ids: readonly string[], groupId: string): Result<Design> {
  if (Object.hasOwn(design.layers, groupId))
    return fault('layer_exists', `there is a layer "${groupId}" already`);
  const missing = ids.find((id) => !design.layers[id]);
  if (missing !== undefined)
    return fault('layer_unknown', `no layer "${missing}"`, { params: { id: missing } });
  const first = placeOf(design, ids[0]!)!;
  if (!ids.every((id) => first.siblings.includes(id)))
    return fault('group_mixed', 'only layers of one side or group can be grouped');
  const children = first.siblings.filter((id) => ids.includes(id));
  const box = children.map((id) => boxOfLayer(design.layers[id]!)).reduce(union);
  const [xUm, yUm] = [Math.floor(box.x), Math.floor(box.y)];
  const group: GroupLayer = {
    id: groupId,
    type: 'group',
    xUm,
    yUm,
    widthUm: Math.max(1, Math.ceil(box.x + box.width) - xUm),
    heightUm: Math.max(1, Math.ceil(box.y + box.height) - yUm),
    rotationMdeg: 0,
    flipX: false,
    flipY: false,
    opacityPm: 1000,
    visible: true,
    locks: {},
    children,
  };
  const moved = children.map((id): [string, Layer] => {
    const layer = design.layers[id]!;
    return [id, { ...layer, xUm: layer.xUm - xUm, yUm: layer.yUm - yUm }];
  });
  const top = children.at(-1)!;
  const siblings = first.siblings.flatMap((id) =>
    id === top ? [groupId] : children.includes(id) ? [] : [id],
  );
  return ok(
    withSiblings(
      { ...design, layers: { ...design.layers, ...Object.fromEntries(moved), [groupId]: group } },
      first,
      siblings,
    ),
  );
}

/**
 * The children take the group's place and look as before, to the micrometre and milli-degree. A group's
 * opacity goes to its children, which is the same where they do not overlap.
 */
export function ungroupLayer(design: Design, id: string): Result<Design> {
  const group = design.layers[id];
  if (!group) return fault('layer_unknown', `no layer "${id}"`, { params: { id } });
  if (group.type !== 'group') return fault('layer_type_wrong', `"${id}" is no group`);
  const place = placeOf(design, id)!;
  const freed = group.children.map((child): [string, Layer] => [
    child,
    freedChild(group, design.layers[child]!),
  ]);
  const { [id]: _, ...layers } = design.layers;
  const siblings = place.siblings.flatMap((other) => (other === id ? group.children : [other]));
  return ok(
    withSiblings({ ...design, layers: { ...layers, ...Object.fromEntries(freed) } }, place, siblings),
  );
}

function freedChild(group: GroupLayer, child: Layer): Layer {
  const centre = apply(layerMatrixUm(group), {
    x: child.xUm + child.widthUm / 2,
    y: child.yUm + child.heightUm / 2,
  });
  const mirrored = group.flipX !== group.flipY;
  return {
    ...child,
    xUm: Math.round(centre.x - child.widthUm / 2),
    yUm: Math.round(centre.y - child.heightUm / 2),
    rotationMdeg: (group.rotationMdeg + (mirrored ? -child.rotationMdeg : child.rotationMdeg)) % 360_000,
    flipX: child.flipX !== group.flipX,
    flipY: child.flipY !== group.flipY,
    opacityPm: Math.round((child.opacityPm * group.opacityPm) / 1000),
    visible: child.visible && group.visible,
  };
}

function withSiblings(
  design: Design,
  { side, group }: ReturnType<typeof placeOf> & object,
  siblings: readonly string[],
): Design {
  if (group)
    return { ...design, layers: { ...design.layers, [group.id]: { ...group, children: [...siblings] } } };
  return {
    ...design,
    sides: design.sides.map((other) => (other.id === side.id ? { ...other, layers: [...siblings] } : other)),
  };
}
