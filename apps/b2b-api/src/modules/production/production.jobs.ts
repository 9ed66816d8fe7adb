import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ProduceLine } from './produce-line.ts';

@Injectable()
export class ProductionJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ProduceLine) private readonly produceLine: ProduceLine,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.produceLine,
      run: (payload) => this.produceLine.run(payload),
      exhausted: (payload, { message }) => this.produceLine.giveUp(payload, message),
    });
  }
}
