import type { Artwork } from '@luneo/design';
import {
  type Box,
  intersection,
  isEmpty,
  type Matrix,
  mapPath,
  multiply,
  pathBox,
  type Segment,
  scale,
  translate,
} from '@luneo/geometry';
import { CodedError, err, ok, type Result } from '@luneo/kernel';
import { refuse } from '../refusal.ts';
import { clipCuts, type Drawn, fade } from './artwork-builder.ts';
import { BASIC_SHAPES, lengthOf, outlineOfElement, type Viewport } from './basic-shapes.ts';
import { paintElement } from './paint-element.ts';
import { INITIAL, inherit, type Props, StyleSheet } from './style.ts';
import { fitViewBox, parseTransform, parseViewBox } from './transform.ts';
import { parseLength, parseOpacity } from './values.ts';
import { parseSvg, SVG_LIMITS, type SvgLimits, type XmlElement } from './xml.ts';

/** The longest side of an artwork, in its units: 3 µm steps at 30 cm. */
const LONGEST_SIDE = 100_000;
const MAX_PATHS = 20_000;
const MAX_PATH_BYTES = 20_000_000;

/**
 * Hostile SVG text -> vector artwork in Luneo's own form, or a coded refusal that names element and
 * line. Exact or refused: nothing is dropped that would have been seen.
 */
export function svgToArtwork(text: string, limits: SvgLimits = SVG_LIMITS): Result<Artwork> {
  try {
    return ok(new Converter(parseSvg(text, limits), limits).convert());
  } catch (error) {
    if (error instanceof CodedError) return err(error.fault);
    throw error;
  }
}

interface Context {
  readonly matrix: Matrix;
  readonly style: Props;
  readonly viewport: Viewport;
  /** Ids being expanded by `use`. */
  readonly open: readonly string[];
  readonly depth: number;
}

const DEFINITIONS = new Set(
  'defs symbol title desc metadata style clipPath linearGradient radialGradient pattern filter mask marker'.split(
    ' ',
  ),
);
const ANIMATIONS = new Set([
  'animate',
  'animateTransform',
  'animateMotion',
  'animateColor',
  'set',
  'discard',
]);

class Converter {
  private readonly root: XmlElement;
  private readonly limits: SvgLimits;
  private readonly ids = new Map<string, XmlElement>();
  private readonly sheet = new StyleSheet();
  private visits = 0;
  private bytes = 0;
  private frame: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(root: XmlElement, limits: SvgLimits) {
    this.root = root;
    this.limits = limits;
    this.index(root);
  }

  private index(element: XmlElement): void {
    const id = element.attrs.get('id');
    if (id !== undefined && !this.ids.has(id)) this.ids.set(id, element);
    if (element.name === 'style') this.sheet.add(element.text, element.line);
    if (ANIMATIONS.has(element.name)) refuse('svg_animation', { element: element.name, line: element.line });
    for (const child of element.children) this.index(child);
  }

  convert(): Artwork {
    const box = this.rootBox();
    const factor = LONGEST_SIDE / Math.max(box.width, box.height);
    const width = Math.max(1, Math.round(box.width * factor));
    const height = Math.max(1, Math.round(box.height * factor));
    this.frame = { x: 0, y: 0, width, height };
    const matrix = multiply(scale(factor), translate(-box.x, -box.y));
    const drawn = this.element(this.root, {
      matrix,
      style: INITIAL,
      viewport: box,
      open: [],
      depth: 0,
    });
    const paths = drawn.filter(({ box: ink }) => touches(ink, this.frame)).map(({ path }) => path);
    if (paths.length === 0) refuse('svg_empty');
    return { artworkVersion: 1, width, height, paths };
  }

  private rootBox(): Box {
    const { attrs } = this.root;
    const viewBox = parseViewBox(attrs.get('viewBox'));
    if (viewBox) return viewBox;
    if (attrs.has('viewBox')) refuse('svg_size', { line: this.root.line });
    const size = (name: string): number =>
      parseLength(attrs.get(name) ?? '', Number.NaN) ?? refuse('svg_size', { line: this.root.line });
    const [width, height] = [size('width'), size('height')];
    if (!(width > 0) || !(height > 0)) refuse('svg_size', { line: this.root.line });
    return { x: 0, y: 0, width, height };
  }

  private element(element: XmlElement, parent: Context): Drawn[] {
    if (++this.visits > this.limits.elements || parent.depth > 2 * this.limits.depth)
      refuse('svg_too_complex', at(element));
    const own = this.sheet.propsOf(element);
    if (DEFINITIONS.has(element.name) || own.get('display') === 'none') return [];
    const matrix = multiply(parent.matrix, this.transformOf(element));
    const context = { ...parent, matrix, style: inherit(parent.style, own), depth: parent.depth + 1 };
    checkEffects(element, own, context.style);
    const drawn = this.content(element, context);
    this.checkClip(element, own, context, drawn);
    const opacity = parseOpacity(own.get('opacity') ?? '1') ?? refuse('svg_value', at(element, 'opacity'));
    if (opacity === 1 || drawn.length === 0) return drawn;
    if (opacity === 0) return [];
    return fade(drawn, opacity) ?? refuse('svg_group_opacity', at(element));
  }

  private content(element: XmlElement, context: Context): Drawn[] {
    const { name } = element;
    if (BASIC_SHAPES.includes(name)) return this.shape(element, context);
    if (name === 'g' || name === 'a' || element === this.root) return this.children(element, context);
    if (name === 'svg') return this.viewport(element, element, context);
    if (name === 'use') return this.use(element, context);
    if (/^(text|tspan|textPath|tref|altGlyph)$/.test(name)) return refuse('svg_text', at(element));
    if (name === 'image') return refuse('svg_image', at(element));
    return refuse('svg_element', at(element));
  }

  private children(element: XmlElement, context: Context): Drawn[] {
    const drawn: Drawn[] = [];
    for (const child of element.children) for (const one of this.element(child, context)) drawn.push(one);
    if (drawn.length > MAX_PATHS) refuse('svg_too_complex', at(element));
    return drawn;
  }

  private shape(element: XmlElement, context: Context): Drawn[] {
    if (context.style.get('visibility') !== 'visible') return [];
    const outline = outlineOfElement(element, context.viewport);
    const byId = (id: string): XmlElement | undefined => this.ids.get(id);
    const drawn = paintElement(element, outline, { ...context, byId, sheet: this.sheet });
    this.bytes += drawn.reduce((sum, { path }) => sum + path.d.length, 0);
    if (this.bytes > MAX_PATH_BYTES) refuse('svg_too_complex', at(element));
    return drawn;
  }

  private use(element: XmlElement, context: Context): Drawn[] {
    const id = (element.attrs.get('href') ?? '').trim().slice(1);
    const target = this.ids.get(id);
    if (!target || context.open.includes(id)) return refuse('svg_reference', at(element, `#${id}`));
    const { width, height } = context.viewport;
    const shift = translate(lengthOf(element, 'x', width), lengthOf(element, 'y', height));
    const inner = { ...context, matrix: multiply(context.matrix, shift), open: [...context.open, id] };
    if (target.name === 'symbol') {
      const style = inherit(inner.style, this.sheet.propsOf(target));
      return this.viewport(target, element, { ...inner, style }, true);
    }
    return this.element(target, inner);
  }

  /** A nested `svg` or a used `symbol`: its own coordinates; content must not hang out of it. */
  private viewport(element: XmlElement, sized: XmlElement, context: Context, placed = false): Drawn[] {
    const { width: vw, height: vh } = context.viewport;
    const width = lengthOf(sized, 'width', vw, vw);
    const height = lengthOf(sized, 'height', vh, vh);
    if (width <= 0 || height <= 0) return [];
    const origin = placed ? { x: 0, y: 0 } : { x: lengthOf(element, 'x', vw), y: lengthOf(element, 'y', vh) };
    const outer = multiply(context.matrix, translate(origin.x, origin.y));
    const viewBox = parseViewBox(element.attrs.get('viewBox'));
    const fit = viewBox
      ? fitViewBox(viewBox, { width, height }, element.attrs.get('preserveAspectRatio'))
      : translate(0, 0);
    if (!fit) return refuse('svg_value', at(element, 'preserveAspectRatio'));
    const inner = { ...context, matrix: multiply(outer, fit), viewport: viewBox ?? { width, height } };
    const drawn = this.children(element, inner);
    const window: Segment[] = [
      { op: 'M', x: 0, y: 0 },
      { op: 'L', x: width, y: height },
    ];
    const overflows = element.attrs.get('overflow') === 'visible';
    if (!overflows && clipCuts(drawn, pathBox(mapPath(outer, window))!, this.frame))
      refuse('svg_clip', at(element));
    return drawn;
  }

  private transformOf(element: XmlElement): Matrix {
    const text = element.attrs.get('transform');
    if (text === undefined || text.trim() === 'none') return translate(0, 0);
    return parseTransform(text) ?? refuse('svg_value', at(element, 'transform'));
  }

  /** A clip that cuts nothing that shows is dropped (drawing programs write many); others are refused. */
  private checkClip(element: XmlElement, own: Props, context: Context, drawn: readonly Drawn[]): void {
    const value = own.get('clip-path') ?? 'none';
    if (value === 'none' || drawn.length === 0) return;
    const clip = this.ids.get(/^url\(\s*['"]?#([^'")]+)/.exec(value)?.[1] ?? '');
    if (clip?.name !== 'clipPath') refuse('svg_reference', at(element, value.slice(0, 40)));
    const shapes = clip.children.filter((child) => !DEFINITIONS.has(child.name));
    const shape = shapes.length === 1 && BASIC_SHAPES.includes(shapes[0]!.name) ? shapes[0]! : undefined;
    const plain = clip.attrs.get('clipPathUnits') !== 'objectBoundingBox' && !clip.attrs.has('clip-path');
    if (!shape || !plain) refuse('svg_clip', at(element));
    const matrix = multiply(multiply(context.matrix, this.transformOf(clip)), this.transformOf(shape));
    const outline = mapPath(matrix, outlineOfElement(shape, context.viewport));
    const window = rectangleOf(outline);
    if (!window || clipCuts(drawn, window, this.frame)) refuse('svg_clip', at(element));
  }
}

const at = (element: XmlElement, detail?: string) => ({
  element: element.name,
  line: element.line,
  ...(detail !== undefined && { detail }),
});

const touches = (a: Box, b: Box): boolean => {
  const both = intersection(a, b);
  return both !== undefined && (!isEmpty(both) || isEmpty(a));
};

function checkEffects(element: XmlElement, own: Props, style: Props): void {
  const set = (props: Props, name: string, idle: string): boolean => (props.get(name) ?? idle) !== idle;
  if (set(own, 'filter', 'none')) refuse('svg_filter', at(element));
  if (set(own, 'mask', 'none')) refuse('svg_mask', at(element));
  if (set(own, 'mix-blend-mode', 'normal')) refuse('svg_blend', at(element));
  if (set(own, 'vector-effect', 'none')) refuse('svg_stroke', at(element, 'vector-effect'));
  const marked = ['marker-start', 'marker-mid', 'marker-end'].some((name) => set(style, name, 'none'));
  if (marked && BASIC_SHAPES.includes(element.name)) refuse('svg_marker', at(element));
}

/** The box of an outline that is an axis-parallel rectangle. */
function rectangleOf(outline: Segment[]): Box | undefined {
  const box = pathBox(outline);
  if (!box || outline.some((segment) => segment.op === 'C') || outline.length < 4) return undefined;
  const near = (value: number, low: number, span: number): boolean =>
    Math.min(Math.abs(value - low), Math.abs(value - low - span)) < 1;
  const corners = new Set<string>();
  for (const segment of outline) {
    if (segment.op === 'Z') continue;
    const { x, y } = segment as { x: number; y: number };
    if (!near(x, box.x, box.width) || !near(y, box.y, box.height)) return undefined;
    corners.add(`${x < box.x + box.width / 2}${y < box.y + box.height / 2}`);
  }
  return corners.size === 4 ? box : undefined;
}
