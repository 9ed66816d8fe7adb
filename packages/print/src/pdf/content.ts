import { type Matrix, multiply, readPath, rectPath, type Segment } from '@luneo/geometry';
import {
  type GroupNode,
  type ImageNode,
  MITER_LIMIT,
  type PathNode,
  type SceneNode,
  type ScenePaint,
  type SceneStroke,
  toMatrix,
} from '@luneo/scene';
import { isSimpleLeaf } from '../paint/paint-nodes.ts';
import { isAxisParallel } from '../raster/placement.ts';
import { array, dict, type PdfFile, type Ref } from './file.ts';
import { imageMatrixText, isSimilarity, matrixText, pathText, pt, rgbText, splitScale } from './numbers.ts';
import { shadingPattern } from './shading.ts';

/** What content streams share: the file, where pictures are in it, and the map from side to page. */
export interface PageContext {
  readonly file: PdfFile;
  readonly images: ReadonlyMap<string, Ref>;
  /** Side space (su) -> points, y upwards. */
  readonly toPage: Matrix;
  /** Page box in points, as an array. */
  readonly boxText: string;
}

type Kind = 'ExtGState' | 'XObject' | 'Pattern' | 'ColorSpace';

const JOIN = { miter: 0, round: 1, bevel: 2 } as const;
const CAP = { butt: 0, round: 1, square: 2 } as const;
const paintOperator = { nonzero: 'f\n', evenodd: 'f*\n' } as const;
const clipOperator = { nonzero: 'W n\n', evenodd: 'W* n\n' } as const;

/**
 * One content stream: the page's or that of a translucent group. Coordinates are points throughout,
 * the matrix of the page is never changed, so patterns mean the same everywhere.
 */
export class Content {
  readonly #page: PageContext;
  /** Value -> name, by kind. */
  readonly #resources: Record<Kind, Map<string, string>> = {
    ExtGState: new Map(),
    XObject: new Map(),
    Pattern: new Map(),
    ColorSpace: new Map(),
  };
  #text = '';
  /** Something is not opaque: the page must say in which space it blends. */
  translucent = false;

  constructor(page: PageContext) {
    this.#page = page;
  }

  get text(): string {
    return this.#text;
  }

  resources(): string {
    const entries = Object.entries(this.#resources)
      .filter(([, names]) => names.size > 0)
      .map(([kind, names]) => [kind, dict(Object.fromEntries(Array.from(names, ([v, k]) => [k, v])))]);
    return dict(Object.fromEntries(entries));
  }

  node(node: SceneNode): void {
    if (node.kind === 'group') this.#group(node);
    else if (node.kind === 'path') this.#path(node);
    else this.#image(node);
  }

  /** Marks print on every plate: the registration colour. */
  registration({ d, stroke }: PathNode): void {
    const all = dict({ FunctionType: 2, Domain: '[0 1]', C0: '[1]', C1: '[0]', N: 1 });
    const space = this.#name('ColorSpace', array(['/Separation', '/All', '/DeviceGray', all]), 'C');
    this.#text += `q\n/${space} CS 1 SCN\n`;
    this.#stroke(readPath(d), stroke!, this.#page.toPage);
    this.#text += 'Q\n';
  }

  #group(node: GroupNode): void {
    if (node.opacityPm === 0 || node.children.length === 0) return;
    const bare = !node.clip && node.opacityPm === 1000;
    if (!bare) this.#text += 'q\n';
    if (node.clip)
      this.#text += pathText(readPath(node.clip.d), this.#page.toPage) + clipOperator[node.clip.rule];
    if (node.opacityPm !== 1000) this.#opacity(node.opacityPm);
    const [only] = node.children;
    if (node.opacityPm === 1000 || (node.children.length === 1 && isSimpleLeaf(only!)))
      for (const child of node.children) this.node(child);
    else this.#transparencyGroup(node);
    if (!bare) this.#text += 'Q\n';
  }

  #opacity(opacityPm: number): void {
    this.translucent = true;
    const alpha = pt(opacityPm / 1000);
    this.#text += `/${this.#name('ExtGState', dict({ ca: alpha, CA: alpha }), 'G')} gs\n`;
  }

  #transparencyGroup(node: GroupNode): void {
    const { file, boxText } = this.#page;
    const inner = new Content(this.#page);
    for (const child of node.children) inner.node(child);
    const form = file.deflated(
      {
        Type: '/XObject',
        Subtype: '/Form',
        BBox: boxText,
        Group: dict({ S: '/Transparency', CS: '/DeviceRGB', I: 'true' }),
        Resources: inner.resources(),
      },
      inner.text,
    );
    this.#text += `/${this.#name('XObject', form, 'X')} Do\n`;
  }

  #path(node: PathNode): void {
    const toPage = multiply(this.#page.toPage, toMatrix(node.matrix));
    const segments = readPath(node.d);
    if (node.stroke) {
      this.#text += `q\n${this.#paint(node.stroke.paint, toPage, 'stroke')}`;
      this.#stroke(segments, node.stroke, toPage);
      this.#text += 'Q\n';
    }
    if (node.fill)
      this.#text +=
        this.#paint(node.fill, toPage, 'fill') + pathText(segments, toPage) + paintOperator[node.rule];
  }

  /** Sets all it needs but the colour. Where the map bends circles, the pen is bent by the page matrix. */
  #stroke(segments: readonly Segment[], stroke: SceneStroke, toPage: Matrix): void {
    const { factor, rest } = splitScale(toPage);
    const straight = isSimilarity(toPage);
    const miter = stroke.join === 'miter' ? `${MITER_LIMIT} M ` : '';
    if (!straight) this.#text += `${matrixText(rest)} cm\n`;
    this.#text += `${pt(stroke.width * factor)} w ${JOIN[stroke.join]} j ${CAP[stroke.cap]} J ${miter}\n`;
    this.#text += `${pathText(segments, straight ? toPage : [factor, 0, 0, factor, 0, 0])}S\n`;
  }

  #paint(paint: ScenePaint, toPage: Matrix, use: 'fill' | 'stroke'): string {
    const fill = use === 'fill';
    if (paint.type === 'solid') return `${rgbText(paint.rgb)} ${fill ? 'rg' : 'RG'}\n`;
    const pattern = this.#page.file.add(shadingPattern(paint, toPage));
    const name = this.#name('Pattern', pattern, 'P');
    return fill ? `/Pattern cs /${name} scn\n` : `/Pattern CS /${name} SCN\n`;
  }

  #image(node: ImageNode): void {
    const ref = this.#page.images.get(node.asset);
    if (!ref) throw new Error(`no picture was given for ${node.asset}`);
    const toPage = multiply(this.#page.toPage, toMatrix(node.matrix));
    const { widthPx: width, heightPx: height } = node;
    const unit: Matrix = [width, 0, 0, -height, 0, height];
    if (node.hasAlpha) this.translucent = true;
    // interpreters widen turned pictures to whole pixels, in steps; a clip gives them a clean edge
    const frame = isAxisParallel(toPage) ? '' : pathText(rectPath({ x: 0, y: 0, width, height }), toPage);
    const name = this.#name('XObject', ref, 'X');
    this.#text += `q\n${frame && `${frame}W n\n`}${imageMatrixText(multiply(toPage, unit))} cm\n/${name} Do\nQ\n`;
  }

  /** One name a value, in order of first use. */
  #name(kind: Kind, value: string, prefix: string): string {
    const names = this.#resources[kind];
    const known = names.get(value) ?? `${prefix}${names.size + 1}`;
    names.set(value, known);
    return known;
  }
}
