import type { Matrix } from '@luneo/geometry';
import type { Block } from './block.ts';
import type { Group, LineRange, ShapedLine } from './line.ts';
import type { TextContent } from './source.ts';
import type { LineBox } from './types.ts';

/** A group with its place: `matrix` maps group space at full size (su, base line at 0) to the box. */
export interface PlacedGroup {
  readonly group: Group;
  readonly line: number;
  readonly matrix: Matrix;
  /** Left end on the base line, su of the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly angleMdeg: number;
}

export interface Placement {
  readonly groups: readonly PlacedGroup[];
  readonly lines: readonly LineBox[];
}

/** Lines stacked from the top, aligned within the room. */
export function placeStraight(
  block: Block,
  layer: Pick<TextContent, 'align' | 'verticalAlign'>,
  room: { readonly width: number; readonly height: number },
  scalePm: number,
): Placement {
  const scale = scalePm / 1000;
  const spare = room.height - block.height * scale;
  let top = Math.round({ top: 0, middle: spare / 2, bottom: spare }[layer.verticalAlign]);
  const groups: PlacedGroup[] = [];
  const lines: LineBox[] = [];
  block.lines.forEach((line, index) => {
    const baseline = Math.round(top + line.above * scale);
    const lower = Math.round(top + (line.above + line.below) * scale);
    const spareWidth = room.width - line.width * scale;
    const stretch = stretchOf(line, layer.align, spareWidth);
    let x = Math.round(startOf(line, layer.align, stretch > 0 ? 0 : spareWidth) - line.hang * scale);
    for (const group of line.groups) {
      const width = group.advance * scale + (stretches(group, line) ? stretch : 0);
      const matrix: Matrix = [scale, 0, 0, scale, x, baseline];
      groups.push({ group, line: index, matrix, x, y: baseline, width, angleMdeg: 0 });
      x += width;
    }
    const width = Math.round(line.width * scale + stretch * line.spaces);
    lines.push({ ...rangeOf(line), baseline, top, bottom: lower, width });
    top = lower;
  });
  return { groups, lines };
}

export const rangeOf = ({ start, end }: LineRange): Pick<LineBox, 'start' | 'end'> => ({ start, end });

/** Extra width of each space of a justified line; a paragraph's last line keeps its width. */
function stretchOf(line: ShapedLine, align: TextContent['align'], spare: number): number {
  return align === 'justify' && line.wrapped && line.spaces > 0 && spare > 0 ? spare / line.spaces : 0;
}

const stretches = (group: Group, line: ShapedLine): boolean => group.space && group.last < line.visibleEnd;

function startOf(line: ShapedLine, align: TextContent['align'], spare: number): number {
  if (align === 'center') return spare / 2;
  return (align === 'end') === line.rtl ? 0 : spare;
}
