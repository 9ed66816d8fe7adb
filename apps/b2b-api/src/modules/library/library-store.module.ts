import { Module } from '@nestjs/common';
import { LibraryRepository } from './library.repository.ts';
import { Licences } from './licences.ts';

/** What other features ask of the library; the library itself asks them in turn. */
@Module({ providers: [LibraryRepository, Licences], exports: [LibraryRepository, Licences] })
export class LibraryStoreModule {}
