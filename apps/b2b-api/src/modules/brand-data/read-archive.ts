import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sha256Hex } from '@luneo/kernel';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ApiError } from '../../platform/problem.ts';
import { Manifest } from './format.ts';

const MOST_ENTRIES = 2_000_000;
const LARGEST_ENTRY = 300 * 1024 * 1024;
const LARGEST_MANIFEST = 400 * 1024 * 1024;

export const invalid = (message: string): ApiError => new ApiError('import_invalid', message);

/**
 * An export as it came from outside: nothing of it is believed. Names may not leave the archive, entries are
 * as large as they say and as the manifest says, and have the hash the manifest gives them.
 */
export class ReadArchive {
  readonly manifest: Manifest;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #folder: string;

  private constructor(parts: {
    manifest: Manifest;
    zip: ZipFile;
    entries: ReadonlyMap<string, Entry>;
    folder: string;
  }) {
    this.manifest = parts.manifest;
    this.#zip = parts.zip;
    this.#entries = parts.entries;
    this.#folder = parts.folder;
  }

  /** Throws `import_invalid`. */
  static async open(from: Readable): Promise<ReadArchive> {
    const folder = await mkdtemp(join(tmpdir(), 'luneo-import-'));
    try {
      const path = join(folder, 'import.zip');
      await pipeline(from, createWriteStream(path));
      const zip = await promisify<string, yauzl.Options, ZipFile>(yauzl.open)(path, {
        lazyEntries: true,
        autoClose: false,
        strictFileNames: true,
      }).catch((cause: Error) => Promise.reject(invalid(`not a zip archive: ${cause.message}`)));
      const entries = await entriesOf(zip);
      const manifest = await readManifest(zip, entries);
      return new ReadArchive({ manifest, zip, entries, folder });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Paths of a folder, in the manifest's order. */
  paths(folder: string): string[] {
    return this.manifest.files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));
  }

  /** The bytes of an entry, as the manifest promises them. */
  async bytes(path: string): Promise<Buffer> {
    const file = this.manifest.files.find((one) => one.path === path)!;
    const entry = this.#entries.get(path);
    if (entry === undefined) throw invalid(`${path} is in the manifest and not in the archive`);
    if (entry.uncompressedSize !== file.bytes || file.bytes > LARGEST_ENTRY)
      throw invalid(`${path} is not as long as the manifest says, or too long`);
    const bytes = await read(this.#zip, entry);
    if (sha256Hex(bytes) !== file.sha256) throw invalid(`${path} is not what the manifest says`);
    return bytes;
  }

  async close(): Promise<void> {
    this.#zip.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw invalid('the archive has too many entries');
  return new Promise((done, failed) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      if (entries.has(entry.fileName)) failed(invalid(`${entry.fileName} is there twice`));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => done(entries));
    zip.on('error', (error: Error) => failed(invalid(`the archive is damaged: ${error.message}`)));
    zip.readEntry();
  });
}

async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  try {
    return await buffer(await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry));
  } catch (error) {
    throw invalid(`${entry.fileName} is damaged: ${(error as Error).message}`);
  }
}

async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Manifest> {
  const entry = entries.get('manifest.json');
  if (entry === undefined || entry.uncompressedSize > LARGEST_MANIFEST)
    throw invalid('the archive has no manifest');
  const parsed = Manifest.safeParse(jsonOf((await read(zip, entry)).toString('utf8')));
  if (!parsed.success) throw invalid(`the manifest is not one we know: ${parsed.error.issues[0]!.message}`);
  return parsed.data;
}

/** Parsed JSON, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
