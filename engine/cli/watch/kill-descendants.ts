// The hard way to end what tasks have started, when nobody wants to wait for TERM any longer.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { listProcesses, type ProcessEntry } from '../../adapters/process-table.ts';

/** Sends KILL to every process that descends from this one, and to those in the sessions that its children lead. */
export async function killDescendants(): Promise<void> {
  if (process.platform === 'win32') return await killOnWindows();
  const table = await listProcesses();
  for (const entry of descendants(table, process.pid)) {
    try {
      process.kill(entry.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Everything below `root`, without `root`; a process whose parent is gone is found by its session. */
export function descendants(table: readonly ProcessEntry[], root: number): readonly ProcessEntry[] {
  const own = table.find(({ pid }) => pid === root);
  const sessions = new Set(
    table.filter(({ parent, session }) => parent === root && session !== own?.session).map(({ session }) => session),
  );
  const found = new Map(
    table.filter(({ pid, session }) => pid !== root && session !== 0 && sessions.has(session)).map((entry) => [entry.pid, entry]),
  );
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const entry of table) if (entry.pid !== root && (entry.parent === root || found.has(entry.parent))) found.set(entry.pid, entry);
  }
  return [...found.values()];
}

async function killOnWindows(): Promise<void> {
  const script = `Get-CimInstance Win32_Process -Filter "ParentProcessId=${process.pid}" | ForEach-Object { taskkill /PID $_.ProcessId /T /F }`;
  await promisify(execFile)('powershell', ['-NoProfile', '-Command', script], { windowsHide: true }).catch(() => undefined);
}
