import { Module } from '@nestjs/common';
import { QuotesService } from './quotes.service.ts';

@Module({ providers: [QuotesService], exports: [QuotesService] })
export class QuotesModule {}
