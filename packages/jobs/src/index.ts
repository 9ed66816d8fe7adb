export * from './jobs.ts';
export * from './registry.ts';
