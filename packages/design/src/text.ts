import type { Layer, TextLayer, TextRun } from './schema.ts';

/** The text of a layer: its runs joined. Offsets into it are UTF-16, as in the document. */
export const textOf = ({ runs }: Pick<TextLayer, 'runs'>): string => runs.map(({ text }) => text).join('');

/** Replaces a range by `text`, which takes the style of what stands before it (`fallback` in an empty text). */
export function replaceText(
  runs: readonly TextRun[],
  start: number,
  end: number,
  text: string,
  fallback: Omit<TextRun, 'text'>,
): TextRun[] {
  const head = sliceRuns(runs, 0, start);
  const tail = sliceRuns(runs, end, Number.POSITIVE_INFINITY);
  const style = head.at(-1) ?? tail[0] ?? fallback;
  return joinRuns([...head, ...(text === '' ? [] : [{ ...style, text }]), ...tail]);
}

/** Styles a range; runs are split where it begins and ends and joined where styles meet. */
export function styleRange(
  runs: readonly TextRun[],
  start: number,
  end: number,
  style: Partial<Omit<TextRun, 'text'>>,
): TextRun[] {
  const middle = sliceRuns(runs, start, end).map((run) => ({ ...run, ...style }));
  return joinRuns([
    ...sliceRuns(runs, 0, start),
    ...middle,
    ...sliceRuns(runs, end, Number.POSITIVE_INFINITY),
  ]);
}

function sliceRuns(runs: readonly TextRun[], start: number, end: number): TextRun[] {
  let at = 0;
  return runs.flatMap((run) => {
    const from = at;
    at += run.text.length;
    const text = run.text.slice(Math.max(0, start - from), Math.max(0, end - from));
    return text === '' ? [] : [{ ...run, text }];
  });
}

const styleOf = ({ text: _, ...style }: TextRun): string => JSON.stringify(style);

function joinRuns(runs: readonly TextRun[]): TextRun[] {
  const joined: TextRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && styleOf(last) === styleOf(run))
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}

export const isText = (layer: Layer | undefined): layer is TextLayer => layer?.type === 'text';
