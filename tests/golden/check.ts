import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256Hex } from '@luneo/kernel';
import type { ImageSource } from '@luneo/print';
import { compareRasters, type ParityRaster } from '@luneo/print';
import type { SceneSide } from '@luneo/scene';
import type { Browser } from './browser.ts';
import type { PageOutcome } from './browser-entry.ts';
import { type Case, pathOf } from './corpus.ts';
import { byResvg, KEPT_PX, pdfOf, printed, readPng, threePanels, WIDTH_PX, writePng } from './pictures.ts';
import type { Outcome } from './resolve.ts';

/** Hashes of scene and PDF, by case. */
export type Digests = Record<string, { readonly scene: string; readonly pdf: string }>;

export interface Checking {
  readonly source: ImageSource;
  readonly digests: Digests;
  /** Absent where there is no Chromium. */
  readonly browser: Browser | undefined;
  /** What is drawn now becomes what is expected. */
  readonly bless: boolean;
}

/** What is wrong with a case, a line each. */
export async function check(
  one: Case,
  outcome: Outcome,
  page: PageOutcome | undefined,
  checking: Checking,
): Promise<string[]> {
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
  const pdf = sha256Hex(await pdfOf(outcome.scene, one.name, checking.source));
  const found = { scene: outcome.hash, pdf };
  if (checking.bless) checking.digests[one.name] = found;
  for (const kind of ['scene', 'pdf'] as const)
    if (checking.digests[one.name]?.[kind] !== found[kind])
      faults.push(`another ${kind} digest: ${found[kind].slice(0, 12)}`);
  for (const [index, side] of outcome.scene.sides.entries()) {
    const name = outcome.scene.sides.length > 1 ? `${one.name}.${side.id}` : one.name;
    const inPage = page && 'svgs' in page ? page.svgs[index] : undefined;
    if (page && inPage !== outcome.svgs[index]) faults.push(`${side.id}: other SVG bytes in Chromium`);
    faults.push(...(await checkSide(name, side, outcome.svgs[index]!, checking)));
  }
  return faults;
}

async function checkSide(
  name: string,
  side: SceneSide,
  svg: string,
  { source, browser, bless }: Checking,
): Promise<string[]> {
  const faults: string[] = [];
  const svgPath = pathOf(`expected/${name}.svg`);
  const pngPath = pathOf(`expected/${name}.png`);
  const actual = await printed(side, source, KEPT_PX);
  const large = await printed(side, source, WIDTH_PX);
  if (bless) {
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
  if (browser) await compare('chromium', await browser.draw(svg, large.heightPx));
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
