import type { Crop, ImageFacts, ImageLayer } from '@luneo/design';
import { apply, type Point, SU_PER_UM } from '@luneo/geometry';
import { layerMatrix, uprightSize } from '@luneo/scene';
import type { HandleId, LayerPatch } from './session.ts';

/** Fewest pixels of a picture that can be chosen, a side. */
const LEAST_PX = 8;
/** A part this much smaller than the picture is the smallest worth printing. */
export const MOST_ZOOM = 10;
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The part that shows, moved by a distance in the layer's own space (su): the picture follows the hand. */
export function panned(layer: ImageLayer, asset: ImageFacts, dx: number, dy: number): Crop {
  const { widthPx, heightPx } = uprightSize(asset);
  const { crop } = layer;
  const x = crop.xPx - (dx / SU_PER_UM) * (crop.widthPx / layer.widthUm);
  const y = crop.yPx - (dy / SU_PER_UM) * (crop.heightPx / layer.heightUm);
  return {
    ...crop,
    xPx: Math.round(clamp(x, 0, widthPx - crop.widthPx)),
    yPx: Math.round(clamp(y, 0, heightPx - crop.heightPx)),
  };
}

/** How many times the part that shows would fit into the picture, measured along the side where it is tight. */
export function zoomOf({ crop }: ImageLayer, asset: ImageFacts): number {
  const whole = uprightSize(asset);
  return Math.min(whole.widthPx / crop.widthPx, whole.heightPx / crop.heightPx);
}

/** A smaller or larger part about the same middle, of the same shape. */
export function zoomed(layer: ImageLayer, asset: ImageFacts, factor: number): Crop {
  const { crop } = layer;
  const whole = uprightSize(asset);
  const aspect = shapeOf(layer);
  const now = zoomOf(layer, asset);
  const roomy = Math.max(now, Math.min(MOST_ZOOM, Math.min(whole.widthPx, whole.heightPx) / LEAST_PX));
  const k = now / clamp(now * factor, 1, roomy);
  const widthPx = lengthPx(crop.widthPx * k, whole.widthPx);
  const heightPx = lengthPx((crop.widthPx * k) / aspect, whole.heightPx);
  return {
    xPx: clamp(Math.round(crop.xPx + (crop.widthPx - widthPx) / 2), 0, whole.widthPx - widthPx),
    yPx: clamp(Math.round(crop.yPx + (crop.heightPx - heightPx) / 2), 0, whole.heightPx - heightPx),
    widthPx,
    heightPx,
  };
}

/** A whole number of pixels; all of them where one would be left over. */
function lengthPx(length: number, whole: number): number {
  const px = clamp(Math.round(length), 1, whole);
  return whole - px <= 1 ? whole : px;
}

/** Width to height of the part: that of its box, unless the picture was stretched on purpose. */
function shapeOf({ crop, widthUm, heightUm }: ImageLayer): number {
  const aspect = widthUm / heightUm;
  const rounding = Math.max(1, aspect);
  const stretched = Math.abs(crop.widthPx - crop.heightPx * aspect) > rounding;
  return stretched ? crop.widthPx / crop.heightPx : aspect;
}

/**
 * The frame with one handle moved by a distance in the layer's own space (su); the picture stays where it
 * is, so that box and part change together. Ends at the picture's edges.
 */
export function framed(
  layer: ImageLayer,
  asset: ImageFacts,
  handle: HandleId,
  by: Point,
): Pick<LayerPatch, 'xUm' | 'yUm' | 'widthUm' | 'heightUm' | 'crop'> {
  const whole = uprightSize(asset);
  const { crop } = layer;
  const across = edges({
    from: crop.xPx,
    length: crop.widthPx,
    most: whole.widthPx,
    by: (by.x / SU_PER_UM) * (crop.widthPx / layer.widthUm),
    start: handle.includes('w'),
    end: handle.includes('e'),
  });
  const down = edges({
    from: crop.yPx,
    length: crop.heightPx,
    most: whole.heightPx,
    by: (by.y / SU_PER_UM) * (crop.heightPx / layer.heightUm),
    start: handle.includes('n'),
    end: handle.includes('s'),
  });
  const umX = layer.widthUm / crop.widthPx;
  const umY = layer.heightUm / crop.heightPx;
  const widthUm = Math.max(1, Math.round(across.length * umX));
  const heightUm = Math.max(1, Math.round(down.length * umY));
  const middle = apply(layerMatrix(layer), {
    x: (across.from - crop.xPx + across.length / 2) * umX * SU_PER_UM,
    y: (down.from - crop.yPx + down.length / 2) * umY * SU_PER_UM,
  });
  return {
    xUm: Math.round(middle.x / SU_PER_UM - widthUm / 2),
    yUm: Math.round(middle.y / SU_PER_UM - heightUm / 2),
    widthUm,
    heightUm,
    crop: { xPx: across.from, yPx: down.from, widthPx: across.length, heightPx: down.length },
  };
}

interface Edges {
  readonly from: number;
  readonly length: number;
  readonly most: number;
  readonly by: number;
  readonly start: boolean;
  readonly end: boolean;
}

function edges({ from, length, most, by, start, end }: Edges): { from: number; length: number } {
  const least = Math.min(LEAST_PX, length);
  const first = start ? Math.round(clamp(from + by, 0, from + length - least)) : from;
  const last = end ? Math.round(clamp(from + length + by, from + least, most)) : from + length;
  return { from: first, length: last - first };
}
