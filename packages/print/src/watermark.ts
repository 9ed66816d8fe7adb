import {
  apply,
  type Box,
  compose,
  type Matrix,
  rectPath,
  rotateMdeg,
  type Segment,
  scale,
  translate,
  writePath,
} from '@luneo/geometry';
import { type GroupNode, packMatrix, type Scene, type SceneSide } from '@luneo/scene';

/** Letters as polygons on a grid of 4 × 6, y down. */
const T = ['0,0 4,0 4,1 2.5,1 2.5,6 1.5,6 1.5,1 0,1'];
const E = ['0,0 4,0 4,1 1,1 1,2.5 3.5,2.5 3.5,3.5 1,3.5 1,5 4,5 4,6 0,6'];
const S = ['0,0 4,0 4,1 1,1 1,2.5 4,2.5 4,6 0,6 0,5 3,5 3,3.5 0,3.5'];
const WORD = [T, E, S, T];
/** Of a letter with the gap after it, and of the word with the gaps around it; units of the grid. */
const LETTER = 5;
const CELL = { width: WORD.length * LETTER + 8, height: 14 };
/** Words along the longer edge of a side. */
const ACROSS = 3;
const TILT_MDEG = -30_000;
const OPACITY_PM = 350;
const GREY = '#808080';

/**
 * The scene with the word TEST all over each side, in grey that shows on light and dark: what is drawn from it is
 * plainly no goods.
 */
export const watermarked = (scene: Scene): Scene => ({ ...scene, sides: scene.sides.map(marked) });

const marked = (side: SceneSide): SceneSide => ({ ...side, nodes: [...side.nodes, mark(side.bleed)] });

function mark(bleed: Box): GroupNode {
  const d = writePath(words(bleed));
  const path = {
    kind: 'path',
    d,
    matrix: packMatrix([1, 0, 0, 1, 0, 0]),
    rule: 'nonzero',
    fill: { type: 'solid', rgb: GREY },
    box: bleed,
  } as const;
  const clip = { d: writePath(rectPath(bleed)), rule: 'nonzero' } as const;
  return { kind: 'group', opacityPm: OPACITY_PM, clip, box: bleed, children: [path] };
}

/** The words that may touch the box, in rows shifted by half a word, turned about its middle. */
function* words({ x, y, width, height }: Box): Generator<Segment> {
  const unit = Math.max(width, height) / (ACROSS * CELL.width);
  const reach = Math.ceil((width + height) / 2 / unit);
  const place = compose(translate(x + width / 2, y + height / 2), rotateMdeg(TILT_MDEG), scale(unit));
  const columns = Math.ceil(reach / CELL.width);
  const rows = Math.ceil(reach / CELL.height);
  for (let row = -rows; row <= rows; row += 1)
    for (let column = -columns; column <= columns; column += 1) {
      const at = translate((column + (row % 2) / 2) * CELL.width, row * CELL.height);
      yield* word(compose(place, at));
    }
}

function* word(place: Matrix): Generator<Segment> {
  const left = (-WORD.length * LETTER) / 2;
  for (const [i, letter] of WORD.entries())
    for (const polygon of letter) {
      const points = polygon.split(' ').map((pair) => pair.split(',').map(Number) as [number, number]);
      for (const [n, [px, py]] of points.entries()) {
        const { x, y } = apply(place, { x: left + i * LETTER + px, y: py - 3 });
        yield { op: n === 0 ? 'M' : 'L', x: Math.round(x), y: Math.round(y) } as Segment;
      }
      yield { op: 'Z' } as Segment;
    }
}
