import type { AssetBook, Design, ProductGeometry } from '@luneo/design';
import { coverageOf, createTextEngine } from '@luneo/fonts';
import { createFontBook, type FontBook } from '@luneo/layout';
import { type ResolvedScene, sceneOf } from '@luneo/scene';
import { assetHashes, type LocalAsset, readAssets } from './assets.ts';
import { type Documents, readDocuments } from './input.ts';
import { refused } from './outcome.ts';

export interface EngineOptions {
  readonly product: string;
  readonly assets?: string;
}

export interface Resolved extends Documents, ResolvedScene {
  readonly files: ReadonlyMap<string, LocalAsset>;
}

/** Reads the documents and resolves them; a design that cannot be drawn is refused with its pointer. */
export async function resolve(path: string, options: EngineOptions): Promise<Resolved> {
  const documents = await readDocuments(path, options.product);
  const files = await readAssets(options.assets, assetHashes(documents.design));
  const assets: AssetBook = { get: (hash) => files.get(hash)?.facts };
  const fonts = await bookOf(documents.design, documents.product);
  const resolved = sceneOf({ ...documents, assets, fonts });
  if (resolved.ok) return { ...documents, ...resolved.value, files };
  throw refused(path, resolved.error);
}

/** The design's faces, the product's fallbacks and emoji; unknown fonts are layout's to refuse. */
async function bookOf(design: Design, product: ProductGeometry): Promise<FontBook> {
  const { fallbackFonts: fallbacks, emojiFont: emoji } = product;
  const texts = Object.values(design.layers).filter((layer) => layer.type === 'text' && layer.visible);
  if (texts.length === 0) return createFontBook({ faces: [], fallbacks, emoji, coverage: coverageOf });
  const runs = texts.flatMap((layer) => (layer.type === 'text' ? layer.runs : []));
  const hashes = new Set([...runs.map((run) => run.font.hash), ...fallbacks.map((font) => font.hash)]);
  if (emoji) hashes.add(emoji);
  const engine = await createTextEngine();
  const faces = await Promise.all([...hashes].filter((hash) => coverageOf(hash)).map(engine.face));
  return createFontBook({ faces, fallbacks, emoji, coverage: coverageOf });
}
