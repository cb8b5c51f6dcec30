// Everything that one started process has started, wherever it has gone: found again and again, and ended.
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnvironmentEntry, listProcesses, type ProcessEntry } from './process-table.ts';

const pollMs = 25;
/** A process that is still there this long after KILL hangs in the kernel; nothing can end it from here. */
const killPatienceMs = 10_000;

/**
 * The tree below `root`, which leads its own session and carries `mark` (`NAME=value`) in its environment. Children are found by group,
 * session, parent and mark, so that those which made a session of their own or were orphaned (`setsid`, double fork) are found too.
 * One that is orphaned, in a session of its own and has cleared its environment cannot be told from a stranger.
 */
export class ProcessTree {
  readonly #root: number;
  readonly #mark: string;
  readonly #known = new Map<number, string>();

  constructor(root: number, mark: string) {
    this.#root = root;
    this.#mark = mark;
  }

  /** The members that live now, without the engine itself. */
  async members(): Promise<readonly ProcessEntry[]> {
    const table = (await listProcesses()).filter((entry) => entry.pid !== process.pid && entry.pid > 1);
    const isOurs = await Promise.all(table.map((entry) => this.#isMember(entry)));
    const found = withDescendants(
      table,
      table.filter((_, index) => isOurs[index]),
    );
    for (const entry of found) this.#known.set(entry.pid, entry.startedAt);
    return found;
  }

  /** TERM to all of it, KILL after `graceMs()` to what is left, again until nothing is. The grace may become shorter meanwhile. */
  async end(graceMs: () => number): Promise<void> {
    if (process.platform === 'win32') return await endOnWindows(this.#root);
    const termed = new Set<number>();
    const isGone = await this.#repeat(graceMs, (entry) => {
      if (termed.has(entry.pid)) return;
      termed.add(entry.pid);
      send(entry.pid, 'SIGTERM');
      send(entry.pid, 'SIGCONT'); // A stopped process would not notice the TERM.
    });
    if (!isGone)
      await this.#repeat(
        () => killPatienceMs,
        (entry) => send(entry.pid, 'SIGKILL'),
      );
  }

  /** Waits until nothing is left of it, at most `patienceMs`. */
  async waitUntilGone(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    return await this.#repeat(
      () => patienceMs,
      () => undefined,
      signal,
    );
  }

  async #repeat(patienceMs: () => number, visit: (entry: ProcessEntry) => void, signal?: AbortSignal): Promise<boolean> {
    const since = performance.now();
    for (;;) {
      const members = await this.members();
      if (members.length === 0) return true;
      if (performance.now() - since >= patienceMs() || signal?.aborted) return false;
      for (const entry of members) visit(entry);
      await sleep(pollMs);
    }
  }

  async #isMember(entry: ProcessEntry): Promise<boolean> {
    if (entry.pid === this.#root || entry.group === this.#root || entry.session === this.#root) return true;
    const known = this.#known.get(entry.pid);
    if (known !== undefined && known === entry.startedAt) return true;
    return await hasEnvironmentEntry(entry.pid, this.#mark);
  }
}

function withDescendants(table: readonly ProcessEntry[], roots: readonly ProcessEntry[]): readonly ProcessEntry[] {
  const found = new Map(roots.map((entry) => [entry.pid, entry]));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const entry of table) if (found.has(entry.parent)) found.set(entry.pid, entry);
  }
  return [...found.values()];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile, or runs as somebody else: the next look tells.
  }
}

function endOnWindows(root: number): Promise<void> {
  return new Promise((resolve) => {
    execFile('taskkill', ['/pid', String(root), '/T', '/F'], { windowsHide: true }, () => resolve());
  });
}
