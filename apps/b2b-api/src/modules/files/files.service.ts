import type { FileLink } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import { ProductionRepository } from '../production/production.repository.ts';
import { FileLinks } from './file-links.ts';

/** Links to the files that a caller may read. */
@Injectable()
export class FilesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(ProductionRepository) private readonly production: ProductionRepository,
    @Inject(FileLinks) private readonly links: FileLinks,
  ) {}

  async printFile(
    ctx: Ctx,
    printFileId: string,
    expiresIn: number,
  ): Promise<Record<'file' | 'certificate' | 'proof', FileLink>> {
    const id = uuidOf('printFile', printFileId);
    const row = await this.work.run(ctx, (tx) => this.production.getPrintFile(tx, id));
    const stem = row.fileName.replace(/\.[^.]*$/, '');
    const link = (hash: string, fileName: string, contentType: string): Promise<FileLink> =>
      this.links.of(ctx, { hash, fileName, contentType }, expiresIn);
    return {
      file: await link(row.sha256, row.fileName, row.mime),
      certificate: await link(row.certificateHash, `${stem}.certificate.json`, 'application/json'),
      proof: await link(row.proofHash, `${stem}.proof.png`, 'image/png'),
    };
  }

  async asset(
    ctx: Ctx,
    hash: string,
    expiresIn: number,
  ): Promise<{ original: FileLink; proxy: FileLink | null; thumb: FileLink | null }> {
    const row = await this.work.run(ctx, (tx) => this.assets.byHash(tx, hash));
    if (row === undefined) throw notFound();
    const contentType = row.facts.kind === 'image' ? row.facts.mime : 'application/json';
    const stem = row.fileName.replace(/\.[^.]*$/, '');
    const small = async (blob: string | null, name: string): Promise<FileLink | null> =>
      blob === null
        ? null
        : this.links.of(
            ctx,
            { hash: blob, fileName: `${stem}.${name}.webp`, contentType: 'image/webp' },
            expiresIn,
          );
    return {
      original: await this.links.of(ctx, { hash, fileName: row.fileName, contentType }, expiresIn),
      proxy: await small(row.proxyHash, 'proxy'),
      thumb: await small(row.thumbHash, 'thumb'),
    };
  }
}
