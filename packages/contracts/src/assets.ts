import { AssetFacts } from '@luneo/design';
import { z } from 'zod';
import { Hash, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

export const Asset = z.object({
  id: publicId('asset'),
  hash: Hash,
  fileName: z.string(),
  bytes: z.int(),
  facts: AssetFacts,
  createdAt: Timestamp,
});
export type Asset = z.infer<typeof Asset>;

/** `original`: the stored safe file (or artwork JSON); `proxy`: WebP, longest edge 1600 px; `thumb`: WebP, 320 px. */
export const Rendition = z.enum(['original', 'proxy', 'thumb']);

export const assetRoutes = {
  uploadAsset: route({
    method: 'POST',
    path: '/v1/assets',
    tag: 'Assets',
    summary: 'Upload a picture or vector artwork',
    credentials: ['session', 'secret', 'widget'],
    permission: 'assets.write',
    bodyKind: 'multipart',
    status: 201,
    response: Asset,
    idempotent: true,
    errors: [
      'plan_limit',
      'upload_too_large',
      'upload_too_many_pixels',
      'upload_type_unsupported',
      'upload_broken',
      'upload_unsafe',
      'upload_timeout',
    ],
  }),
  getAsset: route({
    method: 'GET',
    path: '/v1/assets/{hash}',
    tag: 'Assets',
    summary: 'Facts of an asset by content hash',
    credentials: ['session', 'secret', 'widget'],
    permission: 'assets.read',
    params: z.object({ hash: Hash }),
    status: 200,
    response: Asset,
  }),
  getAssetContent: route({
    method: 'GET',
    path: '/v1/assets/{hash}/{rendition}',
    tag: 'Assets',
    summary: 'Bytes of an asset; cached for ever',
    credentials: ['session', 'secret', 'widget'],
    permission: 'assets.read',
    params: z.object({ hash: Hash, rendition: Rendition }),
    status: 200,
    produces: 'image/*',
  }),
  deleteAsset: route({
    method: 'DELETE',
    path: '/v1/assets/{assetId}',
    tag: 'Assets',
    summary: 'Delete an asset no frozen design needs',
    credentials: ['session', 'secret'],
    permission: 'assets.write',
    params: z.object({ assetId: publicId('asset') }),
    status: 204,
    errors: ['asset_in_use'],
  }),
} as const;
