import { formatNumber } from '@luneo/geometry';
import { MITER_LIMIT } from './paint.ts';
import type {
  GradientStopNode,
  GroupNode,
  ImageNode,
  PackedMatrix,
  PathNode,
  SceneNode,
  ScenePaint,
  SceneSide,
} from './tree.ts';

/** One SVG element: attributes under their SVG names, in writing order. */
export interface SvgElement {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly SvgElement[];
}

export interface SvgOptions {
  /** Address of a stored picture. */
  readonly href: (asset: string) => string;
  /** Begins every id, so that several drawings can live in one page. */
  readonly idPrefix: string;
}

/**
 * The element for one node of a scene, what {@link writeSvg} writes and what the editor renders.
 * `id` names the node's gradients and clips: the layer's id, or the parent's id and a number.
 */
export function svgElement(node: SceneNode, options: SvgOptions, id = `${options.idPrefix}n`): SvgElement {
  switch (node.kind) {
    case 'group':
      return groupElement(node, options, node.layer === undefined ? id : options.idPrefix + node.layer);
    case 'path':
      return pathElement(node, id);
    case 'image':
      return imageElement(node, options);
  }
}

/** Background (over the bleed) and layers of a side. */
export function svgNodes(side: SceneSide, options: SvgOptions): SvgElement[] {
  const { x, y, width, height } = side.bleed;
  const background =
    side.background === undefined
      ? []
      : [
          element('rect', {
            x: `${x}`,
            y: `${y}`,
            width: `${width}`,
            height: `${height}`,
            fill: side.background,
          }),
        ];
  return [
    ...background,
    ...side.nodes.map((node, index) => svgElement(node, options, `${options.idPrefix}n.${index}`)),
  ];
}

function groupElement(node: GroupNode, options: SvgOptions, id: string): SvgElement {
  const children = node.children.map((child, index) => svgElement(child, options, `${id}.${index}`));
  const attrs: Record<string, string> = {};
  if (node.layer !== undefined) attrs['data-layer'] = node.layer;
  if (node.opacityPm !== 1000) attrs.opacity = formatNumber(node.opacityPm / 1000, 3);
  if (!node.clip) return element('g', attrs, children);
  attrs['clip-path'] = `url(#${id}.clip)`;
  const rule: Record<string, string> = node.clip.rule === 'evenodd' ? { 'clip-rule': 'evenodd' } : {};
  const clip = element('clipPath', { id: `${id}.clip` }, [element('path', { d: node.clip.d, ...rule })]);
  return element('g', attrs, [clip, ...children]);
}

function pathElement(node: PathNode, id: string): SvgElement {
  const defs: SvgElement[] = [];
  const paint = (value: ScenePaint, name: string): string => {
    if (value.type === 'solid') return value.rgb;
    defs.push(gradientElement(value, name));
    return `url(#${name})`;
  };
  const attrs: Record<string, string> = { d: node.d, ...transform(node.matrix) };
  attrs.fill = node.fill ? paint(node.fill, `${id}.fill`) : 'none';
  if (node.fill && node.rule === 'evenodd') attrs['fill-rule'] = 'evenodd';
  if (node.stroke) {
    attrs.stroke = paint(node.stroke.paint, `${id}.stroke`);
    attrs['stroke-width'] = `${node.stroke.width}`;
    if (node.stroke.join === 'miter') attrs['stroke-miterlimit'] = `${MITER_LIMIT}`;
    else attrs['stroke-linejoin'] = node.stroke.join;
    if (node.stroke.cap !== 'butt') attrs['stroke-linecap'] = node.stroke.cap;
    if (node.fill) attrs['paint-order'] = 'stroke';
  }
  const path = element('path', attrs);
  return defs.length === 0 ? path : element('g', {}, [...defs, path]);
}

function gradientElement(paint: Exclude<ScenePaint, { type: 'solid' }>, id: string): SvgElement {
  const units = { id, gradientUnits: 'userSpaceOnUse' };
  if (paint.type === 'linear') {
    const ends = { x1: `${paint.x1}`, y1: `${paint.y1}`, x2: `${paint.x2}`, y2: `${paint.y2}` };
    return element('linearGradient', { ...units, ...ends }, paint.stops.map(stopElement));
  }
  const { cx, cy, rx, ry } = paint;
  const circle =
    rx === ry
      ? { cx: `${cx}`, cy: `${cy}`, r: `${rx}` }
      : { cx: '0', cy: '0', r: '1', gradientTransform: `matrix(${rx} 0 0 ${ry} ${cx} ${cy})` };
  return element('radialGradient', { ...units, ...circle }, paint.stops.map(stopElement));
}

const stopElement = ({ offsetPm, rgb }: GradientStopNode): SvgElement =>
  element('stop', { offset: formatNumber(offsetPm / 1000, 3), 'stop-color': rgb });

const imageElement = (node: ImageNode, { href }: SvgOptions): SvgElement =>
  element('image', {
    href: href(node.asset),
    width: `${node.widthPx}`,
    height: `${node.heightPx}`,
    preserveAspectRatio: 'none',
    ...transform(node.matrix),
  });

function transform(matrix: PackedMatrix): { transform?: string } {
  const [a, b, c, d, e, f] = matrix;
  if (a === 1e6 && b === 0 && c === 0 && d === 1e6)
    return e === 0 && f === 0 ? {} : { transform: `translate(${e} ${f})` };
  const linear = [a, b, c, d].map((value) => formatNumber(value / 1e6, 6));
  return { transform: `matrix(${linear.join(' ')} ${e} ${f})` };
}

const element = (
  tag: string,
  attrs: Readonly<Record<string, string>>,
  children: readonly SvgElement[] = [],
): SvgElement => ({ tag, attrs, children });
