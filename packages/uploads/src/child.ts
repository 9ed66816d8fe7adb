import { CodedError, type Fault } from '@luneo/kernel';
import { REFUSED, writeFrame } from './frames.ts';
import type { UploadLimits } from './limits.ts';
import { lockDecoders } from './raster.ts';
import { readFont, readUpload } from './read.ts';

/** The child process: file on standard input, limits and kind as arguments, answer on standard output. */
async function main(): Promise<void> {
  const limits = JSON.parse(process.argv[2]!) as UploadLimits;
  lockDecoders();
  // libheif talks there; standard output is the answer's
  console.log = () => {};
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const source = Buffer.concat(chunks);
  try {
    const read = process.argv[3] === 'font' ? await readFont(source) : await readUpload(source, limits);
    answer(writeFrame<unknown>(read), 0);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    answer(JSON.stringify(error.fault satisfies Fault), REFUSED);
  }
}

function answer(body: Uint8Array | string, code: number): void {
  process.stdout.write(body, () => process.exit(code));
}

await main();
