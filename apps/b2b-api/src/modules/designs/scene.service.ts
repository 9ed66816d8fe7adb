import type { Finding, Variant } from '@luneo/contracts';
import { type AssetFacts, type Design, geometryOfVariant, type ProductGeometry } from '@luneo/design';
import { faceByHash, loadFont, type TextEngine } from '@luneo/fonts';
import { CodedError } from '@luneo/kernel';
import { watermarked } from '@luneo/print';
import { preflight, type Scene, sceneHash, sceneOf } from '@luneo/scene';
import type { BlobStore, DerivedFiles } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../../platform/accounts.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { BLOBS, DERIVED, TEXT_ENGINE } from '../../platform/tokens.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import { PROXY_SURE_PX, proxyKey } from '../assets/proxy.ts';
import { LibraryRepository } from '../library/library.repository.ts';
import { Renderer } from '../production/renderer.ts';
import { printedSides } from './printed-sides.ts';

/** Far below the age at which a sweep takes a file. */
const FRESH_MS = 3_600_000;

export interface DeriveInput {
  readonly document: Design;
  readonly geometry: ProductGeometry;
  readonly variant: Pick<Variant, 'substrate' | 'sides'>;
}

export interface Derived {
  readonly scene: Scene;
  readonly hash: string;
  readonly findings: readonly Finding[];
  readonly printedSides: number;
}

/** What a document refers to: fonts of its runs, pictures and artwork of its layers. */
export function refsOf({ layers }: Design): { fonts: string[]; assets: string[] } {
  const fonts = new Set<string>();
  const assets = new Set<string>();
  for (const layer of Object.values(layers)) {
    if (layer.type === 'text') for (const { font } of layer.runs) fonts.add(font.hash);
    if (layer.type === 'image' || layer.type === 'artwork') assets.add(layer.asset);
  }
  return { fonts: [...fonts], assets: [...assets] };
}

/** Codes of the engine that mean the document, not the server, is wrong. */
const invalid = (error: { code: string; message: string; pointer?: string | undefined }): ApiError =>
  new ApiError('design_invalid', error.message, {
    errors: [{ pointer: `/document${error.pointer ?? ''}`, code: error.code, message: error.message }],
  });

/** The server's own derivation: the packages the browser runs, over fonts and facts of our own stores. */
@Injectable()
export class SceneService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(LibraryRepository) private readonly library: LibraryRepository,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(DERIVED) private readonly derived: DerivedFiles,
    @Inject(TEXT_ENGINE) private readonly engine: () => Promise<TextEngine>,
    @Inject(Renderer) private readonly renderer: Renderer,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  /** Recipe and engine, as frozen versions note them. */
  recipeVersion(id: string | undefined): string {
    return this.renderer.named(id);
  }

  /** Document -> scene, hash, findings. Throws `design_invalid`. */
  async derive(ctx: Ctx, { document, geometry, variant }: DeriveInput): Promise<Derived> {
    const product = geometryOfVariant(geometry, variant);
    const refs = refsOf(document);
    const facts = await this.#facts(ctx, refs.assets);
    const fonts = await this.#book(ctx, refs.fonts, product);
    const resolved = sceneOf({ design: document, product, assets: facts, fonts });
    if (!resolved.ok) throw invalid(resolved.error);
    const { scene, text } = resolved.value;
    const findings = preflight({ design: document, product, scene, text });
    return { scene, hash: sceneHash(scene), findings, printedSides: printedSides(document).length };
  }

  async #facts(ctx: Ctx, hashes: readonly string[]): Promise<ReadonlyMap<string, AssetFacts>> {
    const rows = await this.work.run(ctx, (tx) => this.assets.byHashes(tx, hashes));
    return new Map(rows.map(({ hash, facts }) => [hash, facts]));
  }

  async #book(ctx: Ctx, hashes: readonly string[], { fallbackFonts, emojiFont }: ProductGeometry) {
    await this.#refuseForeignFonts(ctx, [...hashes, ...fallbackFonts.map(({ hash }) => hash)]);
    try {
      return await (await this.engine()).book({ hashes, fallbacks: fallbackFonts, emoji: emojiFont });
    } catch (error) {
      if (error instanceof CodedError && error.code === 'font_unknown') throw invalid(error.fault);
      throw error;
    }
  }

  /** The engine reads any stored font; a brand may only use its own, and those of the catalogue. */
  async #refuseForeignFonts(ctx: Ctx, hashes: readonly string[]): Promise<void> {
    const others = [...new Set(hashes)].filter((hash) => faceByHash(hash) === undefined);
    if (others.length === 0) return;
    const own = await this.work.run(ctx, (tx) => this.library.byHashes(tx, others));
    const foreign = others.find((hash) => !own.some((item) => item.kind === 'font' && item.hash === hash));
    if (foreign !== undefined)
      throw invalid({ code: 'font_unknown', message: `there is no font ${foreign.slice(0, 8)}` });
  }

  /** Copies the fonts drawn from into our own store: a catalogue may lose what a frozen design needs. */
  async keepFonts(ctx: Ctx, hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) {
      const kept = await this.blobs.stat(hash);
      // One that nothing needs any more may be about to be swept: putting it makes it young.
      const fresh = kept !== undefined && ctx.clock.now() - kept.putAt.getTime() < FRESH_MS;
      if (!fresh) await this.blobs.put(await loadFont(hash));
    }
  }

  /** What is drawn for print of a scene: itself, in test mode under a watermark. `hash` names what is drawn. */
  async toPrint({ brandId }: Ctx, scene: Scene): Promise<{ readonly scene: Scene; readonly hash: string }> {
    const drawn = (await this.accounts.of(brandId)).test ? watermarked(scene) : scene;
    return { scene: drawn, hash: sceneHash(drawn) };
  }

  /** A kept scene by its hash. Throws `blob_missing`. */
  async load(hash: string): Promise<Scene> {
    return JSON.parse((await this.#stored(hash)).toString('utf8')) as Scene;
  }

  /** A scene that anyone who knows its hash may see drawn. Throws `not_found` for any other blob. */
  async shown(hash: string): Promise<Scene> {
    const bytes = await this.blobs.get(hash);
    if (bytes?.[0] !== '{'.charCodeAt(0)) throw notFound();
    const scene = JSON.parse(bytes.toString('utf8')) as Scene;
    if (scene.sceneVersion === undefined || !Array.isArray(scene.sides)) throw notFound();
    return scene;
  }

  /** Stored bytes of a picture, or its proxy where that is wide enough. Throws `blob_missing`. */
  async assetBytes(hash: string, minWidthPx?: number): Promise<Uint8Array> {
    const small = minWidthPx !== undefined && minWidthPx <= PROXY_SURE_PX;
    const proxy = small ? await this.derived.get(proxyKey(hash)) : undefined;
    return proxy ?? this.#stored(hash);
  }

  async #stored(hash: string): Promise<Buffer> {
    const bytes = await this.blobs.get(hash);
    if (bytes === undefined)
      throw new CodedError({ code: 'blob_missing', message: `no stored bytes for ${hash}` });
    return bytes;
  }
}
