import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CopyCatalogue } from './copy-catalogue.ts';
import { ExportBrand } from './export-brand.ts';
import { ImportBrand } from './import-brand.ts';

@Injectable()
export class BrandDataJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ExportBrand) private readonly exporting: ExportBrand,
    @Inject(ImportBrand) private readonly importing: ImportBrand,
    @Inject(CopyCatalogue) private readonly copying: CopyCatalogue,
  ) {}

  onModuleInit(): void {
    this.registry
      .register({
        definition: JOBS.exportBrand,
        run: (payload) => this.exporting.run(payload),
        exhausted: (payload, { message }) => this.exporting.giveUp(payload, message),
      })
      .register({
        definition: JOBS.importBrand,
        run: (payload) => this.importing.run(payload),
        exhausted: (payload, { message }) => this.importing.giveUp(payload, message),
      })
      .register({
        definition: JOBS.copyCatalogue,
        run: (payload) => this.copying.run(payload),
        exhausted: (payload, { message }) => this.copying.giveUp(payload, message),
      });
  }
}
