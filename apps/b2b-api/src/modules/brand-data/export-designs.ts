import { CodedError } from '@luneo/kernel';
import { writeSvg } from '@luneo/scene';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { toRecord } from '../designs/designs.mapper.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import { printedSides } from '../designs/printed-sides.ts';
import { type Derived, SceneService } from '../designs/scene.service.ts';
import { ProofsService } from '../production/proofs.service.ts';
import { Renderer } from '../production/renderer.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { Archive } from './archive.ts';
import { designPath, type Found } from './export-records.ts';

/** Writes designs as documents and as drawings. */
@Injectable()
export class ExportDesigns {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(ProofsService) private readonly proofs: ProofsService,
    @Inject(Renderer) private readonly renderer: Renderer,
  ) {}

  /** One design; what cannot be drawn is noted, its document is there all the same. */
  async write(
    ctx: Ctx,
    archive: Archive,
    { id, found, pdf }: { id: string; found: Found; pdf: boolean },
  ): Promise<void> {
    const read = await this.work.run(ctx, async (tx) => {
      const design = await this.designs.get(tx, id);
      return { design, product: await this.products.version(tx, design.productId, design.productVersion) };
    });
    const { design, product } = read;
    const path = designPath(id);
    await archive.text(`${path}.json`, `${JSON.stringify(toRecord(design), null, 2)}\n`);
    try {
      const [variant] = product.variants;
      const { document } = design;
      const derived = await this.scenes.derive(ctx, {
        document,
        geometry: product.geometry,
        variant: variant ?? {},
      });
      const drawn = { ...derived, ...(await this.scenes.toPrint(ctx, derived.scene)) };
      for (const name of printedSides(document)) {
        const side = drawn.scene.sides.find((one) => one.id === name);
        if (side === undefined) continue;
        const href = (asset: string): string => `../${found.blobs.get(asset) ?? `assets/${asset}`}`;
        await archive.text(`${path}-${name}.svg`, writeSvg(side, { href }), { names: false });
        if (pdf) await archive.bytes(`${path}-${name}.pdf`, await this.#pdf(drawn, name, product.recipe));
      }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      found.skipped.push({ what: `drawings of ${path}`, why: `${error.code}: ${error.message}` });
    }
  }

  async #pdf(
    { scene, hash, findings }: Derived,
    side: string,
    recipe: string | undefined,
  ): Promise<Uint8Array> {
    const work = { scene, side, asset: this.scenes.assetBytes.bind(this.scenes) };
    const proof = await this.proofs.get(hash, work);
    const title = `${side}, ${hash.slice(0, 12)}`;
    return (await this.renderer.printFile({ ...work, recipe, proof, findings, title, createdAtMs: 0 })).pdf;
  }
}
