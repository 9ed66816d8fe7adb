import { SaxesParser } from 'saxes';
import { refuse } from '../refusal.ts';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XHTML = 'http://www.w3.org/1999/xhtml';

/** An SVG element; attributes by local name, XLink's `href` among them. Other namespaces are gone. */
export interface XmlElement {
  readonly name: string;
  readonly attrs: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly line: number;
  /** Of `style` elements. */
  text: string;
}

export interface SvgLimits {
  readonly bytes: number;
  readonly elements: number;
  readonly depth: number;
}
export const SVG_LIMITS: SvgLimits = { bytes: 10_000_000, elements: 50_000, depth: 64 };

interface Tag {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<
    Record<string, { local: string; prefix: string; uri: string; value: string }>
  >;
}

/**
 * Reads well-formed XML into elements of the SVG namespace. No entity but XML's five is known, no
 * declaration is read; what could act or load is refused here, wherever it stands.
 */
export function parseSvg(text: string, limits: SvgLimits = SVG_LIMITS): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: (XmlElement | undefined)[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on('error', (error) => refuse('svg_malformed', { detail: error.message.split('\n')[0]! }));
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) refuse('svg_dtd', { line: parser.line });
  });
  parser.on('processinginstruction', ({ target }) => {
    if (target.toLowerCase() !== 'xml')
      refuse('svg_external', { detail: `<?${target}?>`, line: parser.line });
  });
  parser.on('opentag', (tag) => {
    count++;
    if (count > limits.elements || open.length >= limits.depth)
      refuse('svg_too_complex', { line: parser.line });
    const element = elementOf(tag, parser.line);
    const parent = open.at(-1);
    if (element && open.length === 0) root = element;
    else if (element && parent) parent.children.push(element);
    // what stands inside a foreign element is foreign too
    open.push(open.length === 0 || parent ? element : undefined);
  });
  parser.on('closetag', () => open.pop());
  const onText = (chunk: string): void => {
    const element = open.at(-1);
    if (element?.name === 'style') element.text += chunk;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(text).close();
  if (root?.name !== 'svg') refuse('svg_malformed', { detail: 'the root is not <svg>' });
  return root;
}

function elementOf(tag: Tag, line: number): XmlElement | undefined {
  const name = tag.local;
  if (/^(script|handler|listener)$/i.test(name)) refuse('svg_script', { element: name, line });
  if (tag.uri === XHTML || /^(foreignobject|iframe|object|embed|audio|video|canvas)$/i.test(name))
    refuse('svg_foreign', { element: name, line });
  if (tag.uri !== SVG && tag.uri !== '') return undefined;
  const attrs = new Map<string, string>();
  for (const { local, uri, prefix, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || local === 'xmlns') continue;
    if (/^on/i.test(local)) refuse('svg_script', { element: name, detail: local, line });
    if (uri !== '' && uri !== XLINK) continue;
    if (local === 'href' || local === 'src') checkHref(name, value, line);
    if (uri === XLINK && local !== 'href') continue;
    attrs.set(local, value);
  }
  return { name, attrs, children: [], line, text: '' };
}

function checkHref(element: string, value: string, line: number): void {
  if (element === 'image' || element === 'feImage') refuse('svg_image', { element, line });
  if (!value.trim().startsWith('#')) refuse('svg_external', { element, detail: value.slice(0, 40), line });
}
