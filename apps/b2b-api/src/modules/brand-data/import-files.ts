import { Artwork } from '@luneo/design';
import { sha256Hex } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { ingest } from '@luneo/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { BLOBS } from '../../platform/tokens.ts';
import { invalid, jsonOf, type ReadArchive } from './read-archive.ts';

const FOLDERS = ['assets', 'files', 'fonts', 'print-files'] as const;

/** Puts the files of an export into the store, each under the hash its name says. */
@Injectable()
export class ImportFiles {
  constructor(@Inject(BLOBS) private readonly blobs: BlobStore) {}

  async put(archive: ReadArchive, step: () => Promise<void>): Promise<Set<string>> {
    const stored = new Set<string>();
    for (const folder of FOLDERS)
      for (const path of archive.paths(folder)) {
        const bytes = await archive.bytes(path);
        const hash = sha256Hex(bytes);
        if (!path.startsWith(`${folder}/${hash}`)) throw invalid(`${path} is not named by its content`);
        if (folder === 'assets') await checkAsset(path, bytes);
        stored.add(await this.blobs.put(bytes));
        await step();
      }
    return stored;
  }
}

/** A picture is decoded as an upload would be; artwork must be our own form. */
async function checkAsset(path: string, bytes: Buffer): Promise<void> {
  if (path.endsWith('.json')) {
    const parsed = Artwork.safeParse(jsonOf(bytes.toString('utf8')));
    if (!parsed.success) throw invalid(`${path} is no artwork`);
    return;
  }
  const taken = await ingest(bytes);
  if (!taken.ok) throw invalid(`${path}: ${taken.error.message}`);
}
