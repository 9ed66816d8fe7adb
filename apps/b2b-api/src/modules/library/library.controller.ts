import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { LibraryService } from './library.service.ts';
import { UploadLibraryItem } from './upload-library-item.ts';

@Controller()
export class LibraryController {
  constructor(
    @Inject(LibraryService) private readonly library: LibraryService,
    @Inject(UploadLibraryItem) private readonly uploads: UploadLibraryItem,
  ) {}

  @Operation('listLibraryItems')
  list(@Input() { ctx, query }: Call<'listLibraryItems'>): Promise<Answer<'listLibraryItems'>> {
    return this.library.list(ctx, query);
  }

  @Operation('listLibraryLabels')
  labels(@Input() { ctx }: Call<'listLibraryLabels'>): Promise<Answer<'listLibraryLabels'>> {
    return this.library.labels(ctx);
  }

  @Operation('getLibraryUsage')
  usage(@Input() { ctx }: Call<'getLibraryUsage'>): Promise<Answer<'getLibraryUsage'>> {
    return this.library.usage(ctx);
  }

  @Operation('uploadLibraryItem')
  upload(@Input() { ctx, file, query }: Call<'uploadLibraryItem'>): Promise<Answer<'uploadLibraryItem'>> {
    return this.uploads.upload(ctx, file, query);
  }

  @Operation('createPalette')
  palette(@Input() { ctx, body }: Call<'createPalette'>): Promise<Answer<'createPalette'>> {
    return this.library.createPalette(ctx, body);
  }

  @Operation('getLibraryItem')
  get(@Input() { ctx, params }: Call<'getLibraryItem'>): Promise<Answer<'getLibraryItem'>> {
    return this.library.get(ctx, params.libraryItemId);
  }

  @Operation('saveLibraryItem')
  save(@Input() { ctx, params, body }: Call<'saveLibraryItem'>): Promise<Answer<'saveLibraryItem'>> {
    return this.library.save(ctx, params.libraryItemId, body);
  }

  @Operation('archiveLibraryItem')
  archive(@Input() { ctx, params }: Call<'archiveLibraryItem'>): Promise<Answer<'archiveLibraryItem'>> {
    return this.library.archive(ctx, params.libraryItemId, true);
  }

  @Operation('unarchiveLibraryItem')
  unarchive(@Input() { ctx, params }: Call<'unarchiveLibraryItem'>): Promise<Answer<'unarchiveLibraryItem'>> {
    return this.library.archive(ctx, params.libraryItemId, false);
  }

  @Operation('getLibraryItemUses')
  uses(@Input() { ctx, params }: Call<'getLibraryItemUses'>): Promise<Answer<'getLibraryItemUses'>> {
    return this.library.uses(ctx, params.libraryItemId);
  }

  @Operation('deleteLibraryItem')
  delete(@Input() { ctx, params }: Call<'deleteLibraryItem'>): Promise<Answer<'deleteLibraryItem'>> {
    return this.library.delete(ctx, params.libraryItemId);
  }
}
