import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** Four numbers of a page box, points. */
export function pageBox(pdf: Buffer, name: string): number[] {
  const found = new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(pdf.toString('latin1'));
  return found ? found[1]!.split(' ').map(Number) : [];
}

/** Bytes of every stream whose dictionary holds `mark`. */
export function streamsWith(pdf: Buffer, mark: string): Buffer[] {
  const text = pdf.toString('latin1');
  const streams: Buffer[] = [];
  for (const match of text.matchAll(/\d+ 0 obj\n(<<.*>>)\nstream\n/g)) {
    if (!match[1]!.includes(mark)) continue;
    const start = match.index + match[0].length;
    const length = Number(/\/Length (\d+)/.exec(match[1]!)![1]);
    streams.push(pdf.subarray(start, start + length));
  }
  return streams;
}

/** The page's own drawing operators. */
export function pageContent(pdf: Buffer): string {
  const ref = /\/Contents (\d+) 0 R/.exec(pdf.toString('latin1'))![1];
  const start = pdf.indexOf(`\n${ref} 0 obj\n`);
  const [stream] = streamsWith(pdf.subarray(start), '/FlateDecode');
  return inflateSync(stream!).toString('latin1');
}

/** A Debian program on a file: its output, or why it did not run. */
export function tool(
  program: string,
  args: readonly string[],
  input?: Buffer,
): { ran: boolean; code: number; out: string } {
  const path = `/usr/bin/${program}`;
  if (!existsSync(path)) {
    console.log(`unavailable: ${path} is not installed; PDFs are not checked by it`);
    return { ran: false, code: 0, out: '' };
  }
  const { status, stdout, stderr } = spawnSync(path, args, { input, encoding: 'utf8', timeout: 15_000 });
  return { ran: true, code: status ?? -1, out: `${stdout}${stderr}` };
}
