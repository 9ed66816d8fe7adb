import { readdir, readFile } from 'node:fs/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Clock ticks since boot: a number that is used again belongs to another process. */
  readonly started: string;
}
export type Family = readonly Process[];

async function read(pid: string): Promise<Process | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // "pid (name) state parent …"; a name may hold spaces and brackets
  const match = stat && /^(\d+) \((.*)\) (.*)$/s.exec(stat);
  if (!match) return undefined;
  const fields = match[3]!.split(' ');
  if (fields[0] === 'Z') return undefined;
  return { pid: Number(pid), parent: Number(fields[1]), name: match[2]!, started: fields[19]! };
}

async function all(): Promise<Family> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return (await Promise.all(pids.map(read))).filter((found) => found !== undefined);
}

/** A process with all its descendants. */
export async function familyOf(pid: number): Promise<Family> {
  const everybody = await all();
  const family = everybody.filter((one) => one.pid === pid);
  for (const member of family) family.push(...everybody.filter(({ parent }) => parent === member.pid));
  return family;
}

/** Names of those that still run. */
export async function leftOf(family: Family): Promise<string[]> {
  const now = await all();
  return family
    .filter(({ pid, started }) => now.some((one) => one.pid === pid && one.started === started))
    .map(({ pid, name }) => `${name} (${pid})`);
}
