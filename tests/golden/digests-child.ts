/**
 * Draws the whole corpus as often as asked and prints the digests of each time: a process of its own.
 * node --conditions=@luneo/source digests-child.ts 2
 */
import { sha256Hex } from '@luneo/kernel';
import { renderPng } from '@luneo/print';
import { loadAssets, loadCases } from './corpus.ts';
import { nodeBooks } from './fonts.ts';
import { KEPT_PX, pdfOf, sourceOf } from './pictures.ts';
import { resolve } from './resolve.ts';

/** Case -> its digests: a PDF, then SVG and PNG of each side. */
async function drawAll(): Promise<Record<string, string[]>> {
  const cases = loadCases();
  const assets = loadAssets();
  const source = sourceOf(assets);
  // fonts are opened anew each time: nothing is remembered from the run before
  const book = await nodeBooks(cases);
  const digests: Record<string, string[]> = {};
  for (const one of cases) {
    const outcome = resolve(one, assets, book(one));
    if ('fault' in outcome) continue;
    const { scene, svgs } = outcome;
    const png = { size: { widthPx: KEPT_PX }, bleed: true, ground: '#ffffff' };
    const files = [await pdfOf(scene, one.name, source), ...svgs];
    for (const side of scene.sides) files.push(await renderPng(side, png, source));
    digests[one.name] = files.map((file) => sha256Hex(file));
  }
  return digests;
}

const times: Record<string, string[]>[] = [];
for (let time = 0; time < Number(process.argv[2]); time++) times.push(await drawAll());
process.stdout.write(JSON.stringify(times));
