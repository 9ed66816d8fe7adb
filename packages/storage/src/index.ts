export * from './blobs.ts';
export * from './derived.ts';
export { DiskBlobs } from './disk.ts';
