/** A kept revision of a design. */
export interface Kept {
  readonly revision: number;
  readonly savedAtMs: number;
  /** A link shows it. */
  readonly held: boolean;
}

/** The newest so many stay, however close together. */
const NEWEST = 10;

/**
 * Revisions to let go so that `most` stay, those that are held apart. Each time the one whose neighbours are
 * closest in time: what is left spreads over the design's whole life, and the first revision stays.
 */
export function toForget(history: readonly Kept[], most: number): number[] {
  const left = history.toSorted((a, b) => a.revision - b.revision);
  const gone: number[] = [];
  while (left.filter(({ held }) => !held).length > most) {
    const at = closest(left);
    if (at === undefined) break;
    gone.push(...left.splice(at, 1).map(({ revision }) => revision));
  }
  return gone;
}

function closest(history: readonly Kept[]): number | undefined {
  let found: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < history.length - NEWEST; i++) {
    if (history[i]!.held) continue;
    const gapMs = history[i + 1]!.savedAtMs - history[i - 1]!.savedAtMs;
    if (gapMs < least) [found, least] = [i, gapMs];
  }
  return found;
}
