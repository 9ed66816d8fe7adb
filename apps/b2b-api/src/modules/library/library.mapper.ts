import type { LibraryItem } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';
import { toAsset } from '../assets/assets.service.ts';
import type { LibraryRow } from './library.repository.ts';

export const toItem = (row: LibraryRow, at: Date): LibraryItem => ({
  id: publicIdOf('libraryItem', row.id),
  kind: row.kind,
  name: row.name,
  folder: row.folder,
  tags: [...row.tags],
  licence:
    row.licence === null
      ? null
      : { text: row.licence, ...(row.licenceEndsAt && { endsAt: row.licenceEndsAt.toISOString() }) },
  licenceExpired: row.licenceEndsAt !== null && row.licenceEndsAt <= at,
  hash: row.hash,
  bytes: row.bytes,
  archived: row.archivedAt !== null,
  revision: row.revision,
  ...(row.asset && { asset: toAsset(row.asset) }),
  ...row.content,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
