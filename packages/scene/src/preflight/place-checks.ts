import type { Layer } from '@luneo/design';
import {
  type Box,
  bottom,
  contains,
  corners,
  intersection,
  mapPath,
  readPath,
  right,
  SU_PER_INCH,
  SU_PER_UM,
} from '@luneo/geometry';
import { unionAll } from '../ink-box.ts';
import { type SceneSide, toMatrix } from '../tree.ts';
import type { Finding } from './finding.ts';
import type { LayerInk, Leaf } from './leaves.ts';

/** Where ink may lie on a side: box and shape, su. */
export interface PrintArea {
  readonly shape: 'rect' | 'ellipse';
  readonly box: Box;
}

export interface PlaceCase {
  readonly side: SceneSide;
  readonly area: PrintArea | undefined;
  readonly layer: Layer;
  readonly ink: LayerInk;
}

/** Half a device pixel at 600 DPI: nobody cuts or places more exactly. */
const SLACK = Math.round(SU_PER_INCH / 1200);

/** Checks that look at where a layer's ink lies. */
export function placeFindings(subject: PlaceCase): Finding[] {
  const seen = unionAll(subject.ink.leaves.map((leaf) => leaf.seen));
  if (!seen) return [];
  return [...printArea(subject, seen), ...safeZone(subject, seen), ...bleed(subject, seen)];
}

function printArea({ side, area, layer, ink }: PlaceCase, seen: Box): Finding[] {
  const allowed = area ?? { shape: 'rect', box: side.bleed };
  const wholly = !intersection(allowed.box, seen);
  // ink beyond the bleed is cut off by design; only a print area of its own makes that a fault
  if (!wholly && (!area || ink.leaves.every((leaf) => liesWithin(leaf, area)))) return [];
  const outUm = Math.round(overhang(allowed.box, seen) / SU_PER_UM);
  return [
    {
      code: 'outside_print_area',
      severity: wholly ? 'block' : 'warn',
      side: side.id,
      layer: layer.id,
      message: wholly
        ? 'The layer lies where nothing is printed'
        : 'What lies outside the print area is cut off',
      params: { outsideUm: outUm, wholly },
    },
  ];
}

/** A box in a rectangle; in an ellipse, the drawn points themselves (a round logo fits a round area). */
function liesWithin({ node, seen }: Leaf, { shape, box }: PrintArea): boolean {
  if (!seen) return true;
  const grown = {
    x: box.x - SLACK,
    y: box.y - SLACK,
    width: box.width + 2 * SLACK,
    height: box.height + 2 * SLACK,
  };
  if (!contains(grown, seen)) return false;
  if (shape === 'rect') return true;
  const drawn =
    node.kind === 'path' && !node.stroke
      ? mapPath(toMatrix(node.matrix), readPath(node.d)).flatMap((s) =>
          s.op === 'Z' ? [] : [{ x: s.x, y: s.y }],
        )
      : corners(seen);
  const [cx, cy] = [grown.x + grown.width / 2, grown.y + grown.height / 2];
  return drawn.every(
    ({ x, y }) => ((x - cx) / (grown.width / 2)) ** 2 + ((y - cy) / (grown.height / 2)) ** 2 <= 1,
  );
}

/** Text and artwork are vital; pictures and shapes are meant to run over the edge. */
function safeZone({ side, layer }: PlaceCase, seen: Box): Finding[] {
  if (layer.type !== 'text' && layer.type !== 'artwork') return [];
  const outside = overhang(side.safe, seen);
  if (outside <= SLACK) return [];
  return [
    {
      code: 'outside_safe_zone',
      severity: 'warn',
      side: side.id,
      layer: layer.id,
      message: 'Part of it lies so near the edge that it may be cut off',
      params: { outsideUm: Math.round(outside / SU_PER_UM) },
    },
  ];
}

/** Ink that reaches the cut but not the bleed leaves a bare line when the cut is a little off. */
function bleed({ side, layer }: PlaceCase, seen: Box): Finding[] {
  if (layer.type === 'text' || layer.type === 'group') return [];
  const edges = [
    { reach: side.trim.x - seen.x, room: side.trim.x - side.bleed.x },
    { reach: side.trim.y - seen.y, room: side.trim.y - side.bleed.y },
    { reach: right(seen) - right(side.trim), room: right(side.bleed) - right(side.trim) },
    { reach: bottom(seen) - bottom(side.trim), room: bottom(side.bleed) - bottom(side.trim) },
  ];
  const short = edges.filter(({ reach, room }) => reach >= -SLACK && reach < room - SLACK);
  if (short.length === 0) return [];
  const missing = Math.max(...short.map(({ reach, room }) => room - reach));
  return [
    {
      code: 'bleed_not_reached',
      severity: 'warn',
      side: side.id,
      layer: layer.id,
      message: 'It reaches the cut but not the bleed: a bare edge may show',
      params: { missingUm: Math.round(missing / SU_PER_UM), edges: short.length },
    },
  ];
}

/** How far `inner` reaches beyond `outer`, at most over all edges. */
const overhang = (outer: Box, inner: Box): number =>
  Math.max(outer.x - inner.x, outer.y - inner.y, right(inner) - right(outer), bottom(inner) - bottom(outer));
