import { Module } from '@nestjs/common';
import { ReferencesRepository } from './references.repository.ts';
import { SweepJobs } from './sweep.jobs.ts';
import { SweepOrphans } from './sweep-orphans.ts';

@Module({ providers: [ReferencesRepository, SweepJobs, SweepOrphans], exports: [SweepOrphans] })
export class SweepModule {}
