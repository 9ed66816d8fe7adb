import { CodedError, type Fault } from '@luneo/kernel';
import type { Reply, Request } from './protocol.ts';
import { runJob } from './run-job.ts';

/** Entry of a render worker: one job at a time, gone when its parent is. */
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, job }: Request) => {
  runJob(job).then(
    (result) => reply({ id, rssBytes: process.memoryUsage.rss(), result }),
    (error: unknown) => reply({ id, rssBytes: process.memoryUsage.rss(), fault: faultOf(error) }),
  );
});

const reply = (message: Reply): boolean | undefined => process.send?.(message);

const faultOf = (error: unknown): Fault =>
  error instanceof CodedError
    ? error.fault
    : { code: 'render_failed', message: error instanceof Error ? error.message : String(error) };
