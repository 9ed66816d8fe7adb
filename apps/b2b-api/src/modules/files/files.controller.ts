import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { FileLinks } from './file-links.ts';
import { FilesService } from './files.service.ts';

@Controller()
export class FilesController {
  constructor(
    @Inject(FilesService) private readonly files: FilesService,
    @Inject(FileLinks) private readonly links: FileLinks,
  ) {}

  @Operation('linkPrintFile')
  printFile(@Input() { ctx, params, query }: Call<'linkPrintFile'>): Promise<Answer<'linkPrintFile'>> {
    return this.files.printFile(ctx, params.printFileId, query.expiresIn);
  }

  @Operation('linkAsset')
  asset(@Input() { ctx, params, query }: Call<'linkAsset'>): Promise<Answer<'linkAsset'>> {
    return this.files.asset(ctx, params.hash, query.expiresIn);
  }

  @Operation('getFile')
  open(@Input() { ctx, params, query }: Call<'getFile'>): Promise<Answer<'getFile'>> {
    return this.links.open(ctx, params.hash, query);
  }
}
