import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/run.ts';
import { luneo, sha256 } from './kit/cli.ts';

const GOLDEN = join(ROOT, 'tests/golden');
/** Processes that ought to have no say in what is drawn. */
const PLACES = [
  { TZ: 'UTC', LANG: 'C' },
  { TZ: 'Pacific/Auckland', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
] as const;
const FORMATS = ['svg', 'png', 'pdf'] as const;

interface Case {
  readonly product: string;
  readonly design: object;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-e2e-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const json = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;

/** A design of the golden corpus and its product, as files the command line takes. */
async function corpus(name: string): Promise<{ design: string; product: string; side: string }> {
  const { product, design } = await json<Case>(join(GOLDEN, 'cases', `${name}.json`));
  const products = await json<Record<string, { sides: { id: string }[] }>>(join(GOLDEN, 'products.json'));
  const file = join(folder, `${product}.json`);
  await writeFile(file, JSON.stringify(products[product]));
  return { design: JSON.stringify(design), product: file, side: products[product]!.sides[0]!.id };
}

describe('the same document gives the same bytes', () => {
  it('in two processes, elsewhere, and again', async () => {
    const { design, product, side } = await corpus('products/card');
    for (const format of FORMATS) {
      const args = ['render', '-', '--product', product, '--assets', join(GOLDEN, 'assets')];
      const draw = (env: Readonly<Record<string, string>>): Promise<Buffer> =>
        luneo([...args, '--side', side, '--to', '-', '--format', format], design, env);
      // two at once, then the same two again
      const first = await Promise.all(PLACES.map(draw));
      const second = await Promise.all(PLACES.map(draw));
      const digests = new Set([...first, ...second].map(sha256));
      expect(first[0]!.length, format).toBeGreaterThan(500);
      expect([...digests], format).toHaveLength(1);
    }
  });

  it('other documents give other bytes', async () => {
    const { design, product, side } = await corpus('bidi/mixed');
    const args = ['render', '-', '--product', product, '--side', side, '--to', '-', '--format', 'pdf'];
    const assets = ['--assets', join(GOLDEN, 'assets')];
    const moved = design.replace(/"xUm":(-?\d+)/, (_, xUm: string) => `"xUm":${Number(xUm) + 1_000}`);
    expect(moved).not.toBe(design);
    const [before, after] = await Promise.all([design, moved].map((one) => luneo([...args, ...assets], one)));
    expect(sha256(after!)).not.toBe(sha256(before!));
  });
});
