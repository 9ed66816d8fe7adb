import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** Reference to an indirect object, as it stands in a dictionary. */
export type Ref = `${number} 0 R`;
/** Values are written as they are: the caller spells PDF. */
export type Dict = Readonly<Record<string, string | number | undefined>>;

export const dict = (entries: Dict): string =>
  `<<${Object.entries(entries)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `/${key} ${value}`)
    .join('')}>>`;

export const array = (values: readonly (string | number)[]): string => `[${values.join(' ')}]`;

/** Indirect objects in the order they were reserved; classic cross-reference table; no randomness. */
export class PdfFile {
  readonly #objects: (readonly Uint8Array[] | undefined)[] = [];

  reserve(): Ref {
    this.#objects.push(undefined);
    return `${this.#objects.length} 0 R`;
  }

  set(ref: Ref, body: string): void {
    this.#objects[numberOf(ref) - 1] = [Buffer.from(body, 'latin1')];
  }

  add(body: string): Ref {
    const ref = this.reserve();
    this.set(ref, body);
    return ref;
  }

  /** A stream whose parts are already encoded as `entries` says. */
  stream(entries: Dict, parts: readonly Uint8Array[]): Ref {
    const ref = this.reserve();
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const head = Buffer.from(`${dict({ ...entries, Length: length })}\nstream\n`, 'latin1');
    this.#objects[numberOf(ref) - 1] = [head, ...parts, Buffer.from('\nendstream', 'latin1')];
    return ref;
  }

  deflated(entries: Dict, text: string): Ref {
    const bytes = deflateSync(Buffer.from(text, 'latin1'), { level: 6 });
    return this.stream({ ...entries, Filter: '/FlateDecode' }, [bytes]);
  }

  /** The whole file. Its id is the hash of its body: equal files have equal ids, others do not. */
  finish(root: Ref, info: Ref): Buffer {
    const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let at = parts[0]!.length;
    const push = (bytes: Uint8Array): void => {
      parts.push(bytes);
      at += bytes.length;
    };
    const offsets = this.#objects.map((object, index) => {
      if (!object) throw new Error(`PDF object ${index + 1} was reserved and never set`);
      const offset = at;
      push(Buffer.from(`${index + 1} 0 obj\n`, 'latin1'));
      object.forEach(push);
      push(Buffer.from('\nendobj\n', 'latin1'));
      return offset;
    });
    const start = at;
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    const id = `<${hash.digest('hex').slice(0, 32)}>`;
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    const size = offsets.length + 1;
    const trailer = dict({ Size: size, Root: root, Info: info, ID: array([id, id]) });
    push(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`,
        'latin1',
      ),
    );
    return Buffer.concat(parts, at);
  }
}

const numberOf = (ref: Ref): number => Number.parseInt(ref, 10);

/** A text string: ASCII in parentheses, anything else as UTF-16 with a byte order mark. */
export function text(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return `(${value.replace(/[\\()]/g, '\\$&')})`;
  const hex = Buffer.from(`\ufeff${value}`, 'utf16le').swap16().toString('hex');
  return `<${hex}>`;
}

/** Milliseconds since the epoch as a PDF date in UTC. */
export const date = (ms: number): string =>
  `(D:${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;
