import { Controller, Inject } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { JobStream } from './job-stream.ts';
import { toLongJob } from './long-jobs.repository.ts';
import { LongJobsService } from './long-jobs.service.ts';

@Controller()
export class LongJobsController {
  constructor(
    @Inject(LongJobsService) private readonly jobs: LongJobsService,
    @Inject(JobStream) private readonly streams: JobStream,
  ) {}

  @Operation('listJobs')
  list(@Input() { ctx, query }: Call<'listJobs'>): Promise<Answer<'listJobs'>> {
    return this.jobs.list(ctx, query);
  }

  @Operation('getJob')
  async get(@Input() { ctx, params }: Call<'getJob'>): Promise<Answer<'getJob'>> {
    return toLongJob(await this.jobs.row(ctx, params.jobId));
  }

  @Operation('streamJob')
  async stream(@Input() call: Call<'streamJob'>): Promise<Answer<'streamJob'>> {
    const { ctx, params, request, reply } = call;
    // Nginx would keep messages back until they fill a buffer.
    void reply.header('x-accel-buffering', 'no');
    // A socket that turns idle after the server began to close would hold it up.
    void reply.header('connection', 'close');
    const stream = await this.streams.open(ctx, params.jobId, request);
    if (stream === undefined) void reply.code(204);
    return stream ?? new Bytes(Buffer.alloc(0), { contentType: 'text/event-stream' });
  }

  @Operation('cancelJob')
  cancel(@Input() { ctx, params }: Call<'cancelJob'>): Promise<Answer<'cancelJob'>> {
    return this.jobs.cancel(ctx, params.jobId);
  }
}
