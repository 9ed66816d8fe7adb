import { formatNumber, SU_PER_UM, UM_PER_MM } from '@luneo/geometry';
import { type SvgElement, type SvgOptions, svgNodes } from './svg-element.ts';
import type { SceneSide } from './tree.ts';

export interface WriteSvgOptions extends Partial<SvgOptions> {
  /** What the file shows and cuts off: bleed box, trim box, or the bleed box with what hangs over. */
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
  return { tag: 'svg', attrs, children: svgNodes(side, { href, idPrefix }) };
}

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
