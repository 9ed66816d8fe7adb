import {
  type Box,
  bottom,
  type Matrix,
  pathBox,
  right,
  type Segment,
  union,
  writePath,
} from '@luneo/geometry';
import type { PlacedGlyph } from './line.ts';
import type { TextInk } from './types.ts';

interface Growing {
  readonly key: string;
  readonly fill: TextInk['fill'];
  d: string;
  box: Box;
}

/** How far back ink of the same colour is looked for: keeps emoji-only texts linear. */
const LOOK_BACK = 48;

/**
 * Collects glyphs into as few paths as painting order allows: a glyph joins earlier ink of its fill
 * unless something painted between the two would be overlapped.
 */
export class InkCollector {
  readonly #inks: Growing[] = [];

  /** `matrix` maps the glyph's group space (su, base line at 0) to the layer's box, turns included. */
  add(glyph: PlacedGlyph, matrix: Matrix): void {
    const layers = glyph.face.colorLayers(glyph.glyph);
    if (layers.length === 0) this.#outline(glyph, glyph.glyph, { type: 'run', run: glyph.run }, matrix);
    for (const layer of layers) {
      const fill: TextInk['fill'] = layer.color
        ? { type: 'rgb', rgb: layer.color.rgb, alphaPm: Math.round((layer.color.alpha * 1000) / 255) }
        : { type: 'run', run: glyph.run };
      this.#outline(glyph, layer.glyph, fill, matrix);
    }
  }

  result(): TextInk[] {
    return this.#inks.map(({ d, fill, box }) => ({ d, rule: 'nonzero', fill, box }));
  }

  #outline({ face, x, y, em }: PlacedGlyph, id: number, fill: TextInk['fill'], matrix: Matrix): void {
    const { segments } = face.outline(id);
    if (segments.length === 0) return;
    const placed = place(segments, matrix, x, y, em / face.unitsPerEm);
    const exact = pathBox(placed);
    if (!exact) return;
    const box = outward(exact);
    // Faces wind their contours differently: only equal ones may share a path under the nonzero rule.
    const key = fill.type === 'run' ? `${fill.run}:${face.hash}` : `${fill.rgb}${fill.alphaPm}`;
    const overlapAdds = fill.type === 'rgb' && fill.alphaPm < 1000;
    const host = this.#host(key, box, overlapAdds);
    if (host) {
      host.d += writePath(placed);
      host.box = union(host.box, box);
    } else this.#inks.push({ key, fill, d: writePath(placed), box });
  }

  #host(key: string, box: Box, overlapAdds: boolean): Growing | undefined {
    const oldest = Math.max(0, this.#inks.length - LOOK_BACK);
    for (let i = this.#inks.length - 1; i >= oldest; i--) {
      const ink = this.#inks[i]!;
      const overlaps = overlap(ink.box, box);
      if (ink.key === key && !(overlapAdds && overlaps)) return ink;
      if (overlaps) return undefined;
    }
    return undefined;
  }
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

function outward(box: Box): Box {
  const x = Math.floor(box.x);
  const y = Math.floor(box.y);
  return { x, y, width: Math.ceil(right(box)) - x, height: Math.ceil(bottom(box)) - y };
}

const round = (value: number): number => Math.round(value) || 0;

/** Font units -> su of the layer's box, rounded. */
function place(segments: readonly Segment[], m: Matrix, x: number, y: number, scale: number): Segment[] {
  const [a, b, c, d, e, f] = m;
  const px = (ux: number, uy: number): number => round(a * (x + ux * scale) + c * (y + uy * scale) + e);
  const py = (ux: number, uy: number): number => round(b * (x + ux * scale) + d * (y + uy * scale) + f);
  return segments.map((s): Segment => {
    if (s.op === 'Z') return s;
    const end = { x: px(s.x, s.y), y: py(s.x, s.y) };
    if (s.op !== 'C') return { op: s.op, ...end };
    return {
      op: 'C',
      x1: px(s.x1, s.y1),
      y1: py(s.x1, s.y1),
      x2: px(s.x2, s.y2),
      y2: py(s.x2, s.y2),
      ...end,
    };
  });
}
