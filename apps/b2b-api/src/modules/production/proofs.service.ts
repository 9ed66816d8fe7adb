import { sha256Hex } from '@luneo/kernel';
import type { DerivedFiles } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import { SingleFlight } from '../../platform/single-flight.ts';
import { DERIVED } from '../../platform/tokens.ts';
import { Renderer, type SideWork } from './renderer.ts';

/** A recipe as part of a file's key. */
export const recipeSlug = (recipe: string): string => sha256Hex(recipe).slice(0, 12);

/** Proofs at print resolution: drawn when a design is frozen, or when production needs them first. */
@Injectable()
export class ProofsService {
  readonly #flights = new SingleFlight<Uint8Array>();

  constructor(
    @Inject(Renderer) private readonly renderer: Renderer,
    @Inject(DERIVED) private readonly files: DerivedFiles,
  ) {}

  async get(sceneHash: string, work: SideWork): Promise<Uint8Array> {
    const key = `proofs/${recipeSlug(this.renderer.recipe)}/${sceneHash}-${work.side}.png`;
    const kept = await this.files.get(key);
    return kept ?? this.#flights.run(key, () => this.#draw(key, work));
  }

  async #draw(key: string, work: SideWork): Promise<Uint8Array> {
    const proof = await this.renderer.proof(work);
    await this.files.put(key, proof);
    return proof;
  }
}
