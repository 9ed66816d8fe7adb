import { faceByHash, loadFont, subsetBytes } from '@luneo/fonts';
import type { BlobStore } from '@luneo/storage';
import { isFont } from '@luneo/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { Bytes } from '../../http/bytes.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { Limiter, SingleFlight } from '../../platform/single-flight.ts';
import { BLOBS } from '../../platform/tokens.ts';

/** Code points of `u`: "41,61-7a"; at most this many. */
const MOST_CODE_POINTS = 5_000;
const LAST_CODE_POINT = 0x10ffff;
const SUBSETS_AT_A_TIME = 2;
const CACHE_BYTES = 32 * 1024 * 1024;

export function codePoints(u: string): number[] {
  const found = new Set<number>();
  for (const range of u.split(',')) {
    const [first, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    if (first! > last! || last! > LAST_CODE_POINT || last! - first! + found.size > MOST_CODE_POINTS)
      throw new ApiError(
        'request_invalid',
        `"${range}" is not a range of at most ${MOST_CODE_POINTS} code points`,
        {
          errors: [
            { pointer: '/query/u', code: 'range_invalid', message: 'expected ascending hexadecimal ranges' },
          ],
        },
      );
    for (let code = first!; code <= last!; code += 1) found.add(code);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * Subsets of catalogue fonts, and of brands' own for whoever knows the hash of the whole file, as a product's
 * page does. Made once at a time and kept while they fit.
 */
@Injectable()
export class FontsService {
  readonly #limiter = new Limiter(SUBSETS_AT_A_TIME);
  readonly #flights = new SingleFlight<Uint8Array>();
  readonly #cache = new Map<string, Uint8Array>();
  #cachedBytes = 0;

  constructor(@Inject(BLOBS) private readonly blobs: BlobStore) {}

  async get(hash: string, u: string): Promise<Bytes> {
    const wanted = codePoints(u);
    const key = `${hash} ${wanted.join(',')}`;
    const bytes = this.#cache.get(key) ?? (await this.#flights.run(key, () => this.#make(key, hash, wanted)));
    return new Bytes(Buffer.from(bytes), { contentType: 'font/ttf', immutable: 'public' });
  }

  async #make(key: string, hash: string, wanted: readonly number[]): Promise<Uint8Array> {
    const bytes = await this.#limiter.run(async () => subsetBytes(await this.#whole(hash), wanted));
    if (this.#cachedBytes + bytes.length > CACHE_BYTES) {
      this.#cache.clear();
      this.#cachedBytes = 0;
    }
    this.#cache.set(key, bytes);
    this.#cachedBytes += bytes.length;
    return bytes;
  }

  async #whole(hash: string): Promise<Uint8Array> {
    if (faceByHash(hash) !== undefined) return loadFont(hash);
    const bytes = await this.blobs.get(hash);
    if (bytes === undefined || !isFont(bytes)) throw notFound();
    return bytes;
  }
}
