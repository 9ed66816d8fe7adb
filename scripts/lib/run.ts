import { type SpawnOptions, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program and gathers what it prints; `echo` shows it meanwhile. */
export async function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { echo?: boolean } = {},
): Promise<Outcome> {
  const began = performance.now();
  const { echo = false, ...rest } = options;
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...rest });
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    if (echo) process.stdout.write(chunk);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(127);
    });
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, output, seconds: (performance.now() - began) / 1000 };
}

/** A program of node_modules, on Node 24. */
export const tool = (name: string): string => join(ROOT, 'node_modules/.bin', name);
