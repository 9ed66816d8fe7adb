import { type CssNode, parse } from 'css-tree';
import { refuse } from '../refusal.ts';
import type { XmlElement } from './xml.ts';

/** Properties as text, by name; what an element says itself, before inheritance. */
export type Props = ReadonlyMap<string, string>;

interface Rule {
  readonly tag?: string;
  readonly id?: string;
  readonly classes: readonly string[];
  readonly specificity: number;
  readonly declarations: readonly Declaration[];
}
interface Declaration {
  readonly name: string;
  readonly value: string;
  readonly important: boolean;
}

/** All we read; every other property is about text, screens or programs. */
const PROPERTIES = new Set(
  `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linejoin stroke-linecap
  stroke-dasharray paint-order opacity color display visibility stop-color stop-opacity clip-path clip-rule
  mask filter mix-blend-mode marker marker-start marker-mid marker-end vector-effect`.split(/\s+/),
);
/** In CSS they move or reshape things in ways the attributes do not. */
const GEOMETRY =
  /^(transform|transform-origin|transform-box|translate|rotate|scale|offset-path|d|x|y|r|cx|cy|rx|ry|width|height|animation.*|transition.*|clip|mask-image)$/;

export class StyleSheet {
  private readonly rules: Rule[] = [];

  add(css: string, line: number): void {
    if (/@import|url\s*\(\s*['"]?\s*[^#'"\s]/i.test(css)) refuse('svg_external', { element: 'style', line });
    const fail: () => never = () => refuse('svg_css', { element: 'style', line });
    const sheet = parse(css.replace(/<!--|-->/g, ' '), { parseValue: false, onParseError: fail });
    if (sheet.type !== 'StyleSheet') return;
    for (const node of sheet.children) {
      if (node.type === 'Comment') continue;
      if (node.type !== 'Rule' || node.prelude.type !== 'SelectorList') fail();
      const declarations = declarationsOf(node.block, line);
      for (const selector of node.prelude.children)
        this.rules.push({ ...compound(selector, fail), declarations });
    }
    this.rules.sort((a, b) => a.specificity - b.specificity);
  }

  /** Attributes, then rules by specificity, then the style attribute, then what is important. */
  propsOf(element: XmlElement): Props {
    const props = new Map<string, string>();
    for (const [name, value] of element.attrs) if (PROPERTIES.has(name)) props.set(name, value.trim());
    const own = element.attrs.get('style');
    const declared = [
      ...this.rules.filter((rule) => matches(rule, element)).flatMap((rule) => rule.declarations),
      ...(own === undefined ? [] : inlineDeclarations(own, element.line)),
    ];
    for (const important of [false, true])
      for (const one of declared) if (one.important === important) props.set(one.name, one.value);
    return props;
  }
}

function inlineDeclarations(text: string, line: number): Declaration[] {
  if (/url\s*\(\s*['"]?\s*[^#'"\s]/i.test(text)) refuse('svg_external', { detail: 'style', line });
  const fail = (): never => refuse('svg_css', { detail: text.slice(0, 40), line });
  return declarationsOf(
    parse(text, { context: 'declarationList', parseValue: false, onParseError: fail }),
    line,
  );
}

function declarationsOf(block: CssNode, line: number): Declaration[] {
  if (block.type !== 'Block' && block.type !== 'DeclarationList') return [];
  const found: Declaration[] = [];
  for (const node of block.children) {
    if (node.type !== 'Declaration') continue;
    const name = node.property.toLowerCase();
    const value = node.value.type === 'Raw' ? node.value.value.trim() : '';
    if (GEOMETRY.test(name) && value !== 'none') refuse('svg_css', { detail: name, line });
    if (PROPERTIES.has(name)) found.push({ name, value, important: node.important !== false });
  }
  return found;
}

function compound(selector: CssNode, fail: () => never): Omit<Rule, 'declarations'> {
  if (selector.type !== 'Selector') return fail();
  let tag: string | undefined;
  let id: string | undefined;
  const classes: string[] = [];
  for (const part of selector.children) {
    if (part.type === 'TypeSelector') tag = part.name === '*' ? undefined : part.name;
    else if (part.type === 'IdSelector' && id === undefined) id = part.name;
    else if (part.type === 'ClassSelector') classes.push(part.name);
    else return fail();
  }
  const specificity = (id === undefined ? 0 : 10_000) + classes.length * 100 + (tag === undefined ? 0 : 1);
  return { ...(tag !== undefined && { tag }), ...(id !== undefined && { id }), classes, specificity };
}

function matches(rule: Rule, element: XmlElement): boolean {
  if (rule.tag !== undefined && rule.tag !== element.name) return false;
  if (rule.id !== undefined && rule.id !== element.attrs.get('id')) return false;
  if (rule.classes.length === 0) return true;
  const own = (element.attrs.get('class') ?? '').split(/\s+/);
  return rule.classes.every((name) => own.includes(name));
}

const INHERITED: Readonly<Record<string, string>> = {
  fill: '#000000',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1',
  'stroke-opacity': '1',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  'stroke-dasharray': 'none',
  'paint-order': 'normal',
  color: '#000000',
  visibility: 'visible',
  'marker-start': 'none',
  'marker-mid': 'none',
  'marker-end': 'none',
};

export const INITIAL: Props = new Map(Object.entries(INHERITED));

/** The style of a child: what is inherited, overlaid with what it says itself. */
export function inherit(parent: Props, own: Props): Props {
  const style = new Map(parent);
  for (const [name, value] of own)
    if (name in INHERITED && value !== 'inherit') style.set(name, value);
    else if (name === 'marker') for (const end of ['start', 'mid', 'end']) style.set(`marker-${end}`, value);
  return style;
}
