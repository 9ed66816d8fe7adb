import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { CopyCatalogue } from './copy-catalogue.ts';
import { ExportBrand } from './export-brand.ts';
import { ImportBrand } from './import-brand.ts';

@Controller()
export class BrandDataController {
  constructor(
    @Inject(ExportBrand) private readonly exporting: ExportBrand,
    @Inject(ImportBrand) private readonly importing: ImportBrand,
    @Inject(CopyCatalogue) private readonly copying: CopyCatalogue,
  ) {}

  @Operation('exportBrand')
  export(@Input() { ctx, body }: Call<'exportBrand'>): Promise<Answer<'exportBrand'>> {
    return this.exporting.start(ctx, body);
  }

  @Operation('linkExport')
  link(@Input() { ctx, params }: Call<'linkExport'>): Promise<Answer<'linkExport'>> {
    return this.exporting.link(ctx, params.jobId);
  }

  @Operation('importBrand')
  import(@Input() { ctx, file }: Call<'importBrand'>): Promise<Answer<'importBrand'>> {
    return this.importing.start(ctx, file);
  }

  @Operation('copyCatalogueToTest')
  copy(@Input() { ctx }: Call<'copyCatalogueToTest'>): Promise<Answer<'copyCatalogueToTest'>> {
    return this.copying.start(ctx);
  }
}
