import { KeyRing } from '@luneo/auth';
import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

/** A key signs for this long. */
const TURN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/** Turns the signing keys once a month; asked every day. */
@Injectable()
export class TokensJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.turnSigningKeys,
      run: async () => {
        await this.ring.turnIfOlder(TURN_AFTER_MS);
      },
      // The key of today signs on; tomorrow's asking does the same.
      exhausted: async () => undefined,
    });
  }
}
