import {
  apply,
  type Box,
  boxOf,
  compose,
  type Matrix,
  multiply,
  type Point,
  rotateMdeg,
  scale,
  sinMdeg,
  translate,
} from '@luneo/geometry';
import type { Block } from './block.ts';
import type { Group } from './line.ts';
import type { TextContent } from './source.ts';
import { type PlacedGroup, type Placement, rangeOf } from './straight.ts';

const MDEG_PER_RADIAN = 57_295.779_513_082_32;

/** A line bent on a circle at full size: every group turned rigidly about its middle. Space: own, su. */
export interface Bent {
  readonly groups: readonly { readonly group: Group; readonly matrix: Matrix; readonly angleMdeg: number }[];
  /** Around ascents and descents, not around ink: it must not jump while one types. */
  readonly box: Box;
}

/** `angleMdeg`: what the line's width covers; positive = arch, the centre of the circle below. */
export function bend(block: Block, angleMdeg: number): Bent {
  const line = block.lines[0]!;
  const radius = (line.width * MDEG_PER_RADIAN) / angleMdeg;
  const groups: { group: Group; matrix: Matrix; angleMdeg: number }[] = [];
  const corners: Point[] = [
    { x: 0, y: -line.ascent },
    { x: 0, y: line.descent },
  ];
  let x = -line.hang - line.width / 2;
  for (const group of line.groups) {
    const middle = x + group.advance / 2;
    const turn = line.width === 0 ? 0 : (middle * angleMdeg) / line.width;
    // 1 - cos t = 2 sin² (t/2): exact for flat bends, where the subtraction loses its digits.
    const half = sinMdeg(turn / 2);
    const place = translate(radius * sinMdeg(turn), 2 * radius * half * half);
    const matrix = compose(place, rotateMdeg(turn), translate(-group.advance / 2, 0));
    groups.push({ group, matrix, angleMdeg: Math.round(turn) });
    if (group.last < line.visibleEnd)
      for (const gx of [0, group.advance])
        for (const gy of [-line.ascent, line.descent]) corners.push(apply(matrix, { x: gx, y: gy }));
    x += group.advance;
  }
  return { groups, box: boxOf(corners)! };
}

export function placeBent(
  bent: Bent,
  block: Block,
  layer: Pick<TextContent, 'align' | 'verticalAlign'>,
  room: { readonly width: number; readonly height: number },
  scalePm: number,
): Placement {
  const by = scalePm / 1000;
  const line = block.lines[0]!;
  const spareX = room.width - bent.box.width * by;
  const spareY = room.height - bent.box.height * by;
  const toEnd = (layer.align === 'end') !== line.rtl;
  const left = layer.align === 'center' || layer.align === 'justify' ? spareX / 2 : toEnd ? spareX : 0;
  const top = { top: 0, middle: spareY / 2, bottom: spareY }[layer.verticalAlign];
  const origin = translate(Math.round(left - bent.box.x * by), Math.round(top - bent.box.y * by));
  const outer = multiply(origin, scale(by));
  const groups = bent.groups.map(({ group, matrix, angleMdeg }): PlacedGroup => {
    const whole = multiply(outer, matrix);
    return { group, line: 0, matrix: whole, x: whole[4], y: whole[5], width: group.advance * by, angleMdeg };
  });
  const y = (value: number): number => Math.round(value * by + origin[5]);
  const { box } = bent;
  const lineBox = {
    baseline: y(0),
    top: y(box.y),
    bottom: y(box.y + box.height),
    width: Math.round(line.width * by),
  };
  return { groups, lines: [{ ...rangeOf(line), ...lineBox }] };
}
