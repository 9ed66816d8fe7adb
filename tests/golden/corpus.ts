import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AssetFacts, Design, ProductGeometry } from '@luneo/design';
import { z } from 'zod';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What must hold besides the pictures. Layer ids -> values of their layout. */
const Expect = z.strictObject({
  /** The case is refused, with this code at this pointer into the design. */
  fault: z.strictObject({ code: z.string(), pointer: z.string() }).optional(),
  lines: z.record(z.string(), z.int()).optional(),
  overflow: z.array(z.string()).optional(),
  missing: z.record(z.string(), z.array(z.int())).optional(),
});

const CaseFile = z.strictObject({
  about: z.string().min(5),
  /** Name in products.json. */
  product: z.string(),
  design: Design,
  expect: Expect.optional(),
});

export interface Case extends z.infer<typeof CaseFile> {
  /** "feature/case". */
  readonly name: string;
  readonly geometry: ProductGeometry;
}

export type AssetEntry = AssetFacts & { readonly file: string };

const readJson = (path: string): unknown => JSON.parse(readFileSync(`${here}${path}`, 'utf8'));

export function loadCases(): Case[] {
  const products = z.record(z.string(), ProductGeometry).parse(readJson('products.json'));
  const names = readdirSync(`${here}cases`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.slice(0, -'.json'.length).replaceAll('\\', '/'))
    .sort();
  return names.map((name) => {
    const parsed = CaseFile.safeParse(readJson(`cases/${name}.json`));
    if (!parsed.success) throw new Error(`cases/${name}.json: ${z.prettifyError(parsed.error)}`);
    const geometry = products[parsed.data.product];
    if (!geometry) throw new Error(`cases/${name}.json: no product "${parsed.data.product}"`);
    return { ...parsed.data, name, geometry };
  });
}

/** Pictures and artwork by hash; `file` is in assets/. */
export function loadAssets(): Map<string, AssetEntry> {
  const book = readJson('assets/book.json') as Record<string, AssetEntry>;
  return new Map(
    Object.values(book).map((entry) => [
      entry.hash,
      entry.kind === 'artwork' ? { ...entry, artwork: readJson(`assets/${entry.file}`) as never } : entry,
    ]),
  );
}

export const assetBytes = (file: string): Buffer => readFileSync(`${here}assets/${file}`);
export const pathOf = (relative: string): string => here + relative;

/** Names of the cases that have committed drawings. */
export const expectedFiles = (): string[] =>
  readdirSync(`${here}expected`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svg|png)$/.test(path))
    .map((path) => path.replace(/(\.[a-z0-9-]+)?\.(svg|png)$/, '').replaceAll('\\', '/'));
