import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256Hex } from '@luneo/kernel';
import type { SceneSide } from '@luneo/scene';
import { compareRasters, type ParityRaster } from '../../packages/print/src/parity/compare.ts';
import { type Browser, startBrowser } from './browser.ts';
import type { PageOutcome } from './browser-entry.ts';
import { type Case, loadAssets, loadCases, pathOf } from './corpus.ts';
import { nodeBooks, subsetFonts } from './fonts.ts';
import {
  byResvg,
  KEPT_PX,
  pdfOf,
  printed,
  readPng,
  sourceOf,
  threePanels,
  WIDTH_PX,
  writePng,
} from './pictures.ts';
import { type Outcome, resolve } from './resolve.ts';

/** `test:golden [-- --bless] [-- --no-browser] [-- part of a name]`; see README.md. */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { bless: { type: 'boolean' }, 'no-browser': { type: 'boolean' } },
});

type Digests = Record<string, { readonly scene: string; readonly pdf: string }>;
const DIGESTS = pathOf('digests.json');

const cases = loadCases(positionals[0]);
const assets = loadAssets();
const source = sourceOf(assets);
const digests: Digests = existsSync(DIGESTS) ? JSON.parse(readFileSync(DIGESTS, 'utf8')) : {};
const books = await nodeBooks(cases);
const chromium = '/usr/bin/chromium';
const withBrowser = !flags['no-browser'] && existsSync(chromium);
const browser = withBrowser
  ? await startBrowser(await subsetFonts(cases, books), assets.values())
  : undefined;
const inBrowser = await browser?.run(cases);

rmSync(pathOf('diff'), { recursive: true, force: true });
let failed = 0;
for (const [index, one] of cases.entries()) {
  const outcome = resolve(one, assets, books(one));
  const faults = await check(one, outcome, inBrowser?.[index]);
  if (faults.length > 0) failed++;
  for (const fault of faults) console.log(`${one.name}: ${fault}`);
}
await browser?.close();
if (flags.bless) await writeFile(DIGESTS, `${JSON.stringify(sorted(digests), null, 1)}\n`);
if (!withBrowser)
  console.log(`unavailable: ${flags['no-browser'] ? 'Chromium not asked' : `no ${chromium}`}`);
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function check(one: Case, outcome: Outcome, page: PageOutcome | undefined): Promise<string[]> {
  const expected = one.expect ?? {};
  if ('fault' in outcome) {
    const got = JSON.stringify(outcome.fault);
    const faults = got === JSON.stringify(expected.fault) ? [] : [`refused: ${got}`];
    return page && JSON.stringify(page) !== JSON.stringify(outcome)
      ? [...faults, 'Chromium refuses otherwise']
      : faults;
  }
  if (expected.fault) return [`is not refused with ${expected.fault.code}`];
  const faults = factsOf(one, outcome.text);
  if (page && (!('hash' in page) || page.hash !== outcome.hash))
    faults.push('another scene hash in Chromium');
  const pdf = sha256Hex(await pdfOf(outcome.scene, one.name, source));
  const found = { scene: outcome.hash, pdf };
  if (flags.bless) digests[one.name] = found;
  for (const kind of ['scene', 'pdf'] as const)
    if (digests[one.name]?.[kind] !== found[kind])
      faults.push(`another ${kind} digest: ${found[kind].slice(0, 12)}`);
  for (const [index, side] of outcome.scene.sides.entries()) {
    const name = outcome.scene.sides.length > 1 ? `${one.name}.${side.id}` : one.name;
    const inPage = page && 'svgs' in page ? page.svgs[index] : undefined;
    if (page && inPage !== outcome.svgs[index]) faults.push(`${side.id}: other SVG bytes in Chromium`);
    faults.push(...(await checkSide(name, side, outcome.svgs[index]!, browser)));
  }
  return faults;
}

async function checkSide(
  name: string,
  side: SceneSide,
  svg: string,
  drawing: Browser | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const svgPath = pathOf(`expected/${name}.svg`);
  const pngPath = pathOf(`expected/${name}.png`);
  const actual = await printed(side, source, KEPT_PX);
  const large = await printed(side, source, WIDTH_PX);
  if (flags.bless) {
    await mkdir(dirname(svgPath), { recursive: true });
    await writeFile(svgPath, svg);
    if (!existsSync(pngPath) || (await differ(await readPng(readFileSync(pngPath)), actual)))
      await writeFile(pngPath, await writePng(actual));
  }
  if (!existsSync(svgPath) || readFileSync(svgPath, 'utf8') !== svg)
    faults.push('other SVG bytes than committed');
  const compare = async (what: string, expected: ParityRaster, ours = large): Promise<void> => {
    const why = differ(expected, ours);
    if (!why) return;
    const panels = `diff/${name}.${what}.png`;
    await threePanels(pathOf(panels), expected, ours);
    faults.push(`${what}: ${why}, see tests/golden/${panels}`);
  };
  if (!existsSync(pngPath)) faults.push('no committed picture');
  else await compare('committed', await readPng(readFileSync(pngPath)), actual);
  await compare('resvg', byResvg(svg));
  if (drawing) await compare('chromium', await drawing.draw(svg, large.heightPx));
  return faults;
}

function differ(expected: ParityRaster, actual: ParityRaster): string | undefined {
  const parity = compareRasters(expected, actual);
  return parity.hold ? `${parity.differing} pixels (${parity.differingPpm} ppm) differ` : undefined;
}

/** What the case says of its texts. */
function factsOf({ expect = {} }: Case, text: Extract<Outcome, { text: unknown }>['text']): string[] {
  const faults: string[] = [];
  const same = (what: string, got: unknown, wanted: unknown): void => {
    if (wanted !== undefined && JSON.stringify(got) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  };
  const pick = (key: 'lines' | 'missing', wanted: Readonly<Record<string, unknown>> | undefined): void => {
    for (const [id, value] of Object.entries(wanted ?? {})) same(`${key} of ${id}`, text[id]?.[key], value);
  };
  pick('lines', expect.lines);
  pick('missing', expect.missing);
  same(
    'overflow',
    Object.keys(text).filter((id) => text[id]!.overflow),
    expect.overflow,
  );
  return faults;
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
