import { formatNumber, type PathData, rectPath, SU_PER_UM, UM_PER_MM, writePath } from '@luneo/geometry';
import { type SvgElement, type SvgOptions, svgNodes } from './svg-element.ts';
import type { SceneSide } from './tree.ts';

export interface WriteSvgOptions extends Partial<SvgOptions> {
  /**
   * What the file shows: the bleed box or the trim box, ink ending at the print area, as it is printed;
   * or the bleed box with all that hangs over.
   */
  readonly clipTo?: 'bleed' | 'trim' | 'none';
}

/** The side as one `<svg>` element: viewBox in su, width and height in mm. */
export function svgRoot(side: SceneSide, options: WriteSvgOptions = {}): SvgElement {
  const { clipTo = 'bleed', href = (asset) => asset, idPrefix = 'l-' } = options;
  const { x, y, width, height } = clipTo === 'trim' ? side.trim : side.bleed;
  const mm = (su: number): string => `${formatNumber(su / (SU_PER_UM * UM_PER_MM), 4)}mm`;
  const attrs = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: mm(width),
    height: mm(height),
    viewBox: `${x} ${y} ${width} ${height}`,
    ...(clipTo === 'none' && { overflow: 'visible' }),
  };
  const nodes = svgNodes(side, { href, idPrefix });
  const isCut = clipTo !== 'none' && side.printArea !== writePath(rectPath(side.bleed));
  return {
    tag: 'svg',
    attrs,
    children: isCut ? [clipTogether(side.printArea, `${idPrefix}.area`, nodes)] : nodes,
  };
}

const clipTogether = (d: PathData, id: string, nodes: readonly SvgElement[]): SvgElement => {
  const clip = { tag: 'clipPath', attrs: { id }, children: [{ tag: 'path', attrs: { d }, children: [] }] };
  return { tag: 'g', attrs: { 'clip-path': `url(#${id})` }, children: [clip, ...nodes] };
};

/** One side as an SVG file: the same bytes for the same side, in Node and in every browser. */
export const writeSvg = (side: SceneSide, options?: WriteSvgOptions): string =>
  `${writeElement(svgRoot(side, options))}\n`;

export function writeElement({ tag, attrs, children }: SvgElement): string {
  const head = Object.entries(attrs).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  const open = `<${tag}${head.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.map(writeElement).join('')}</${tag}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeAttribute = (value: string): string => value.replace(/[&<>"]/g, (char) => ENTITIES[char]!);

/** SVG attribute names as React writes them: `clip-path` -> `clipPath`; `data-` and `aria-` stay. */
export function reactAttributes(attrs: SvgElement['attrs']): Record<string, string> {
  const camel = (name: string): string =>
    /^(data|aria)-/.test(name)
      ? name
      : name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(attrs).map(([name, value]) => [camel(name), value]));
}
