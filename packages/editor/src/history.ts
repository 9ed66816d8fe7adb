import { type Diff, invertDiff, isEmptyDiff, squashDiffs } from '@luneo/design';

export interface Step {
  readonly diff: Diff;
  readonly gesture: string | undefined;
}

/** Steps kept; older ones cannot be undone any more. */
const MOST_STEPS = 500;

/** What was done, as reversible diffs: nothing is remembered but what changed. */
export class History {
  #past: Step[] = [];
  #future: Diff[] = [];
  #open: string | undefined;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Edits of one gesture in a row become one step; one that ends where it began leaves none. */
  record(diff: Diff, gesture?: string): void {
    if (isEmptyDiff(diff)) return;
    this.#future = [];
    const last = this.#past.at(-1);
    if (gesture !== undefined && gesture === this.#open && last?.gesture === gesture) this.#join(last, diff);
    else this.#past = [...this.#past, { diff, gesture }].slice(-MOST_STEPS);
    this.#open = gesture;
  }

  /** The last step done, for {@link rewind}. */
  get last(): Step | undefined {
    return this.#past.at(-1);
  }

  /** The change that takes back all that was done since this step, for good; none when the step itself is gone. */
  rewind(to: Step | undefined): Diff | undefined {
    const kept = to ? this.#past.indexOf(to) + 1 : 0;
    const undone = this.#past.slice(kept);
    if ((to && kept === 0) || undone.length === 0) return undefined;
    this.mark();
    this.#past = this.#past.slice(0, kept);
    this.#future = [];
    return invertDiff(undone.map(({ diff }) => diff).reduce(squashDiffs));
  }

  /** The next edit begins a new step. */
  mark(): void {
    this.#open = undefined;
  }

  /** The change that takes the last step back. */
  undo(): Diff | undefined {
    const last = this.#past.at(-1);
    if (!last) return undefined;
    this.mark();
    this.#past = this.#past.slice(0, -1);
    this.#future = [last.diff, ...this.#future];
    return invertDiff(last.diff);
  }

  redo(): Diff | undefined {
    const [next, ...rest] = this.#future;
    if (!next) return undefined;
    this.mark();
    this.#future = rest;
    this.#past = [...this.#past, { diff: next, gesture: undefined }];
    return next;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
    this.mark();
  }

  #join(last: Step, diff: Diff): void {
    const whole = squashDiffs(last.diff, diff);
    const before = this.#past.slice(0, -1);
    this.#past = isEmptyDiff(whole) ? before : [...before, { ...last, diff: whole }];
  }
}
