import type { Layer, PrintLimits } from '@luneo/design';
import { SU_PER_INCH, SU_PER_UM } from '@luneo/geometry';
import type { TextLayout } from '@luneo/layout';
import { type ImageNode, type PathNode, toMatrix } from '../tree.ts';
import type { Finding } from './finding.ts';
import type { LayerInk } from './leaves.ts';

export interface LayerCase {
  readonly side: string;
  readonly layer: Layer;
  readonly ink: LayerInk;
  readonly limits: PrintLimits;
  readonly text: TextLayout | undefined;
}

/** Checks that look at one layer and the limits of the process, not at where it lies. */
export function layerFindings(subject: LayerCase): Finding[] {
  return [...resolution(subject), ...type(subject), ...stroke(subject), ...transparency(subject)];
}

/** Stored pixels per inch of print, along the coarser axis. */
export function effectiveDpi({ matrix }: Pick<ImageNode, 'matrix'>): number {
  const [a, b, c, d] = toMatrix(matrix);
  const coarsest = Math.max(Math.sqrt(a * a + b * b), Math.sqrt(c * c + d * d));
  return Math.floor(SU_PER_INCH / coarsest + 1e-6);
}

function resolution({ side, layer, ink, limits }: LayerCase): Finding[] {
  const images = ink.leaves.map((leaf) => leaf.node).filter((node) => node.kind === 'image');
  return images.flatMap((image): Finding[] => {
    const dpi = effectiveDpi(image);
    if (dpi >= limits.warnDpi) return [];
    const block = dpi < limits.blockDpi;
    const needed = block ? limits.blockDpi : limits.warnDpi;
    return [
      {
        code: 'resolution_low',
        severity: block ? 'block' : 'warn',
        side,
        layer: layer.id,
        message: `The picture has ${dpi} DPI at this size; ${needed} are ${block ? 'needed' : 'advised'}`,
        params: { dpi, neededDpi: needed },
      },
    ];
  });
}

function type({ side, layer, limits, text }: LayerCase): Finding[] {
  if (layer.type !== 'text' || !text) return [];
  const at = { side, layer: layer.id };
  const findings: Finding[] = [];
  if (text.missing.length > 0) {
    const characters = text.missing.map((code) => String.fromCodePoint(code)).join('');
    findings.push({
      ...at,
      code: 'glyphs_missing',
      severity: 'block',
      message: `No font of this product has: ${characters}`,
      params: { characters, count: text.missing.length },
    });
  }
  if (layer.runs.length === 0)
    findings.push({ ...at, code: 'text_empty', severity: 'warn', message: 'The text is empty', params: {} });
  else if (text.smallestSizeUm < limits.minTypeUm)
    findings.push({
      ...at,
      code: 'type_too_small',
      severity: 'warn',
      message: `The smallest type is ${text.smallestSizeUm} µm high; this process needs ${limits.minTypeUm}`,
      params: { sizeUm: text.smallestSizeUm, neededUm: limits.minTypeUm },
    });
  if (text.overflow)
    findings.push({
      ...at,
      code: 'text_overflow',
      severity: 'warn',
      message: 'The text does not fit its box',
      params: { scalePm: text.scalePm },
    });
  return findings;
}

/** Of a text's outline only the outer half shows; what `widthUm` of the document says is that half. */
function stroke({ side, layer, ink, limits }: LayerCase): Finding[] {
  const widths = ink.leaves.flatMap(({ node }) =>
    node.kind === 'path' && node.stroke ? [strokeUm(node) / (layer.type === 'text' ? 2 : 1)] : [],
  );
  const thinnest = Math.floor(Math.min(...widths) + 1e-6);
  if (widths.length === 0 || thinnest >= limits.minStrokeUm) return [];
  return [
    {
      code: 'stroke_too_thin',
      severity: 'warn',
      side,
      layer: layer.id,
      message: `The thinnest line is ${thinnest} µm wide; this process needs ${limits.minStrokeUm}`,
      params: { widthUm: thinnest, neededUm: limits.minStrokeUm },
    },
  ];
}

/** Width of the pen in print, where it is thinnest. */
function strokeUm({ matrix, stroke: pen }: PathNode): number {
  const [a, b, c, d] = toMatrix(matrix);
  const least = Math.min(Math.sqrt(a * a + b * b), Math.sqrt(c * c + d * d));
  return (pen!.width * least) / SU_PER_UM;
}

function transparency({ side, layer }: LayerCase): Finding[] {
  if (layer.opacityPm > 0) return [];
  return [
    {
      code: 'layer_transparent',
      severity: 'warn',
      side,
      layer: layer.id,
      message: 'The layer is wholly transparent and will not print',
      params: {},
    },
  ];
}
