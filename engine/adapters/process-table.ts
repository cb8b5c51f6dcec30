import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** A living process; zombies are left out. `startedAt` tells a process from a later one with the same number; empty where unknown. */
export type ProcessEntry = {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** 0 where unknown. */
  readonly session: number;
  readonly startedAt: string;
};

/** Every process that this user can see. Empty on Windows, where `taskkill` finds the tree itself. */
export async function listProcesses(): Promise<readonly ProcessEntry[]> {
  if (process.platform === 'win32') return [];
  return process.platform === 'linux' ? await readProc() : await askPs();
}

/** Whether the process was started with `NAME=value` in its environment; false where that cannot be read. */
export async function hasEnvironmentEntry(pid: number, entry: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const text = await readIfThere(`/proc/${pid}/environ`);
  return text.split('\0').includes(entry);
}

async function readProc(): Promise<readonly ProcessEntry[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(names.map(async (name) => parseStat(await readIfThere(`/proc/${name}/stat`))));
  return entries.filter((entry) => entry !== null);
}

/** The name of the program stands in brackets and may hold anything, so the fields are counted from the last bracket (proc(5)). */
function parseStat(stat: string): ProcessEntry | null {
  const end = stat.lastIndexOf(')');
  if (end < 0) return null;
  const [state, parent, group, session, ...rest] = stat.slice(end + 2).split(' ');
  if (state === 'Z' || state === 'X') return null;
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startedAt: rest[15] ?? '',
  };
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return ''; // It has ended meanwhile, or belongs to somebody else.
  }
}

function askPs(): Promise<readonly ProcessEntry[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { maxBuffer: 16 * 1024 * 1024 }, (_error, stdout) => {
      const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
      const living = rows.filter((row) => row.length >= 4 && !row[3]?.startsWith('Z'));
      resolve(living.map(([pid, parent, group]) => ({ ...numbers(pid, parent, group), session: 0, startedAt: '' })));
    });
  });
}

function numbers(pid?: string, parent?: string, group?: string): { pid: number; parent: number; group: number } {
  return { pid: Number(pid), parent: Number(parent), group: Number(group) };
}
