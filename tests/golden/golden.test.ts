import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startBrowser } from './browser.ts';
import type { PageOutcome } from './browser-entry.ts';
import { check, type Digests } from './check.ts';
import { type Case, expectedFiles, loadAssets, loadCases, pathOf } from './corpus.ts';
import { nodeBooks, subsetFonts } from './fonts.ts';
import { sourceOf } from './pictures.ts';
import { resolve } from './resolve.ts';

const DIGESTS = pathOf('digests.json');
const bless = process.env.LUNEO_BLESS === '1';
const cases = loadCases();
const assets = loadAssets();
const source = sourceOf(assets);
const digests: Digests = existsSync(DIGESTS) ? JSON.parse(readFileSync(DIGESTS, 'utf8')) : {};

describe('golden corpus', () => {
  let book: Awaited<ReturnType<typeof nodeBooks>>;
  let browser: Browser | undefined;
  let inBrowser: ReadonlyMap<string, PageOutcome> = new Map();

  beforeAll(async () => {
    rmSync(pathOf('diff'), { recursive: true, force: true });
    book = await nodeBooks(cases);
    // where there is no Chromium, the table of capabilities says so
    if (!existsSync('/usr/bin/chromium')) return;
    browser = await startBrowser(await subsetFonts(cases, book), assets.values());
    const outcomes = await browser.run(cases);
    inBrowser = new Map(cases.map((one, index) => [one.name, outcomes[index]!]));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    if (!bless) return;
    const sorted = Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(DIGESTS, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
  });

  test.each(cases.map((one): [string, Case] => [one.name, one]))('%s', async (name, one) => {
    const outcome = resolve(one, assets, book(one));
    expect(await check(one, outcome, inBrowser.get(name), { source, digests, browser, bless })).toEqual([]);
  });

  test('nothing is expected of cases that are gone', () => {
    const known = new Set(cases.map((one) => one.name));
    const left = [...Object.keys(digests), ...expectedFiles()].filter((name) => !known.has(name));
    expect(left).toEqual([]);
  });
});
