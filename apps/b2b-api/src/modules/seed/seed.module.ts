import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.ts';
import { SeedRepository } from './seed.repository.ts';
import { SeedService } from './seed.service.ts';

@Module({ imports: [AssetsModule], providers: [SeedRepository, SeedService], exports: [SeedService] })
export class SeedModule {}
