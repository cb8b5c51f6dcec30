// What an event does to a run. Total: `moves.ts` names the legal moves, an illegal one throws and changes nothing.
import { assertNever, invariant } from '../workflow/assert.ts';
import { blameOf, curesOf } from './blame.ts';
import type { RunEvent } from './event.ts';
import { findOrOpenUnit } from './find-unit.ts';
import { decideJoin } from './joins.ts';
import { checkRunMove, checkTaskMove, checkWait, IllegalMove } from './moves.ts';
import { needState } from './need-state.ts';
import {
  createItems,
  createScope,
  type Items,
  isLeaf,
  type NodeState,
  type Run,
  type ScopeState,
  toleratesItemFailure,
  type Unit,
} from './run.ts';
import { storedValue } from './stored-value.ts';

type TaskEvent = Extract<RunEvent, { path: string }>;
type RunLevelEvent = Exclude<Exclude<RunEvent, TaskEvent>, { type: 'run.created' }>;

/**
 * Applies one event in place and returns the same run. Costs as much as the event concerns tasks: the ended task's takers, a started
 * group's members; never the size of the run. The same function serves live planning, replay and every view.
 */
export function transition(run: Run, event: RunEvent): Run {
  if (event.type === 'run.created') throw new IllegalMove(event.type, `run ${run.id}`, run.phase);
  invariant(event.run === run.id && event.seq === run.seq + 1, `event ${event.seq} of ${event.run} after ${run.seq} of ${run.id}`);
  if ('path' in event) applyTaskEvent(run, event);
  else applyRunEvent(run, event);
  run.seq = event.seq;
  return run;
}

function applyRunEvent(run: Run, event: RunLevelEvent): void {
  checkRunMove(event.type, run.id, run.phase);
  switch (event.type) {
    case 'run.started':
      run.phase = 'running';
      run.startedAt = event.at;
      openScope(run, run.root);
      openHook(run, 'started');
      if (run.program.timeoutMs !== null) run.timers.push(event.at + run.program.timeoutMs, { kind: 'run' });
      return;
    case 'run.paused':
      run.isPaused = true;
      return;
    case 'run.resumed':
      run.isPaused = false;
      return;
    case 'run.stopping':
      run.isPaused = false;
      run.stopping = { reason: event.reason, message: event.message ?? null, status: event.status ?? null };
      stopScope(run, run.root, event.reason);
      return;
    case 'run.ending':
      run.phase = 'ending';
      run.isPaused = false;
      run.ending = { status: event.status, outputs: event.outputs ?? null, failure: event.failure ?? null };
      for (const name of event.hooks) openHook(run, name);
      return;
    case 'run.finished':
      run.phase = 'finished';
      run.finishedAt = event.at;
      run.ending ??= { status: event.status, outputs: event.outputs ?? null, failure: event.failure ?? null };
      return;
    default:
      assertNever(event);
  }
}

function applyTaskEvent(run: Run, event: TaskEvent): void {
  const unit = findOrOpenUnit(run, event.path);
  if (!unit) throw new IllegalMove(event.type, `task ${event.path}`, 'not in this run');
  checkTaskMove(event.type, event.path, unit.status);
  switch (event.type) {
    case 'task.started':
      return startAttempt(run, unit, event);
    case 'task.expanded':
      enter(run, unit, 'running');
      unit.startedAt = event.at;
      markStarted(unit.node);
      unit.node.items = createItems(event);
      run.agenda.push({ kind: 'items', node: unit.node });
      return;
    case 'task.waiting':
      checkWait(event.cause.kind, event.path, unit.status);
      enter(run, unit, 'waiting');
      unit.waiting = event.cause;
      if (event.cause.kind === 'breakpoint') stopAtBreakpoint(unit);
      if (event.cause.kind === 'timer') run.timers.push(event.cause.until, { kind: 'wait', unit, attempt: unit.attempt });
      if (event.cause.kind === 'approval' && event.cause.expiresAt !== undefined) {
        run.timers.push(event.cause.expiresAt, { kind: 'wait', unit, attempt: unit.attempt });
      }
      return;
    case 'task.succeeded':
      if (event.from) unit.from = event.from;
      if (event.from === 'rerun' || event.from === 'pin') markStarted(unit.node);
      unit.output = event.output;
      unit.port = event.port ?? null;
      unit.failure = event.failure ?? null;
      return end(run, unit, 'succeeded', event.at);
    case 'approval.decided':
      unit.output = storedValue({
        decision: event.decision,
        by: event.by,
        at: new Date(event.at).toISOString(),
        comment: event.comment,
        values: event.values,
      });
      unit.port = event.decision;
      unit.failure = null;
      return end(run, unit, 'succeeded', event.at);
    case 'task.failed':
      unit.failure = event.failure;
      if (event.retryAt === undefined) return end(run, unit, 'failed', event.at);
      enter(run, unit, 'waiting');
      unit.stopping = null;
      unit.waiting = { kind: 'retry', until: event.retryAt };
      run.timers.push(event.retryAt, { kind: 'retry', unit, attempt: unit.attempt });
      return;
    case 'task.skipped':
      unit.skip = { reason: event.reason, needs: event.needs ?? [] };
      if (event.reason === 'upstream_failed') unit.node.blame = blameOf(unit.node);
      return end(run, unit, 'skipped', event.at);
    case 'task.canceled':
      return end(run, unit, 'canceled', event.at);
    case 'task.stopping':
      unit.stopping = event.reason;
      if (unit.body) stopScope(run, unit.body, event.reason);
      else if (unit.item === null && unit.node.items) run.agenda.push({ kind: 'stop items', node: unit.node });
      return;
    case 'task.interrupted':
      if (event.action === 'retry') requeue(run, unit);
      return;
    case 'task.repeated':
      rememberAttempts(run, unit);
      unit.body = null;
      unit.iteration = event.iteration;
      enter(run, unit, 'waiting');
      unit.waiting = { kind: 'iteration', until: event.resumeAt };
      run.timers.push(event.resumeAt, { kind: 'iteration', unit, attempt: unit.attempt });
      return;
    case 'task.resumed':
      if (unit.waiting?.kind === 'retry' || unit.waiting?.kind === 'breakpoint') return requeue(run, unit);
      enter(run, unit, 'running');
      return openBody(run, unit);
    default:
      assertNever(event);
  }
}

/** It was prepared before it came here, and does not stop here again. */
function stopAtBreakpoint(unit: Unit): void {
  unit.prepared = true;
  unit.passedBreakpoint = true;
}

function startAttempt(run: Run, unit: Unit, event: { attempt: number; at: number }): void {
  enter(run, unit, 'running');
  unit.attempt = event.attempt;
  unit.firstStartedAt ??= event.at;
  unit.startedAt = event.at;
  unit.stopping = null;
  unit.asked = false;
  markStarted(unit.node);
  const { timeoutMs } = unit.node.program;
  if (timeoutMs !== null) run.timers.push(event.at + timeoutMs, { kind: 'deadline', unit, attempt: event.attempt });
  if (!unit.node.program.body) return;
  rememberAttempts(run, unit);
  unit.iteration = 0;
  openBody(run, unit);
}

function openBody(run: Run, unit: Unit): void {
  const program = unit.node.program.body;
  invariant(program, `${unit.path} is a group`);
  unit.body = createScope(program, { owner: unit, prefix: `${unit.path}.`, attemptsByPath: run.attemptsByPath });
  openScope(run, unit.body);
}

function openScope(run: Run, scope: ScopeState): void {
  for (const index of scope.program.roots) queueNode(run, scope.nodes[index] as NodeState);
  if (scope.active === 0) run.agenda.push({ kind: 'scope', scope });
}

function openHook(run: Run, name: string): void {
  const index = run.hooks.program.indexOf.get(name);
  if (index !== undefined) queueNode(run, run.hooks.nodes[index] as NodeState);
}

function queueNode(run: Run, node: NodeState): void {
  node.cures = curesOf(node);
  node.scope.active += 1;
  node.unit.status = 'queued';
  run.queued.add(node.unit);
  run.toOffer.push(node.unit);
}

/** Back into the queue: after an interruption, or when the delay before a retry is over. */
function requeue(run: Run, unit: Unit): void {
  enter(run, unit, 'queued');
  unit.asked = false;
  run.queued.add(unit);
  run.toOffer.push(unit);
}

/** Changes the status and keeps the counts; a unit that expanded or holds a nested graph is not itself at work. */
function enter(run: Run, unit: Unit, status: Unit['status']): void {
  if (unit.status === 'queued') run.queued.delete(unit);
  if (unit.status === 'running' && isLeaf(unit)) run.running -= 1;
  if (unit.status === 'waiting') {
    run.waiting -= 1;
    unit.waiting = null;
  }
  unit.status = status;
  if (status === 'running' && isLeaf(unit)) run.running += 1;
  if (status === 'waiting') run.waiting += 1;
}

function markStarted(node: NodeState): void {
  if (node.hasStarted) return;
  node.hasStarted = true;
  if (node.scope.unhandled.size === 0) return;
  for (const need of node.program.needs) {
    if (asksForFailure(need.port)) node.scope.unhandled.delete(need.from);
  }
}

function asksForFailure(port: string): boolean {
  return port === 'failed' || port === 'finished';
}

function end(run: Run, unit: Unit, status: 'succeeded' | 'failed' | 'skipped' | 'canceled', at: number): void {
  const wasPending = unit.status === 'pending';
  enter(run, unit, status);
  unit.finishedAt = at;
  if (unit.item !== null) endItem(run, unit);
  else endNode(run, unit.node, wasPending);
}

function endItem(run: Run, unit: Unit): void {
  const items = unit.node.items;
  invariant(items && unit.item !== null, `${unit.path} is an item`);
  items.active -= 1;
  if (unit.status === 'succeeded') items.succeeded += 1;
  if (unit.status === 'failed') failItem(run, items, unit);
  run.agenda.push({ kind: 'items', node: unit.node });
}

function failItem(run: Run, items: Items, { node, item }: Unit): void {
  const index = item ?? 0;
  items.failed += 1;
  if (items.firstFailed === null && !toleratesItemFailure(node)) run.agenda.push({ kind: 'withdraw items', node });
  items.firstFailed = items.firstFailed === null ? index : Math.min(items.firstFailed, index);
}

function endNode(run: Run, node: NodeState, wasPending: boolean): void {
  const { scope, unit } = node;
  scope.open -= 1;
  if (!wasPending) scope.active -= 1;
  if (unit.status === 'failed') scope.hasFailure = true;
  if (unit.status === 'failed' && !node.program.toleratesFailure && !hasStartedTaker(node)) scope.unhandled.add(node.program.index);
  if (scope.stopping === null) resolveNeeds(run, node);
  if (scope.active === 0) run.agenda.push({ kind: 'scope', scope });
}

/** A taker with an `any` join may have started before this task failed. */
function hasStartedTaker(node: NodeState): boolean {
  return node.program.takers.some((taker) => asksForFailure(taker.port) && node.scope.nodes[taker.to]?.hasStarted);
}

function resolveNeeds(run: Run, upstream: NodeState): void {
  for (const taker of upstream.program.takers) {
    const node = upstream.scope.nodes[taker.to] as NodeState;
    node.unresolved -= 1;
    node[needState(upstream.unit, taker.port)] += 1;
    if (node.unit.status !== 'pending') continue;
    const decision = decideJoin(node);
    if (decision.type === 'start') queueNode(run, node);
    else if (decision.type === 'skip') run.agenda.push({ kind: 'join', node });
  }
}

function stopScope(run: Run, scope: ScopeState, reason: Unit['stopping']): void {
  scope.stopping = reason;
  run.agenda.push({ kind: 'stop', scope }, { kind: 'scope', scope });
}

/** Keeps the attempt numbers of a nested graph that is about to begin anew, so that no (path, attempt) ever repeats. */
function rememberAttempts(run: Run, unit: Unit): void {
  const scopes: ScopeState[] = unit.body ? [unit.body] : [];
  for (let scope = scopes.pop(); scope; scope = scopes.pop()) {
    for (const node of scope.nodes) {
      const units = node.items ? [node.unit, ...node.items.units] : [node.unit];
      for (const inner of units) {
        if (!inner || inner.attempt === 0) continue;
        run.attemptsByPath.set(inner.path, inner.attempt);
        if (inner.body) scopes.push(inner.body);
      }
    }
  }
}
