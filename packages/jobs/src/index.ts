export type { DeadJobRecord, QueueCounts } from './inspect.ts';
export * from './jobs.ts';
export * from './registry.ts';
