import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ProofsService } from '../production/proofs.service.ts';
import { CART_PREVIEW_WIDTH } from './designs.mapper.ts';
import { DesignsRepository } from './designs.repository.ts';
import { PreviewsService } from './previews.service.ts';
import { printedSides } from './printed-sides.ts';
import { SceneService } from './scene.service.ts';

/** Draws the cart's pictures and the proof ahead of the first look at them. */
@Injectable()
export class DesignsJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(PreviewsService) private readonly previews: PreviewsService,
    @Inject(ProofsService) private readonly proofs: ProofsService,
    @Inject(SceneService) private readonly scenes: SceneService,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.renderProof,
      run: ({ brandId, requestId, designVersionId }) => this.#draw(brandId, requestId, designVersionId),
      // Both are drawn on demand as well: nothing is lost, and the log names what failed.
      exhausted: async () => undefined,
    });
  }

  async #draw(brandId: string, requestId: string, versionId: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'previews');
    const version = await this.work.run(ctx, (tx) => this.designs.findVersion(tx, versionId));
    if (version === undefined) return;
    const { scene, hash } = await this.scenes.toPrint(ctx, await this.scenes.load(version.sceneHash));
    const asset = this.scenes.assetBytes.bind(this.scenes);
    for (const side of printedSides(version.document)) {
      await this.previews.get(`${version.sceneHash}-${side}@${CART_PREVIEW_WIDTH}.webp`);
      await this.proofs.get(hash, { scene, side, asset });
    }
  }
}
