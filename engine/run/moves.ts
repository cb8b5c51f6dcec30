// The table of legal moves. `transition` changes nothing that this table does not allow.
import type { TaskStatus } from '../workflow/schema.ts';
import type { RunEventBody, Waiting } from './event.ts';
import type { RunPhase } from './run.ts';

type TaskEventType = Exclude<Extract<RunEventBody['type'], `task.${string}` | 'approval.decided'>, never>;
type RunEventType = Exclude<Extract<RunEventBody['type'], `run.${string}`>, 'run.created'>;

const taskMoves: { readonly [type in TaskEventType]: readonly TaskStatus[] } = {
  'task.started': ['queued'],
  'task.waiting': ['queued', 'running'],
  'task.succeeded': ['queued', 'running', 'waiting'],
  'task.failed': ['queued', 'running', 'waiting'],
  'task.skipped': ['pending', 'queued'],
  'task.canceled': ['queued', 'running', 'waiting'],
  'task.stopping': ['running'],
  'task.interrupted': ['running'],
  'task.expanded': ['queued'],
  'task.repeated': ['running'],
  'task.resumed': ['waiting'],
  'approval.decided': ['waiting'],
};

const runMoves: { readonly [type in RunEventType]: readonly RunPhase[] } = {
  'run.started': ['queued'],
  'run.paused': ['queued', 'running'],
  'run.resumed': ['queued', 'running'],
  'run.stopping': ['queued', 'running'],
  'run.ending': ['running'],
  'run.finished': ['queued', 'running', 'ending'],
};

/** An event that its run's state does not allow: the journal is damaged, or the planner is wrong. */
export class IllegalMove extends Error {
  constructor(event: string, thing: string, state: string) {
    super(`Illegal move: ${event} for ${thing}, which is ${state}`);
    this.name = 'IllegalMove';
  }
}

export function checkTaskMove(type: TaskEventType, path: string, status: TaskStatus): void {
  if (!taskMoves[type].includes(status)) throw new IllegalMove(type, `task ${path}`, status);
}

/** Only a task that has not begun waits at a breakpoint, and it waits for nothing else. */
export function checkWait(kind: Waiting['kind'], path: string, status: TaskStatus): void {
  if ((kind === 'breakpoint') !== (status === 'queued')) throw new IllegalMove('task.waiting', `task ${path}`, status);
}

export function checkRunMove(type: RunEventType, id: string, phase: RunPhase): void {
  if (!runMoves[type].includes(phase)) throw new IllegalMove(type, `run ${id}`, phase);
}
