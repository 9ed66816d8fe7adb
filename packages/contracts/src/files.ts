import { z } from 'zod';
import { Hash, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

/** An address at which anyone may fetch one file until it expires. */
export const FileLink = z.object({
  url: z.url(),
  fileName: z.string(),
  contentType: z.string(),
  expiresAt: Timestamp,
});
export type FileLink = z.infer<typeof FileLink>;

const lifetime = z.object({
  /** Seconds. */
  expiresIn: z.coerce.number().int().min(1).max(3_600).default(300),
});

export const fileRoutes = {
  linkPrintFile: route({
    method: 'GET',
    path: '/v1/print-files/{printFileId}/links',
    tag: 'Production',
    summary: 'Short-lived addresses of a print file, its certificate and its proof',
    credentials: ['session', 'secret'],
    permission: 'production.read',
    params: z.object({ printFileId: publicId('printFile') }),
    query: lifetime,
    status: 200,
    response: z.object({ file: FileLink, certificate: FileLink, proof: FileLink }),
  }),
  linkAsset: route({
    method: 'GET',
    path: '/v1/assets/{hash}/links',
    tag: 'Assets',
    summary: 'Short-lived addresses of an asset and its smaller pictures',
    credentials: ['session', 'secret', 'widget'],
    permission: 'assets.read',
    params: z.object({ hash: Hash }),
    query: lifetime,
    status: 200,
    response: z.object({ original: FileLink, proxy: FileLink.nullable(), thumb: FileLink.nullable() }),
  }),
  getFile: route({
    method: 'GET',
    path: '/v1/files/{hash}',
    tag: 'Files',
    summary: 'A file at a signed address; where files lie in a bucket, the bucket answers at one of its own',
    credentials: ['public'],
    params: z.object({ hash: Hash }),
    query: z.object({
      name: z.string().min(1).max(300),
      type: z.string().min(1).max(100),
      /** Unix seconds. */
      expires: z.coerce.number().int().min(0).max(99_999_999_999),
      signature: z.string().max(100),
    }),
    status: 200,
    produces: 'application/octet-stream',
    errors: ['link_expired'],
  }),
} as const;
