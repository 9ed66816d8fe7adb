/** One figure beside its baseline, both measured in the same run. */
export interface Row {
  readonly name: string;
  /** Milliseconds, unless the name says otherwise. */
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  /** What `ours` or `ratio` has to meet. */
  readonly aim: string;
}

export const row = (name: string, ours: number, baseline: number, aim: string): Row => ({
  name,
  ours,
  baseline,
  ratio: ours / baseline,
  aim,
});

/** How many times faster than the baseline. */
export const times = (name: string, ours: number, baseline: number, aim: string): Row => ({
  ...row(name, ours, baseline, aim),
  ratio: baseline / ours,
});
