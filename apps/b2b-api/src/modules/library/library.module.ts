import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { HoldersStoreModule } from '../holders/holders-store.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { PublishChecks } from '../products/publish-product.ts';
import { LibraryController } from './library.controller.ts';
import { LibraryService } from './library.service.ts';
import { LibraryAllowance } from './library-allowance.ts';
import { LibraryStoreModule } from './library-store.module.ts';
import { LibraryUsesRepository } from './library-uses.repository.ts';
import { Licences } from './licences.ts';
import { UploadLibraryItem } from './upload-library-item.ts';

@Module({
  imports: [AssetsModule, HoldersStoreModule, LibraryStoreModule, ProductsModule],
  controllers: [LibraryController],
  providers: [LibraryAllowance, LibraryService, LibraryUsesRepository, UploadLibraryItem],
})
export class LibraryModule implements OnModuleInit {
  constructor(
    @Inject(PublishChecks) private readonly checks: PublishChecks,
    @Inject(Licences) private readonly licences: Licences,
  ) {}

  /** A product is not published with fonts or clip art whose licence has ended. */
  onModuleInit(): void {
    this.checks.register(async (tx, { content }) => {
      const { fonts, fallbackFonts } = content.geometry;
      const faces = [...fonts, ...fallbackFonts].map(({ hash }) => hash);
      const art = content.clipArt.map(({ hash }) => hash);
      return [
        ...(await this.licences.faults(tx, faces, '/draft/fonts')),
        ...(await this.licences.faults(tx, art, '/draft/clipArt')),
      ];
    });
  }
}
