import { type Box, bottom, type Matrix, multiply, right } from '@luneo/geometry';
import type { PlacedGlyph } from './line.ts';
import { drawOutline } from './outline.ts';
import { PathWriter } from './path-writer.ts';
import type { TextInk } from './types.ts';

interface Growing {
  readonly key: string;
  readonly fill: TextInk['fill'];
  readonly path: PathWriter;
  box: Box;
  /** Boxes of the glyphs in it, while they are few: their union covers much that is free. */
  readonly pieces: Box[];
}

const KEPT_PIECES = 200;

/** How far back ink of the same colour is looked for: keeps emoji-only texts linear. */
const LOOK_BACK = 48;

/**
 * Collects glyphs into as few paths as painting order allows: a glyph joins earlier ink of its fill
 * unless something painted between the two would be overlapped.
 */
export class InkCollector {
  readonly #inks: Growing[] = [];
  /** One glyph, before it is known which ink it joins. */
  readonly #glyph = new PathWriter();

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
    return this.#inks.map(({ path, fill, box }) => ({ d: path.toString(), rule: 'nonzero', fill, box }));
  }

  #outline({ face, x, y, em }: PlacedGlyph, id: number, fill: TextInk['fill'], matrix: Matrix): void {
    const scale = em / face.unitsPerEm;
    this.#glyph.clear();
    const box = drawOutline(face.outline(id), multiply(matrix, [scale, 0, 0, scale, x, y]), this.#glyph);
    if (!box) return;
    // Faces wind their contours differently: only equal ones may share a path under the nonzero rule.
    const key = fill.type === 'run' ? `${fill.run}:${face.hash}` : `${fill.rgb}${fill.alphaPm}`;
    const overlapAdds = fill.type === 'rgb' && fill.alphaPm < 1000;
    let host = this.#host(key, box, overlapAdds);
    if (host) host.box = both(host.box, box);
    else {
      host = { key, fill, path: new PathWriter(), box, pieces: [] };
      this.#inks.push(host);
    }
    host.path.append(this.#glyph);
    if (host.pieces.length <= KEPT_PIECES) host.pieces.push(box);
  }

  /**
   * The lowest ink of this fill from which up nothing would be overlapped. Translucent ink (`overlapAdds`)
   * must not overlap its own either: one path paints once.
   */
  #host(key: string, box: Box, overlapAdds: boolean): Growing | undefined {
    const oldest = Math.max(0, this.#inks.length - LOOK_BACK);
    let host: Growing | undefined;
    for (let i = this.#inks.length - 1; i >= oldest; i--) {
      const ink = this.#inks[i]!;
      const blocked = (i > oldest || overlapAdds) && covers(ink, box);
      if (ink.key === key && !(blocked && overlapAdds)) host = ink;
      if (blocked) break;
    }
    return host;
  }
}

function covers(ink: Growing, box: Box): boolean {
  if (!overlap(ink.box, box)) return false;
  return ink.pieces.length > KEPT_PIECES || ink.pieces.some((piece) => overlap(piece, box));
}

/** su: neighbours that touch, or overlap by rounding only, may be painted in any order. */
const TOUCH = 4;

const overlap = (a: Box, b: Box): boolean =>
  a.x + TOUCH < right(b) && b.x + TOUCH < right(a) && a.y + TOUCH < bottom(b) && b.y + TOUCH < bottom(a);

/** Union, without a list of corners: it runs once a glyph. */
function both(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(right(a), right(b)) - x,
    height: Math.max(bottom(a), bottom(b)) - y,
  };
}
