export type { BlobStat, BlobStore, ByteRange, DerivedFiles, DerivedStat, SignedFile } from './blobs.ts';
export { DiskDerived } from './derived.ts';
export { DiskBlobs } from './disk.ts';
export { openStores, type Stores } from './open.ts';
