import type { Crop, ImageFacts, ImageLayer } from '@luneo/design';
import { apply, type Point, SU_PER_UM } from '@luneo/geometry';
import { layerMatrix, uprightSize } from '@luneo/scene';
import type { HandleId, LayerPatch } from './session.ts';

/** Fewest pixels of a picture that can be chosen, a side. */
const LEAST_PX = 8;
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

/** A smaller or larger part about the same middle, of the same shape. */
export function zoomed({ crop }: ImageLayer, asset: ImageFacts, factor: number): Crop {
  const whole = uprightSize(asset);
  const most = Math.min(whole.widthPx / crop.widthPx, whole.heightPx / crop.heightPx);
  const least = LEAST_PX / Math.min(crop.widthPx, crop.heightPx);
  const k = clamp(1 / factor, Math.min(least, 1), Math.max(most, 1));
  const widthPx = clamp(Math.round(crop.widthPx * k), 1, whole.widthPx);
  const heightPx = clamp(Math.round(crop.heightPx * k), 1, whole.heightPx);
  return {
    xPx: clamp(Math.round(crop.xPx + (crop.widthPx - widthPx) / 2), 0, whole.widthPx - widthPx),
    yPx: clamp(Math.round(crop.yPx + (crop.heightPx - heightPx) / 2), 0, whole.heightPx - heightPx),
    widthPx,
    heightPx,
  };
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
