export * from './blobs.ts';
export * from './disk.ts';
