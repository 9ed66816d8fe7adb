import { constants, createDeflate } from 'node:zlib';
import { combineAdler } from './adler.ts';

interface Piece {
  /** Raw deflate blocks, ending on a byte boundary. */
  readonly blocks: Uint8Array;
  readonly adler: number;
  readonly bytes: number;
}

const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);
/** An empty last block with fixed codes: ends the stream that the pieces leave open. */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
const TRAILER_BYTES = LAST_BLOCK.length + 4;

/**
 * One zlib stream made of independently compressed bands, several at once on libuv's thread pool.
 * Bytes depend on the bands alone, not on when they finish.
 */
export class BandDeflater {
  readonly #pieces: Promise<Piece>[] = [];

  /** Starts on a band; resolves when its bytes have been read and may be overwritten. */
  add(band: Uint8Array): Promise<void> {
    const piece = deflatePiece(band);
    this.#pieces.push(piece);
    return piece.then(
      () => undefined,
      () => undefined, // reported by finish
    );
  }

  /** Parts of the zlib stream, in order. */
  async finish(): Promise<Uint8Array[]> {
    const pieces = await Promise.all(this.#pieces);
    const adler = pieces.reduce((sum, piece) => combineAdler(sum, piece.adler, piece.bytes), 1);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(adler);
    return [ZLIB_HEADER, ...pieces.map((piece) => piece.blocks), LAST_BLOCK, checksum];
  }
}

/** Sync-flushed, so that the next band can follow; zlib's own trailer gives the checksum for nothing. */
function deflatePiece(band: Uint8Array): Promise<Piece> {
  return new Promise((resolve, reject) => {
    const stream = createDeflate({ level: 1, memLevel: 9, chunkSize: 1 << 20 });
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => {
      const all = Buffer.concat(chunks);
      const end = all.length - TRAILER_BYTES;
      resolve({
        blocks: all.subarray(ZLIB_HEADER.length, end),
        adler: all.readUInt32BE(all.length - 4),
        bytes: band.length,
      });
    });
    stream.write(band);
    // ended only when flushed: an end that follows at once swallows the flush
    stream.flush(constants.Z_SYNC_FLUSH, () => stream.end());
  });
}
