/** Where a ratio must end up. */
export type Aim = { readonly atMost: number } | { readonly atLeast: number };

/** One figure: ours against a baseline measured in the same run. */
export interface Figure {
  readonly name: string;
  /** e.g. "ms", "bytes", "ppm". */
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  readonly aim: Aim;
}

/** Default export of a `bench/*.bench.ts`. */
export type Bench = () => Promise<readonly Figure[]>;

export const ratioOf = ({ ours, baseline }: Figure): number => ours / baseline;
export const reached = (figure: Figure): boolean => {
  const ratio = ratioOf(figure);
  return 'atMost' in figure.aim ? ratio <= figure.aim.atMost : ratio >= figure.aim.atLeast;
};

const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
const aimText = (aim: Aim): string => ('atMost' in aim ? `<= ${aim.atMost}` : `>= ${aim.atLeast}`);

/** Rows under a head: name, ours, baseline, ratio, aim. */
export function benchTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${number(figure.ours)} ${figure.unit}`,
    `${number(figure.baseline)} ${figure.unit}`,
    number(ratioOf(figure)),
    `${aimText(figure.aim)} ${reached(figure) ? 'reached' : 'MISSED'}`,
  ]);
  const table = [['name', 'ours', 'baseline', 'ratio', 'aim'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Middle of an odd number of runs, in milliseconds, after one run to warm up. */
export async function medianMs(runs: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}
