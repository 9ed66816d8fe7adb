import { visualOrder } from './bidi.ts';
import { remember } from './memo.ts';
import { isCursive } from './script.ts';
import type { Grapheme, Source } from './source.ts';
import type { Face, FontBook } from './types.ts';

/** Offsets of one line; `wrapped` = the paragraph goes on in the next. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  readonly wrapped: boolean;
}

export interface PlacedGlyph {
  readonly face: Face;
  readonly glyph: number;
  /** su at full size, from the group's left end and its base line, y down. */
  readonly x: number;
  readonly y: number;
  /** Em in su. */
  readonly em: number;
  readonly run: number;
}

/** Graphemes drawn together (a ligature holds several): what moves, turns and stretches as one. */
export interface Group {
  /** Logical range of graphemes, `last` included. */
  readonly first: number;
  readonly last: number;
  readonly rtl: boolean;
  readonly advance: number;
  readonly space: boolean;
  readonly glyphs: readonly PlacedGlyph[];
}

export interface ShapedLine extends LineRange {
  readonly rtl: boolean;
  /** Left to right. */
  readonly groups: readonly Group[];
  /** su at full size, without hanging white space. */
  readonly width: number;
  /** White space hanging over the left end (right-to-left lines). */
  readonly hang: number;
  /** Stretchable spaces within the width. */
  readonly spaces: number;
  /** Graphemes from here on hang beyond the width. */
  readonly visibleEnd: number;
}

interface Item {
  readonly first: number;
  readonly last: number;
  readonly level: number;
}

/** Characters of context given to the shaper on both sides: HarfBuzz looks at five code points. */
const CONTEXT = 10;

/** Shapes one line. Every face it needs must be loaded. */
export function shapeLine(source: Source, range: LineRange, book: FontBook): ShapedLine {
  const key = `${range.start}-${range.end}`;
  return remember(source.lines, key, () => shapeAnew(source, range, book));
}

function shapeAnew(source: Source, range: LineRange, book: FontBook): ShapedLine {
  const paragraph = source.paragraphs[range.paragraph]!;
  const first = graphemeAt(source, range.start);
  const end = range.end > range.start ? graphemeAt(source, range.end - 1) + 1 : first;
  let visibleEnd = end;
  while (visibleEnd > first && source.graphemes[visibleEnd - 1]!.space) visibleEnd--;
  const base = paragraph.rtl ? 1 : 0;
  const levelOf = (i: number): number =>
    i >= visibleEnd ? base : paragraph.levels[source.graphemes[i]!.start - paragraph.start]!;
  const items = itemise(source, first, end, visibleEnd, levelOf);
  const groups = visualOrder(items.map((item) => item.level)).flatMap((i) =>
    shapeItem(source, items[i]!, range, book, paragraph.rtl),
  );
  return { ...range, rtl: paragraph.rtl, ...measure(source, groups, visibleEnd, paragraph.rtl) };
}

/** Index of the grapheme holding the UTF-16 offset. */
export function graphemeAt({ graphemes }: Source, offset: number): number {
  let low = 0;
  let high = graphemes.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (graphemes[mid]!.start <= offset) low = mid;
    else high = mid - 1;
  }
  return low;
}

const shapesAlike = (a: Grapheme, b: Grapheme): boolean =>
  a.face === b.face && a.script === b.script && a.em === b.em && a.spacing === b.spacing;

function itemise(
  { graphemes }: Source,
  first: number,
  end: number,
  visibleEnd: number,
  levelOf: (i: number) => number,
): Item[] {
  const items: Item[] = [];
  for (let i = first; i < end; ) {
    const level = levelOf(i);
    let next = i + 1;
    while (
      next < end &&
      next !== visibleEnd &&
      levelOf(next) === level &&
      shapesAlike(graphemes[i]!, graphemes[next]!)
    )
      next++;
    items.push({ first: i, last: next - 1, level });
    i = next;
  }
  return items;
}

function shapeItem(source: Source, item: Item, range: LineRange, book: FontBook, baseRtl: boolean): Group[] {
  const { graphemes, text } = source;
  const rtl = (item.level & 1) === 1;
  const head = graphemes[item.first]!;
  const face = head.face === undefined ? undefined : book.face(head.face);
  if (!face) return blankGroups(item, graphemes, rtl);
  const start = head.start;
  const end = graphemes[item.last]!.end;
  const from = Math.max(range.start, start - CONTEXT);
  const raw = face.shape({
    text: text.slice(from, Math.min(range.end, end + CONTEXT)),
    start: start - from,
    end: end - from,
    script: head.script,
    rtl,
    off: head.spacing === 0 ? [] : ['liga', 'clig'],
  });
  const groups = group(source, item, face, raw, from, rtl);
  return head.spacing === 0 ? groups : groups.map((one) => space(one, item, graphemes, baseRtl));
}

/** Characters nothing can draw: half an em wide, so that a caret can stand beside them. */
function blankGroups(item: Item, graphemes: readonly Grapheme[], rtl: boolean): Group[] {
  const groups: Group[] = [];
  for (let i = item.first; i <= item.last; i++)
    groups.push({ first: i, last: i, rtl, advance: graphemes[i]!.em / 2, space: false, glyphs: [] });
  return rtl ? groups.reverse() : groups;
}

/** Cuts the shaper's glyphs (visual order) into groups, and gives each group the graphemes it covers. */
function group(
  source: Source,
  item: Item,
  face: Face,
  raw: readonly number[],
  from: number,
  rtl: boolean,
): Group[] {
  const { em } = source.graphemes[item.first]!;
  const scale = em / face.unitsPerEm;
  const groups: { first: number; advance: number; glyphs: PlacedGlyph[] }[] = [];
  for (let i = 0; i < raw.length; i += 5) {
    const first = graphemeAt(source, raw[i + 1]! + from);
    let current = groups.at(-1);
    if (current?.first !== first) {
      current = { first, advance: 0, glyphs: [] };
      groups.push(current);
    }
    const glyph = raw[i]!;
    const x = current.advance + raw[i + 3]! * scale;
    const run = source.graphemes[first]!.run;
    if (glyph !== 0) current.glyphs.push({ face, glyph, x, y: -raw[i + 4]! * scale, em, run });
    current.advance += raw[i + 2]! * scale;
  }
  // Invisible characters may leave no glyph at all: whoever comes logically first takes them in.
  if (groups.length === 0) groups.push({ first: item.first, advance: 0, glyphs: [] });
  groups.at(rtl ? -1 : 0)!.first = item.first;
  return groups.map((one, i) => {
    const next = rtl ? groups[i - 1] : groups[i + 1];
    const last = (next?.first ?? item.last + 1) - 1;
    return { ...one, last, rtl, space: source.graphemes[one.first]!.space };
  });
}

/** Letter spacing goes on the far side of the cluster; joined scripts are spaced between words only. */
function space(one: Group, item: Item, graphemes: readonly Grapheme[], baseRtl: boolean): Group {
  const { spacing, script } = graphemes[one.first]!;
  const joined = isCursive(script) && !one.space && one.last < item.last && !graphemes[one.last + 1]!.space;
  if (joined) return one;
  const glyphs = baseRtl ? one.glyphs.map((glyph) => ({ ...glyph, x: glyph.x + spacing })) : one.glyphs;
  return { ...one, advance: one.advance + spacing, glyphs };
}

function measure(
  { graphemes }: Source,
  groups: readonly Group[],
  visibleEnd: number,
  rtl: boolean,
): Omit<ShapedLine, keyof LineRange | 'rtl'> {
  const visible = groups.filter((one) => one.first < visibleEnd);
  const sum = (list: readonly Group[]): number => list.reduce((total, one) => total + one.advance, 0);
  const edge = visible.at(rtl ? 0 : -1);
  const edgeSpacing = edge && edge.glyphs.length > 0 ? graphemes[edge.first]!.spacing : 0;
  const hanging = sum(groups) - sum(visible);
  return {
    groups,
    width: sum(visible) - edgeSpacing,
    hang: rtl ? hanging + edgeSpacing : 0,
    spaces: visible.filter((one) => one.space).length,
    visibleEnd,
  };
}
