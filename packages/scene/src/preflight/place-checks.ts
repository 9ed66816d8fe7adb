import type { Layer } from '@luneo/design';
import {
  type Box,
  bottom,
  contains,
  inset,
  intersection,
  mapPath,
  readPath,
  rectPath,
  right,
  SU_PER_INCH,
  SU_PER_UM,
} from '@luneo/geometry';
import { unionAll } from '../ink-box.ts';
import { type SceneSide, toMatrix } from '../tree.ts';
import type { Finding } from './finding.ts';
import type { LayerInk, Leaf } from './leaves.ts';
import { type Coverage, coverage, type Region, regionOf } from './region.ts';

/** Where ink may lie on a side, su. */
export interface PrintArea {
  readonly box: Box;
  /** Its shape, where it is not just the box. */
  readonly region?: Region | undefined;
}

export interface PlaceCase {
  readonly side: SceneSide;
  /** The side's own print area; without one, ink may lie anywhere on trim and bleed. */
  readonly area: PrintArea | undefined;
  /** Shape of the side's own cut contour. */
  readonly cut: Region | undefined;
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
  const allowed = area ?? { box: side.bleed };
  const places = ink.leaves.flatMap((leaf) => (leaf.seen ? [placeOf(leaf, leaf.seen, allowed)] : []));
  const wholly = places.every((place) => place === 'outside');
  // ink beyond the bleed is cut off by design; only a print area of its own makes that a fault
  if (!wholly && (!area || places.every((place) => place === 'within'))) return [];
  const outUm = Math.max(0, Math.round(overhang(allowed.box, seen) / SU_PER_UM));
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

/** Boxes decide where they can; in a shape, the drawn outline itself (a round logo fits a round area). */
function placeOf({ node }: Leaf, seen: Box, { box, region }: PrintArea): Coverage {
  if (!intersection(box, seen)) return 'outside';
  const inBox = contains(inset(box, -SLACK), seen);
  if (region === undefined) return inBox ? 'within' : 'partly';
  const frame = regionOf(rectPath(seen))!;
  const byFrame = coverage(region, frame, SLACK);
  if (byFrame !== 'partly' || node.kind !== 'path' || node.stroke) return byFrame;
  const drawn = regionOf(mapPath(toMatrix(node.matrix), readPath(node.d)));
  return drawn === undefined ? byFrame : coverage(region, drawn, SLACK);
}

/** Text and artwork are vital; pictures and shapes are meant to run over the edge. */
function safeZone({ side, cut, layer, ink }: PlaceCase, seen: Box): Finding[] {
  if (layer.type !== 'text' && layer.type !== 'artwork') return [];
  const outside = Math.max(0, overhang(side.safe, seen));
  const isCutOff = ({ leaves }: LayerInk, region: Region): boolean =>
    leaves.some((leaf) => leaf.seen && placeOf(leaf, leaf.seen, { box: region.box, region }) !== 'within');
  if (outside <= SLACK && (cut === undefined || !isCutOff(ink, cut))) return [];
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
