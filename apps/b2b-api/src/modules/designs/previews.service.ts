import type { DerivedFiles } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import { notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { Limiter, SingleFlight } from '../../platform/single-flight.ts';
import { DERIVED, SETTINGS } from '../../platform/tokens.ts';
import { recipeSlug } from '../production/proofs.service.ts';
import { Renderer } from '../production/renderer.ts';
import { SceneService } from './scene.service.ts';

const NAME = /^([0-9a-f]{64})-([a-z0-9-]+)@(\d+)\.webp$/;

/** Screen pictures of frozen scenes: drawn once, kept for ever, under an address that names the content. */
@Injectable()
export class PreviewsService {
  readonly #flights = new SingleFlight<Uint8Array>();
  readonly #limiter: Limiter;

  constructor(
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(Renderer) private readonly renderer: Renderer,
    @Inject(DERIVED) private readonly files: DerivedFiles,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#limiter = new Limiter(settings.previewConcurrency);
  }

  async get(name: string): Promise<Bytes> {
    const kept = await this.files.get(this.#key(name));
    const bytes = kept ?? (await this.#flights.run(name, () => this.#limiter.run(() => this.#draw(name))));
    return new Bytes(Buffer.from(bytes), { contentType: 'image/webp', etag: name, immutable: 'public' });
  }

  #key(name: string): string {
    return `previews/${recipeSlug(this.renderer.recipe)}/${name}`;
  }

  async #draw(name: string): Promise<Uint8Array> {
    const [, hash, side, width] = NAME.exec(name) ?? [];
    if (hash === undefined || side === undefined) throw notFound();
    const scene = await this.scenes.shown(hash);
    if (!scene.sides.some(({ id }) => id === side)) throw notFound();
    const work = { scene, side, asset: this.scenes.assetBytes.bind(this.scenes) };
    const bytes = await this.renderer.preview(work, Number(width));
    await this.files.put(this.#key(name), bytes);
    return bytes;
  }
}
