import type { ArtworkPath } from '@luneo/design';
import { type Box, contains, intersection, isEmpty } from '@luneo/geometry';

/** A path of the artwork and the box of its ink, artwork units. */
export interface Drawn {
  readonly path: ArtworkPath;
  readonly box: Box;
}

/** Slack when a clip is asked whether it cuts: a five-thousandth of the longest side. */
const SLACK = 20;
const MAX_PAIRS = 20_000;

/** Everything drawn lies within `clip`, or outside the frame where nothing shows anyway. */
export function clipCuts(drawn: readonly Drawn[], clip: Box, frame: Box): boolean {
  const wide = {
    x: clip.x - SLACK,
    y: clip.y - SLACK,
    width: clip.width + 2 * SLACK,
    height: clip.height + 2 * SLACK,
  };
  return drawn.some(({ box }) => {
    const seen = intersection(box, frame);
    return seen !== undefined && !isEmpty(seen) && !contains(wide, seen);
  });
}

/** Makes each path translucent by itself; undefined where they overlap and would show through. */
export function fade(drawn: readonly Drawn[], opacity: number): Drawn[] | undefined {
  if (drawn.length * drawn.length > MAX_PAIRS) return undefined;
  const overlap = drawn.some((one, i) =>
    drawn.slice(i + 1).some((other) => {
      const both = intersection(one.box, other.box);
      return both !== undefined && !isEmpty(both);
    }),
  );
  if (overlap) return undefined;
  return drawn.map(({ path, box }) => ({
    box,
    path: { ...path, opacityPm: Math.round(path.opacityPm * opacity) },
  }));
}
