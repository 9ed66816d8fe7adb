import { type DeadJobRecord, Jobs } from '@luneo/jobs';
import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { readCursor } from '../../platform/cursor.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { pageOf } from './page.ts';

const LONGEST = 500;

/** What every payload may carry; the rest of it is the brand's. */
function deadOf({ id, queue, data, tries, message, createdAt, diedAt }: DeadJobRecord) {
  const { brandId, requestId } = (data ?? {}) as Record<string, unknown>;
  return {
    id,
    queue,
    brandId: typeof brandId === 'string' ? publicIdOf('brand', brandId) : null,
    requestId: typeof requestId === 'string' ? requestId : null,
    tries,
    message: message.slice(0, LONGEST),
    createdAt: createdAt.toISOString(),
    diedAt: diedAt.toISOString(),
  };
}

/** A look into the queues. A line or a delivery is tried again where its state is known: by its own routes. */
@Controller()
export class QueuesController {
  constructor(@Inject(Jobs) private readonly jobs: Jobs) {}

  @Operation('listJobQueues')
  async list(): Promise<Answer<'listJobQueues'>> {
    const counts = await this.jobs.counts();
    return {
      items: counts.map((each) => ({ ...each, waitingSince: each.waitingSince?.toISOString() ?? null })),
    };
  }

  @Operation('listDeadJobs')
  async dead(
    @Input() { query: { queue, cursor, limit } }: Call<'listDeadJobs'>,
  ): Promise<Answer<'listDeadJobs'>> {
    const before = readCursor(cursor)?.id;
    return pageOf(await this.jobs.dead({ queue, before, limit: limit + 1 }), limit, deadOf);
  }
}
