import { loadConfig } from '@luneo/config';
import { openStores, type Stores } from '@luneo/storage';
import type { S3Server } from '@luneo/testing';

/** Stores in a bucket, as the configuration would name it. */
export async function bucketStores(s3: S3Server): Promise<Stores> {
  const config = loadConfig({
    STORAGE_S3_BUCKET: s3.bucket,
    STORAGE_S3_ENDPOINT: s3.endpoint,
    STORAGE_S3_REGION: s3.region,
    STORAGE_S3_ACCESS_KEY_ID: s3.accessKeyId,
    STORAGE_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    STORAGE_S3_PATH_STYLE: 'true',
  });
  if (!config.ok) throw new Error(config.error.message);
  return openStores(config.value, { blobs: 'unused', derived: 'unused' });
}
