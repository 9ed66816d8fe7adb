import type { Finding } from '@luneo/contracts';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { SceneService } from '../designs/scene.service.ts';
import { type FileNameFacts, fileName as nameFor } from './file-names.ts';
import { type ProductionJob, ProductionRepository } from './production.repository.ts';
import { ProductionSettingsService } from './production-settings.ts';
import { ProofsService } from './proofs.service.ts';
import { Renderer } from './renderer.ts';

/** Everything stored of one printed side; blobs by content hash. */
export interface SideFiles {
  readonly side: string;
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly recipe: string;
  readonly parityPpm: number | null;
  readonly parityHold: boolean;
  readonly findings: readonly Finding[];
  readonly proofHash: string;
  readonly certificateHash: string;
}

type Rendered = Omit<SideFiles, 'side' | 'fileName' | 'mime' | 'recipe'>;

const factsOf = (job: ProductionJob, side: string): FileNameFacts => ({
  order: job.orderExternalId,
  line: job.lineExternalId,
  sku: job.sku,
  product: job.productName,
  variant: job.variantName,
  side,
  quantity: String(job.quantity),
  date: job.orderedAt.toISOString().slice(0, 10),
});

/** Makes the files of a side, or finds those the same scene gave before. */
@Injectable()
export class PrintFilesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductionRepository) private readonly production: ProductionRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(ProofsService) private readonly proofs: ProofsService,
    @Inject(Renderer) private readonly renderer: Renderer,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ProductionSettingsService) private readonly settings: ProductionSettingsService,
  ) {}

  async make(ctx: Ctx, job: ProductionJob, side: string): Promise<SideFiles> {
    const recipe = this.renderer.named(job.recipe);
    const same = { sceneHash: job.sceneHash, side, recipe };
    const { known, template } = await this.work.run(ctx, async (tx) => ({
      known: await this.production.findRender(tx, same),
      template: (await this.settings.read(tx)).fileNames,
    }));
    const fileName = `${nameFor(template, factsOf(job, side))}.pdf`;
    if (known !== undefined) return { ...known, fileName };
    return { ...(await this.#render(ctx, job, side)), side, fileName, mime: 'application/pdf', recipe };
  }

  async #render(ctx: Ctx, job: ProductionJob, side: string): Promise<Rendered> {
    const { scene, hash } = await this.scenes.toPrint(ctx, await this.scenes.load(job.sceneHash));
    const work = { scene, side, asset: this.scenes.assetBytes.bind(this.scenes) };
    const proof = await this.proofs.get(hash, work);
    const title = `${job.productName}, ${side}, ${job.sceneHash.slice(0, 12)}`;
    const createdAtMs = job.frozenAt.getTime();
    const made = await this.renderer.printFile({
      ...work,
      recipe: job.recipe,
      proof,
      findings: job.findings,
      title,
      createdAtMs,
    });
    return {
      bytes: made.pdf.length,
      sha256: await this.blobs.put(made.pdf),
      proofHash: await this.blobs.put(proof),
      certificateHash: await this.blobs.put(made.certificate),
      parityPpm: made.parity.ppm,
      parityHold: made.parity.hold,
      findings: made.findings,
    };
  }
}
