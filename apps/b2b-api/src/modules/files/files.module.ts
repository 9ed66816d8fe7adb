import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { ProductionModule } from '../production/production.module.ts';
import { FileLinks } from './file-links.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';

@Module({
  imports: [AssetsModule, ProductionModule],
  controllers: [FilesController],
  providers: [FileLinks, FilesService],
  exports: [FileLinks],
})
export class FilesModule {}
