import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { err, type Fault, ok, type Result } from '@luneo/kernel';
import { REFUSED, readFrame } from './frames.ts';
import { UPLOAD_LIMITS, type UploadLimits } from './limits.ts';
import { type RefusalReason, refusal } from './refusal.ts';
import type { FontFacts, Ingested } from './types.ts';

const WALL_PER_CPU = 4;
const WATCH_MS = 20;

/** What a file is read as; names a reader of the child. */
export type UploadKind = 'picture' | 'font';

/**
 * Hostile bytes -> a safe asset, or a coded refusal with advice (`params.reason`, `params.advice`,
 * `params.adviceFr`). The file is read in a process of its own that holds no secrets, may not write or
 * start anything, and is killed when it goes beyond the limits.
 */
export const ingest = (bytes: Uint8Array, limits: UploadLimits = UPLOAD_LIMITS): Promise<Result<Ingested>> =>
  readApart(bytes, 'picture', limits);

/** {@link ingest} for a font: TrueType, OpenType or WOFF2 -> an OpenType file of the tables that draw. */
export const ingestFont = (
  bytes: Uint8Array,
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<Result<Ingested<FontFacts>>> => readApart(bytes, 'font', limits);

async function readApart<F>(
  bytes: Uint8Array,
  kind: UploadKind,
  limits: UploadLimits,
): Promise<Result<Ingested<F>>> {
  if (bytes.length === 0) return err(refusal('empty'));
  if (bytes.length > limits.bytes)
    return err(refusal('too_large', { bytes: bytes.length, limit: limits.bytes }));
  const child = start(limits, kind, isWoff2(bytes));
  const watch = guard(child, limits);
  const [out, code] = await Promise.all([collect(child), exitOf(child), feed(child, bytes)]);
  const killed = watch.stop();
  if (killed) return err(refusal(killed));
  if (code === REFUSED) return err(JSON.parse(out.toString('utf8')) as Fault);
  if (code === 0) return ok(readFrame<F>(out));
  return err(refusal(kind === 'font' ? 'font_broken' : 'crashed'));
}

/** The decoder of WOFF2 makes its bindings from strings. */
const isWoff2 = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'wOF2';

function start(limits: UploadLimits, kind: UploadKind, codeFromStrings: boolean): ChildProcess {
  const here = fileURLToPath(import.meta.url);
  const source = here.endsWith('.ts');
  const entry = fileURLToPath(new URL(source ? './child.ts' : './child.js', import.meta.url));
  const node = [
    ...(source ? ['--conditions=@luneo/source'] : []),
    `--max-old-space-size=${Math.max(64, Math.floor(limits.memoryMb / 2))}`,
    ...(codeFromStrings ? [] : ['--disallow-code-generation-from-strings']),
    '--permission',
    '--allow-addons',
    '--allow-fs-read=*',
    '--no-warnings',
    entry,
    JSON.stringify(limits),
    kind,
  ];
  const env = { VIPS_WARNING: '1', MALLOC_ARENA_MAX: '2' };
  const stdio: ['pipe', 'pipe', 'ignore'] = ['pipe', 'pipe', 'ignore'];
  // the kernel counts the core's time itself, also of threads that never yield
  if (process.platform === 'win32' || !existsSync('/bin/sh'))
    return spawn(process.execPath, node, { env, stdio });
  const script = `ulimit -c 0; ulimit -t ${Math.ceil(limits.cpuSeconds)}; exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', script, process.execPath, ...node], { env, stdio });
}

/** Kills the child beyond its wall-clock time or memory; tells afterwards why. */
function guard(child: ChildProcess, limits: UploadLimits): { stop(): RefusalReason | undefined } {
  let reason: RefusalReason | undefined;
  const kill = (why: RefusalReason): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const wall = setTimeout(() => kill('too_slow'), limits.cpuSeconds * WALL_PER_CPU * 1000);
  const memory = setInterval(() => {
    if (residentMb(child.pid) > limits.memoryMb) kill('too_hungry');
  }, WATCH_MS);
  child.once('exit', (_code, signal) => {
    // SIGXCPU, or SIGKILL a second later, is the kernel's answer to `ulimit -t`
    if (signal === 'SIGXCPU' || signal === 'SIGKILL') reason ??= 'too_slow';
    if (signal === 'SIGABRT') reason ??= 'too_hungry';
  });
  return {
    stop() {
      clearTimeout(wall);
      clearInterval(memory);
      return reason;
    },
  };
}

/** Linux tells it in pages of 4 KiB; elsewhere only the limit of the JavaScript heap holds. */
function residentMb(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096) / 1e6;
  } catch {
    return 0;
  }
}

async function collect(child: ChildProcess): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout!) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });

/** A child that dies early closes its end; that is no failure of ours. */
const feed = (child: ChildProcess, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    child.stdin!.once('error', () => resolve());
    child.stdin!.end(bytes, () => resolve());
  });
