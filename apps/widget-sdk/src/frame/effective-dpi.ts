import type { Design } from '@luneo/design';
import { UM_PER_INCH } from '@luneo/geometry';

/** Picture pixels per inch in print, the lesser of both directions; undefined for other layers. */
export function effectiveDpi(design: Design, layerId: string): number | undefined {
  const layer = design.layers[layerId];
  if (layer?.type !== 'image') return undefined;
  const across = (layer.crop.widthPx * UM_PER_INCH) / layer.widthUm;
  const down = (layer.crop.heightPx * UM_PER_INCH) / layer.heightUm;
  return Math.floor(Math.min(across, down));
}
