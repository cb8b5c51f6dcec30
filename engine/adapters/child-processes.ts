// The `Processes` port on node:child_process: nothing inherited, nothing left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Processes, SpawnRequest, SpawnResult } from '../ports.ts';
import { pickBaseEnvironment } from './base-environment.ts';
import { ProcessTree } from './process-tree.ts';

/** Set in every process that a task starts, so that its descendants are recognized wherever they go. */
const markName = 'MILLRACE_ATTEMPT';
/** How long an output may stay open after the last process of the tree has ended: somebody who cannot be found holds it. */
const drainMs = 1000;

/**
 * A process ends with everything it has started. What a process leaves behind at its own end gets `graceMs` to finish, then TERM, and KILL
 * after another `graceMs`.
 */
export function createChildProcesses(options: { readonly environment?: NodeJS.ProcessEnv } = {}): Processes {
  const environment = options.environment ?? process.env;
  return { run: runProcess, baseEnv: () => pickBaseEnvironment(environment, process.platform) };
}

async function runProcess(request: SpawnRequest): Promise<SpawnResult> {
  if (request.signal.aborted) return { type: 'signaled', signal: 'SIGTERM' };
  const mark = randomUUID();
  const child = spawnChild(request, mark);
  if (child instanceof Error) return await describeStartError(child, request);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const exited = new Promise<SpawnResult>((resolve) => child.once('exit', (code, signal) => resolve(exitResult(code, signal))));
  connect(child, request);

  const startError = await waitForStart(child);
  if (startError !== null) return await describeStartError(startError, request);
  const tree = new ProcessTree(child.pid ?? 0, `${markName}=${mark}`);
  await waitForEnd(exited, request.signal);
  if (request.signal.aborted || !(await tree.waitUntilGone(request.graceMs, request.signal))) await tree.end(() => request.graceMs);
  await Promise.race([closed, sleep(drainMs, undefined, { ref: false })]);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  return await Promise.race([exited, sleep(drainMs, { type: 'signaled', signal: 'SIGKILL' } as const, { ref: false })]);
}

function spawnChild({ command, cwd, env, stdin }: SpawnRequest, mark: string): ChildProcess | NodeJS.ErrnoException {
  const [program = '', ...parameters] = command;
  try {
    return spawn(program, parameters, {
      cwd,
      env: { ...env, [markName]: mark },
      stdio: [stdin === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A session and process group of its own (setsid), so that no terminal signal of the engine reaches it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function connect(child: ChildProcess, { stdin, onStdout, onStderr }: SpawnRequest): void {
  child.on('error', () => undefined);
  child.stdout?.on('data', onStdout).on('error', () => undefined);
  child.stderr?.on('data', onStderr).on('error', () => undefined);
  child.stdin?.on('error', () => undefined); // It has ended, or closed its input, before reading everything: its right.
  if (stdin !== null) child.stdin?.end(stdin);
}

function waitForStart(child: ChildProcess): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(null));
    child.once('error', resolve);
  });
}

/** Waits for the exit of the process or for the abort, whichever comes first. */
async function waitForEnd(exited: Promise<unknown>, signal: AbortSignal): Promise<void> {
  let onAbort = () => {};
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) resolve();
  });
  await Promise.race([exited, aborted]);
  signal.removeEventListener('abort', onAbort);
}

function exitResult(code: number | null, signal: NodeJS.Signals | null): SpawnResult {
  return code === null ? { type: 'signaled', signal: signal ?? 'SIGKILL' } : { type: 'exited', exitCode: code };
}

async function describeStartError(error: NodeJS.ErrnoException, { cwd }: SpawnRequest): Promise<SpawnResult> {
  const reason = (await isFolder(cwd)) ? reasonOf(error.code) : 'bad_folder';
  return { type: 'not_started', reason, message: error.message };
}

/** The system reports a missing folder as a missing program, so the folder is looked at. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function reasonOf(code: string | undefined): 'not_found' | 'not_permitted' | 'other' {
  if (code === 'ENOENT') return 'not_found';
  return code === 'EACCES' || code === 'EPERM' ? 'not_permitted' : 'other';
}
