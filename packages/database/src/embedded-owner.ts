import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const STOP_MS = 20_000;
const POLL_MS = 50;

/** What names a process beyond its number, which the system gives out again: its start time, where known. */
async function identityOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in brackets may hold anything; what follows it is state (field 3) to start time (field 22).
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? undefined : `${pid} ${fields[18] ?? ''}`.trim();
}

/**
 * One Luneo a folder. Throws with the process that has it; takes it from one that died, and ends the
 * PostgreSQL that one left running. Gives the way to let go.
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const note = join(folder, 'owner');
  const kept = (await readFile(note, 'utf8').catch(() => '')).trim();
  const self = await identityOf(process.pid);
  const pid = Number(kept.split(' ')[0]);
  if (kept !== self) {
    if (pid > 0 && (await identityOf(pid)) === kept)
      throw new Error(`another Luneo uses ${folder}: process ${pid}`);
    await stopOrphan(join(folder, 'data'));
    await writeFile(note, `${self}\n`);
  }
  return () => rm(note, { force: true });
}

/** Ends a server whose Luneo was killed: nobody else would, and its lock keeps the data shut. */
async function stopOrphan(data: string): Promise<void> {
  const [line = ''] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(line);
  if (!Number.isInteger(pid) || pid <= 0 || !(await servesFolder(pid, data))) return;
  process.kill(pid, 'SIGINT');
  for (const until = performance.now() + STOP_MS; performance.now() < until; await wait(POLL_MS))
    if ((await identityOf(pid)) === undefined) return;
  process.kill(pid, 'SIGQUIT');
}

/** Whether the process is a server on this folder. Without /proc it cannot be known, and is left alone. */
async function servesFolder(pid: number, data: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(data);
}
