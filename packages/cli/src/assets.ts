import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Artwork, AssetFacts, type Design, ImageFacts, schemaFault } from '@luneo/design';
import { ok, type Result, sha256Hex } from '@luneo/kernel';
import { ingest } from '@luneo/uploads';
import { z } from 'zod';
import { readJson } from './input.ts';
import { fileStop, refused } from './outcome.ts';

/** An asset at hand: what it is, and the stored bytes. */
export interface LocalAsset {
  readonly facts: AssetFacts;
  readonly stored: Uint8Array;
  readonly file: string;
}

/** `book.json` in the folder: facts by name. Needed for stored JPEGs that lie on their side. */
const Book = z.record(
  z.string(),
  z.discriminatedUnion('kind', [
    ImageFacts.extend({ file: z.string() }),
    z.strictObject({ kind: z.literal('artwork'), hash: z.string(), file: z.string() }),
  ]),
);

export const assetHashes = (design: Design): string[] => [
  ...new Set(Object.values(design.layers).flatMap((layer) => ('asset' in layer ? [layer.asset] : []))),
];

/**
 * Assets of a folder by hash. A file whose own hash is asked for counts as stored; every other is taken
 * in as an upload would be, until all that is asked for is found. Files that are no pictures are passed
 * over.
 */
export async function readAssets(
  folder: string | undefined,
  wanted: readonly string[],
): Promise<Map<string, LocalAsset>> {
  const found = new Map<string, LocalAsset>();
  if (folder === undefined || wanted.length === 0) return found;
  const files = await filesOf(folder);
  if (files.includes('book.json')) return readBook(folder);
  const rest: string[] = [];
  for (const file of files) {
    const asset = await asStored(folder, file, wanted);
    if (asset) found.set(asset.facts.hash, asset);
    else rest.push(file);
  }
  for (const file of rest) {
    if (wanted.every((hash) => found.has(hash))) break;
    const asset = await takeIn(folder, file);
    if (asset) found.set(asset.facts.hash, asset);
  }
  return found;
}

/** Every file of a folder as an upload would be taken in, or why not. */
export async function takeInAll(folder: string): Promise<{ file: string; result: Result<AssetFacts> }[]> {
  const taken = [];
  for (const file of await filesOf(folder)) {
    const result = await ingest(await readFile(join(folder, file)));
    taken.push({ file, result: result.ok ? ok(result.value.facts) : result });
  }
  return taken;
}

const filesOf = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    Promise.reject(fileStop(folder, error)),
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
};

async function takeIn(folder: string, file: string): Promise<LocalAsset | undefined> {
  const result = await ingest(await readFile(join(folder, file)));
  return result.ok ? { facts: result.value.facts, stored: result.value.stored, file } : undefined;
}

async function asStored(
  folder: string,
  file: string,
  wanted: readonly string[],
): Promise<LocalAsset | undefined> {
  const stored = await readFile(join(folder, file));
  const hash = sha256Hex(stored);
  if (!wanted.includes(hash)) return undefined;
  const artwork = artworkIn(stored);
  if (artwork) return { facts: { kind: 'artwork', hash, artwork }, stored, file };
  const taken = await takeIn(folder, file);
  return taken?.facts.kind === 'image' ? { facts: { ...taken.facts, hash }, stored, file } : undefined;
}

function artworkIn(stored: Buffer): Artwork | undefined {
  try {
    return Artwork.safeParse(JSON.parse(stored.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

async function readBook(folder: string): Promise<Map<string, LocalAsset>> {
  const path = join(folder, 'book.json');
  const parsed = Book.safeParse(await readJson(path));
  if (!parsed.success) throw refused(path, schemaFault('assets_invalid', parsed.error).error);
  const found = new Map<string, LocalAsset>();
  for (const [name, { file, ...entry }] of Object.entries(parsed.data)) {
    const stored = await readFile(join(folder, file)).catch((error: unknown) =>
      Promise.reject(fileStop(join(folder, file), error)),
    );
    const pointer = `/${name}/hash`;
    if (sha256Hex(stored) !== entry.hash)
      throw refused(path, { code: 'assets_invalid', message: `${file} has another hash`, pointer });
    const facts = AssetFacts.safeParse(
      entry.kind === 'artwork' ? { ...entry, artwork: artworkIn(stored) } : entry,
    );
    if (!facts.success)
      throw refused(path, { code: 'assets_invalid', message: `${file} is no artwork`, pointer: `/${name}` });
    found.set(entry.hash, { facts: facts.data, stored, file });
  }
  return found;
}
