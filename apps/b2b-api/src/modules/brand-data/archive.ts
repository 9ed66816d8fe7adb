import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { digestOf, type ExportedFile } from './format.ts';

/** Every entry is dated alike: the archive of the same data is the same file. */
const DATE = new Date(Date.UTC(1980, 0, 1, 12));

/**
 * A zip being put together: files gather in a folder of their own, so that nothing large stands in memory,
 * and are packed at the end with what the manifest says of them.
 */
export class Archive {
  readonly files: ExportedFile[] = [];
  readonly #folder: string;
  readonly #paths = new Set<string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<Archive> {
    return new Archive(await mkdtemp(join(tmpdir(), 'luneo-export-')));
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** `names`: whether the text names ids, and is known by its digest besides. */
  async text(path: string, text: string, { names = true }: { readonly names?: boolean } = {}): Promise<void> {
    await this.bytes(path, Buffer.from(text), names ? digestOf(text) : undefined);
  }

  async bytes(path: string, bytes: Uint8Array, digest?: string): Promise<void> {
    await this.#make(path);
    await writeFile(join(this.#folder, path), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.files.push({ path, bytes: bytes.length, sha256, ...(digest !== undefined && { digest }) });
  }

  /** A file whose hash and length are known. */
  async stream(path: string, { sha256, bytes }: Omit<ExportedFile, 'path'>, from: Readable): Promise<void> {
    await this.#make(path);
    await pipeline(from, createWriteStream(join(this.#folder, path)));
    this.files.push({ path, bytes, sha256 });
  }

  async #make(path: string): Promise<void> {
    this.#paths.add(path);
    await mkdir(dirname(join(this.#folder, path)), { recursive: true });
  }

  /** Packs everything, the manifest first. Answers with the path of the zip, which goes with `close`. */
  async pack(manifest: string): Promise<string> {
    const zip = new yazl.ZipFile();
    const out = join(this.#folder, '.export.zip');
    zip.addBuffer(Buffer.from(manifest), 'manifest.json', { mtime: DATE });
    for (const { path } of this.files)
      zip.addReadStreamLazy(path, { mtime: DATE }, (give) => {
        give(null, createReadStream(join(this.#folder, path)));
      });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(out));
    return out;
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
