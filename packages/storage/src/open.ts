import type { Values } from '@luneo/config';
import type { BlobStore, DerivedFiles } from './blobs.ts';
import { DiskDerived } from './derived.ts';
import { DiskBlobs } from './disk.ts';

export interface Stores {
  readonly blobs: BlobStore;
  readonly derived: DerivedFiles;
}

/** The stores that the configuration names; folders where it names none. Clients are loaded only where used. */
export async function openStores(
  values: Values,
  folders: { readonly blobs: string; readonly derived: string },
): Promise<Stores> {
  const bucket = bucketOf(values);
  const s3 = bucket && (await import('./s3.ts'));
  const blobs = s3 ? new s3.S3Blobs({ ...bucket, prefix: 'blobs/' }) : new DiskBlobs(folders.blobs);
  if (values.CLOUDINARY_URL) {
    const { CloudinaryDerived } = await import('./cloudinary.ts');
    return {
      blobs,
      derived: new CloudinaryDerived({ ...accountOf(values.CLOUDINARY_URL.reveal()), prefix: 'luneo/' }),
    };
  }
  const derived = s3 ? new s3.S3Derived({ ...bucket, prefix: 'derived/' }) : new DiskDerived(folders.derived);
  return { blobs, derived };
}

function bucketOf(values: Values) {
  const bucket = values.STORAGE_S3_BUCKET;
  if (bucket === undefined) return undefined;
  return {
    bucket,
    endpoint: values.STORAGE_S3_ENDPOINT,
    region: values.STORAGE_S3_REGION!,
    accessKeyId: values.STORAGE_S3_ACCESS_KEY_ID!,
    secretAccessKey: values.STORAGE_S3_SECRET_ACCESS_KEY!.reveal(),
    pathStyle: values.STORAGE_S3_PATH_STYLE,
  };
}

/** `cloudinary://key:secret@cloud` */
function accountOf(url: string): { cloudName: string; apiKey: string; apiSecret: string } {
  const { hostname, username, password } = new URL(url.replace(/^cloudinary:/, 'https:'));
  return { cloudName: hostname, apiKey: username, apiSecret: decodeURIComponent(password) };
}
