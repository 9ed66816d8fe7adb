export async function once(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Both in turn, so that what else the machine does hurts both alike: medians. */
export async function sideBySide(
  rounds: number,
  ours: () => unknown,
  baseline: () => unknown,
): Promise<[number, number]> {
  await ours();
  await baseline();
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    times[0].push(await once(ours));
    times[1].push(await once(baseline));
  }
  const middle = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
  return [middle(times[0]), middle(times[1])];
}
