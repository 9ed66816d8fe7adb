import { cosMdeg, sinMdeg } from '@luneo/geometry';
import type { Source } from './source.ts';
import type { PlacedGroup, Placement } from './straight.ts';
import type { Cluster } from './types.ts';

/** One cluster a grapheme, in order of the text; a ligature's width is shared out evenly. */
export function caretClusters(source: Source, placement: Placement): Cluster[] {
  const out: Cluster[] = placement.groups.flatMap((placed) => parts(placed, source));
  addLineEnds(out, source, placement);
  return out.sort((a, b) => a.start - b.start);
}

function parts({ group, line, x, y, width, angleMdeg }: PlacedGroup, source: Source): Cluster[] {
  const count = group.last - group.first + 1;
  return Array.from({ length: count }, (_, i) => {
    const { start, end } = source.graphemes[group.first + i]!;
    const slot = group.rtl ? count - 1 - i : i;
    const from = (width * slot) / count;
    const to = (width * (slot + 1)) / count;
    const left = Math.round(x + from * cosMdeg(angleMdeg));
    const reach = angleMdeg === 0 ? Math.round(x + to) - left : Math.round(to - from);
    const top = Math.round(y + from * sinMdeg(angleMdeg));
    return { start, end, line, rtl: group.rtl, x: left, y: top, width: reach, angleMdeg };
  });
}

/** The "\n" of each paragraph stands, without width, where its line ends. */
function addLineEnds(out: Cluster[], source: Source, { lines }: Placement): void {
  source.paragraphs.slice(0, -1).forEach((paragraph) => {
    const line = lines.findLastIndex((one) => one.start <= paragraph.end && one.end === paragraph.end);
    const box = lines[line]!;
    const own = out.filter((cluster) => cluster.line === line);
    const { rtl } = paragraph;
    const edges = own.map((cluster) => (rtl ? cluster.x : cluster.x + cluster.width));
    const x = own.length === 0 ? 0 : rtl ? Math.min(...edges) : Math.max(...edges);
    const at = { start: paragraph.end, end: paragraph.end + 1 };
    out.push({ ...at, line, rtl, x, y: box.baseline, width: 0, angleMdeg: 0 });
  });
}
