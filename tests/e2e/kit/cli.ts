import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/lib/run.ts';

/** The `luneo` command in a process of its own; `input` goes to its standard input. Answers with what it wrote. */
export function luneo(
  args: readonly string[],
  input: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const { PATH = '', HOME = '' } = process.env;
  const main = join(ROOT, 'packages/cli/src/main.ts');
  const child = spawn(process.execPath, ['--conditions=@luneo/source', main, ...args], {
    env: { PATH, HOME, ...env },
  });
  child.stdin.end(input);
  const out: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`luneo ${args.join(' ')} ended with ${code}: ${complaint}`));
    });
  });
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
