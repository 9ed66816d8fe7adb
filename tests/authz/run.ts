import type { DatabaseUrls } from '@luneo/database';
import { lintCatalogue, rowsOfNobody } from './lint.ts';
import { type Outcome, runMatrix } from './matrix.ts';
import type { Mutation } from './mutations.ts';
import type { World } from './world.ts';

export interface Verdict extends Outcome {
  readonly catalogue: readonly string[];
}

/** The matrix, the catalogue, and what a connection sees that acts for nobody. */
export async function judgeWorld(world: World, urls: DatabaseUrls): Promise<Verdict> {
  const outcome = await runMatrix(world);
  const catalogue = await lintCatalogue(urls.directUrl);
  const rows = await rowsOfNobody(urls.url);
  if (rows > 0) catalogue.push(`${rows} rows are seen by a connection that acts for nobody`);
  return { ...outcome, catalogue };
}

export const isClean = ({ unlisted, foreignBytes, failed, catalogue }: Verdict): boolean =>
  unlisted.length + foreignBytes + failed.length + catalogue.length === 0;

/** Puts every fault in, one after the other; the names of those nobody noticed. */
export async function unnoticed(
  world: World,
  urls: DatabaseUrls,
  { mutations, say }: { readonly mutations: readonly Mutation[]; say(line: string): void },
): Promise<string[]> {
  const missed: string[] = [];
  for (const { name, apply } of mutations) {
    const undo = await apply(world, urls.directUrl);
    const verdict = await judgeWorld(world, urls).finally(undo);
    const noticed = !isClean(verdict);
    say(`${noticed ? 'noticed' : 'MISSED '}  ${name}`);
    if (!noticed) missed.push(name);
  }
  return missed;
}
