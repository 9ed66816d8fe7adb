import { compose, type Matrix, rotateMdeg, SU_PER_UM, scale, translate } from '@luneo/geometry';

export interface Placement {
  readonly xUm: number;
  readonly yUm: number;
  readonly widthUm: number;
  readonly heightUm: number;
  readonly rotationMdeg: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A layer's box in su; its own space runs from (0, 0) to here. */
export const sizeSu = (layer: Placement): Size => ({
  width: layer.widthUm * SU_PER_UM,
  height: layer.heightUm * SU_PER_UM,
});

/** Own space -> parent's space, su: flipped, then turned, both about the centre of the box. */
export function layerMatrix(layer: Placement): Matrix {
  const { width, height } = sizeSu(layer);
  const [cx, cy] = [width / 2, height / 2];
  return compose(
    translate(layer.xUm * SU_PER_UM + cx, layer.yUm * SU_PER_UM + cy),
    rotateMdeg(layer.rotationMdeg),
    scale(layer.flipX ? -1 : 1, layer.flipY ? -1 : 1),
    translate(-cx, -cy),
  );
}
