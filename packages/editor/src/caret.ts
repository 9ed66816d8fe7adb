import { type Box, cosMdeg, type Point, sinMdeg } from '@luneo/geometry';
import type { Cluster, TextLayout } from '@luneo/layout';

/** A caret in the layer's space, su: it stands on its foot, turned with the base line. */
export interface Caret {
  readonly foot: Point;
  readonly angleMdeg: number;
  readonly ascent: number;
  readonly descent: number;
  readonly line: number;
}

/** A selected cluster: a box about `foot`, to be turned by the angle. */
export interface MarkedBox extends Box {
  readonly foot: Point;
  readonly angleMdeg: number;
}

/** Where the caret of a UTF-16 offset stands. */
export function caretAt(layout: TextLayout, offset: number): Caret | undefined {
  const found = layout.clusters.find((cluster) => offset >= cluster.start && offset < cluster.end);
  const cluster = found ?? layout.clusters.at(-1);
  const line = cluster && layout.lines[cluster.line];
  if (!line) return undefined;
  const share = found ? (offset - cluster.start) / (cluster.end - cluster.start) : 1;
  return {
    foot: pointOn(cluster, cluster.rtl ? 1 - share : share),
    angleMdeg: cluster.angleMdeg,
    ascent: line.baseline - line.top,
    descent: line.bottom - line.baseline,
    line: cluster.line,
  };
}

/** The offset nearest to a point of the layer's space. */
export function offsetAt(layout: TextLayout, point: Point): number {
  const bent = layout.clusters.some((cluster) => cluster.angleMdeg !== 0);
  const line = bent ? undefined : nearest(layout.lines, (box) => distance1d(point.y, box.top, box.bottom));
  const mine =
    line === undefined ? layout.clusters : layout.clusters.filter((cluster) => cluster.line === line);
  const index = nearest(mine, (cluster) => {
    const { x, y } = pointOn(cluster, 0.5);
    return bent
      ? Math.hypot(x - point.x, y - point.y)
      : distance1d(point.x, cluster.x, cluster.x + cluster.width);
  });
  if (index === undefined) return layout.lines[line ?? 0]?.start ?? 0;
  const cluster = mine[index]!;
  const middle = pointOn(cluster, 0.5);
  const along =
    (point.x - middle.x) * cosMdeg(cluster.angleMdeg) + (point.y - middle.y) * sinMdeg(cluster.angleMdeg);
  if (cluster.width === 0) return cluster.start;
  return along > 0 === cluster.rtl ? cluster.start : cluster.end;
}

/** One line up or down, keeping the column; undefined at the first and last line. */
export function offsetOnLine(layout: TextLayout, offset: number, by: 1 | -1): number | undefined {
  const from = caretAt(layout, offset);
  const target = from && layout.lines[from.line + by];
  return target && offsetAt(layout, { x: from.foot.x, y: (target.top + target.bottom) / 2 });
}

/** Boxes behind the selected clusters, layer's space. */
export function selectionBoxes(layout: TextLayout, anchor: number, focus: number): MarkedBox[] {
  const [from, to] = anchor < focus ? [anchor, focus] : [focus, anchor];
  return layout.clusters
    .filter((cluster) => cluster.start < to && cluster.end > from)
    .map(({ x, y, width, line, angleMdeg }) => {
      const { top, bottom, baseline } = layout.lines[line]!;
      return { x, y: y - (baseline - top), width, height: bottom - top, foot: { x, y }, angleMdeg };
    });
}

/** The smallest edit that turns one text into the other, never splitting a surrogate pair. */
export function textEdit(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  if (isLow(before.charCodeAt(start)) || isLow(after.charCodeAt(start))) start = Math.max(0, start - 1);
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const pointOn = ({ x, y, width, angleMdeg }: Cluster, share: number): Point => ({
  x: x + width * share * cosMdeg(angleMdeg),
  y: y + width * share * sinMdeg(angleMdeg),
});

const distance1d = (at: number, from: number, to: number): number => Math.max(0, from - at, at - to);

function nearest<T>(items: readonly T[], distance: (item: T) => number): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  items.forEach((item, index) => {
    const away = distance(item);
    if (away < least) [best, least] = [index, away];
  });
  return best;
}
