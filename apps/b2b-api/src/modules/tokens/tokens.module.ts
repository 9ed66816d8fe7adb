import { Module } from '@nestjs/common';
import { TokensController } from './tokens.controller.ts';
import { TokensJobs } from './tokens.jobs.ts';
import { TokensService } from './tokens.service.ts';

@Module({ controllers: [TokensController], providers: [TokensJobs, TokensService] })
export class TokensModule {}
