export async function once(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Both in turn; the shortest time of each, for what else the machine does only adds to it. */
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
  return [Math.min(...times[0]), Math.min(...times[1])];
}
