import type { Finding } from '@luneo/contracts';
import type { ProductGeometry } from '@luneo/design';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { BLOBS } from '../../platform/tokens.ts';
import { SceneService } from '../designs/scene.service.ts';
import { type ProductionJob, ProductionRepository } from './production.repository.ts';
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

const fileNameOf = (job: ProductionJob, side: string): string =>
  `${job.orderExternalId}-${job.lineExternalId}-${side}.pdf`.replace(/[^\w.-]+/g, '_');

/** Makes the files of a side, or finds those the same scene gave before. */
@Injectable()
export class PrintFilesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductionRepository) private readonly production: ProductionRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(Renderer) private readonly renderer: Renderer,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  async make(ctx: Ctx, job: ProductionJob, geometry: ProductGeometry, side: string): Promise<SideFiles> {
    const fileName = fileNameOf(job, side);
    const same = { sceneHash: job.sceneHash, side, recipe: this.renderer.recipe };
    const known = await this.work.run(ctx, (tx) => this.production.findRender(tx, same));
    if (known !== undefined) return { ...known, fileName };
    const scene = await this.scenes.load(job.sceneHash);
    const made = await this.renderer.printFile({
      scene,
      side,
      document: job.document,
      geometry,
      asset: this.scenes.assetBytes.bind(this.scenes),
    });
    const [sha256, proofHash, certificateHash] = [
      await this.blobs.put(made.pdf),
      await this.blobs.put(made.proofPng),
      await this.blobs.put(made.certificate),
    ];
    return {
      side,
      fileName,
      mime: 'application/pdf',
      bytes: made.pdf.length,
      sha256,
      recipe: this.renderer.recipe,
      parityPpm: made.parity.ppm,
      parityHold: made.parity.hold,
      findings: made.findings,
      proofHash,
      certificateHash,
    };
  }
}
