/**
 * Canonical path data (see `writePath` of geometry), written as bytes into one buffer: a keystroke writes
 * some ten thousand numbers, and as many short strings would keep the garbage collector busy.
 */
export class PathWriter {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** `op` starts a segment; numbers follow it, separated by one blank. */
  op(op: string): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = op.charCodeAt(0);
  }

  blank(): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = BLANK;
  }

  /** Throws a RangeError unless `value` is a safe integer. */
  int(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`path coordinate ${value} is out of range`);
    this.#reserve(MAX_DIGITS);
    let rest = value;
    if (rest < 0) {
      this.#bytes[this.#length++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let power = 10; power <= rest; power *= 10) digits++;
    this.#length += digits;
    let at = this.#length;
    do {
      const tens = Math.floor(rest / 10);
      this.#bytes[--at] = ZERO + (rest - tens * 10);
      rest = tens;
    } while (rest > 0);
  }

  append(other: PathWriter): void {
    this.#reserve(other.#length);
    this.#bytes.set(other.#bytes.subarray(0, other.#length), this.#length);
    this.#length += other.#length;
  }

  toString(): string {
    return ascii.decode(this.#bytes.subarray(0, this.#length));
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

const ascii = new TextDecoder();
const BLANK = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;
/** Sign and digits of the largest safe integer. */
const MAX_DIGITS = 17;
