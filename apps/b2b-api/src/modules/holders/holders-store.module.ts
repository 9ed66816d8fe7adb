import { Module } from '@nestjs/common';
import { HoldersRepository } from './holders.repository.ts';

/** What other features ask before they delete. */
@Module({ providers: [HoldersRepository], exports: [HoldersRepository] })
export class HoldersStoreModule {}
