import { Module } from '@nestjs/common';
import { BrandUseRepository } from './brand-use.repository.ts';
import { BrandsController } from './brands.controller.ts';
import { BrandsService } from './brands.service.ts';

/** What the owner of the installation does; nobody else finds its routes. */
@Module({ controllers: [BrandsController], providers: [BrandUseRepository, BrandsService] })
export class PlatformOwnerModule {}
