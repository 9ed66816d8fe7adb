import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PLAIN_PDF, RenderPool } from '@luneo/print';
import { type Row, times } from '../row.ts';
import { sideBySide } from './clock.ts';
import type { TestDesign } from './design.ts';

const ROUNDS = 2;
const JOBS = 4;

/**
 * Four proofs by one warm worker and by two. First each worker on a core of its own: what a second one adds. Then
 * as they run: one worker already keeps a second core busy while it compresses.
 */
export async function workers(design: TestDesign, photo: string, folder: string): Promise<Row[]> {
  const assets = Object.fromEntries(Array.from(design.files.keys(), (hash) => [hash, { path: photo }]));
  const [one, two] = [1, 2].map((size) => new RenderPool({ size })) as [RenderPool, RenderPool];
  const proofs = (pool: RenderPool, count = JOBS): Promise<unknown> =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        pool.run({
          kind: 'proof',
          scene: design.scene,
          side: 'front',
          recipe: PLAIN_PDF.id,
          assets,
          out: join(folder, `${pool === one ? 1 : 2}-${i}.png`),
        }),
      ),
    );
  const compare = async (name: string): Promise<Row> => {
    const [ours, baseline] = await sideBySide(
      ROUNDS,
      () => proofs(two),
      () => proofs(one),
    );
    return times(name, ours, baseline, 'ratio >= 1.9');
  };
  try {
    await Promise.all([proofs(one, 1), proofs(two, 2)]);
    const free = await compare('two workers against one, throughput');
    for (const pool of [one, two]) pool.pids().forEach(pin);
    return [await compare('two workers against one, a core each, throughput'), free];
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

const pin = (pid: number, core: number): unknown =>
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${core}`, `${pid}`]);
