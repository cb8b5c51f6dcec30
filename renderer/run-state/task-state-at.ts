// What became of each task of a run, by its path in the definition: the state of its one unit, or what all its units came to together
// where a group around it runs more than once.
import { isAtBreakpoint } from '../../engine/run/breakpoints.ts';
import { hasEnded, type NodeState, type Run, type ScopeState, type Unit } from '../../engine/run/run.ts';
import { equalJson } from '../../engine/workflow/equal.ts';
import type { TaskStatus } from '../../engine/workflow/schema.ts';
import type { TaskState } from './run-state.ts';

const untouched = {
  ...{ attempts: 0, startedAt: null, finishedAt: null, failure: null, port: null },
  ...{ items: null, skipped: null, waiting: null, from: null },
} as const;

/** `path` in the definition: without indexes of items. */
export function taskStateAt(run: Run, path: string): TaskState {
  const { nodes, isRepeated, owner } = nodesAt(run, path);
  const [first] = nodes;
  if (!first) return { ...untouched, status: notBegun(run, owner) };
  return isRepeated ? together(run, nodes, owner) : stateOf(run, first);
}

/** The state before, when it says the same. */
export function keepEqual(before: TaskState | undefined, after: TaskState): TaskState {
  return before && equalJson(before, after) ? before : after;
}

type Found = { readonly nodes: readonly NodeState[]; readonly isRepeated: boolean; readonly owner: NodeState | null };

/** The task in every graph in which it stands by now. `owner`: the innermost group around it that exists. */
function nodesAt(run: Run, path: string): Found {
  const isHook = path.startsWith('@');
  const steps = (isHook ? path.slice(1) : path).split('.');
  let scopes: readonly ScopeState[] = [isHook ? run.hooks : run.root];
  let isRepeated = false;
  let owner: NodeState | null = null;
  for (const [depth, step] of steps.entries()) {
    const nodes = scopes.flatMap((scope) => nodeIn(scope, step));
    if (depth === steps.length - 1) return { nodes, isRepeated, owner };
    owner = nodes[0] ?? owner;
    isRepeated ||= nodes.some((node) => node.program.task.each !== undefined);
    scopes = nodes.flatMap(unitsOf).flatMap(({ body }) => (body ? [body] : []));
  }
  return { nodes: [], isRepeated, owner };
}

function nodeIn(scope: ScopeState, id: string): readonly NodeState[] {
  const index = scope.program.indexOf.get(id);
  const node = index === undefined ? undefined : scope.nodes[index];
  return node ? [node] : [];
}

function unitsOf(node: NodeState): readonly Unit[] {
  return node.items ? node.items.units.filter((unit) => unit !== undefined) : [node.unit];
}

function stateOf(run: Run, node: NodeState): TaskState {
  const { unit, items } = node;
  return {
    status: statusOf(run, node),
    attempts: unit.attempt,
    startedAt: unit.firstStartedAt ?? unit.startedAt,
    finishedAt: unit.finishedAt,
    failure: unit.status === 'canceled' ? null : unit.failure,
    port: unit.port,
    items: items && { count: items.count, succeeded: items.succeeded, failed: items.failed },
    skipped: unit.skip?.reason ?? null,
    waiting: waitOf(node),
    from: unit.from,
  };
}

/** A task whose items stand at a breakpoint while none of them runs waits as they do. */
function statusOf(run: Run, node: NodeState): TaskStatus {
  const isHeld = hasHeldItem(node) && !node.items?.units.some((item) => item?.status === 'running');
  return isHeld ? 'waiting' : shownStatus(run, node.unit);
}

function waitOf(node: NodeState): TaskState['waiting'] {
  return hasHeldItem(node) ? 'breakpoint' : (node.unit.waiting?.kind ?? null);
}

function hasHeldItem({ items }: NodeState): boolean {
  return items?.units.some((item) => item && isAtBreakpoint(item)) ?? false;
}

/** What never began when its run or group ended was canceled with it. */
function shownStatus(run: Run, unit: Unit): TaskStatus {
  if (unit.status !== 'pending') return unit.status;
  return run.phase === 'finished' || (unit.node.scope.owner?.finishedAt ?? null) !== null ? 'canceled' : 'pending';
}

/** A member of a group that has not begun. What succeeded all the same was taken over, or had no items. */
function notBegun(run: Run, owner: NodeState | null): TaskStatus {
  if (owner?.unit.status === 'skipped' || owner?.unit.status === 'succeeded') return 'skipped';
  return run.phase === 'finished' ? 'canceled' : 'pending';
}

/** The liveliest first; then the worst of what has ended. */
const byWeight: readonly TaskStatus[] = ['running', 'waiting', 'queued', 'failed', 'canceled', 'succeeded', 'skipped', 'pending'];

function together(run: Run, nodes: readonly NodeState[], owner: NodeState | null): TaskState {
  const units = nodes.map(({ unit }) => unit);
  const statuses = new Set(nodes.map((node) => statusOf(run, node)));
  const waits = nodes.map(waitOf);
  const status = byWeight.find((each) => statuses.has(each)) ?? 'pending';
  const ended = units.filter((unit) => hasEnded(unit.status));
  const ports = new Set(ended.map(({ port }) => port));
  const count = Math.max(units.length, owner?.items?.count ?? 0);
  const isOver = ended.length === count || hasEnded(owner?.unit.status ?? 'pending');
  return {
    status,
    attempts: units.reduce((most, { attempt }) => Math.max(most, attempt), 0),
    startedAt: extreme(units, (unit) => unit.firstStartedAt ?? unit.startedAt, Math.min),
    finishedAt: isOver ? extreme(units, (unit) => unit.finishedAt, Math.max) : null,
    failure: units.find(({ failure, status: own }) => failure !== null && own !== 'canceled')?.failure ?? null,
    port: ports.size === 1 ? ([...ports][0] ?? null) : null,
    items: { count, succeeded: countOf(units, 'succeeded'), failed: countOf(units, 'failed') },
    skipped: status === 'skipped' ? (units.find(({ skip }) => skip)?.skip?.reason ?? null) : null,
    waiting: waits.find((wait) => wait === 'breakpoint') ?? waits.find((wait) => wait !== null) ?? null,
    from: status === 'succeeded' ? (units.find(({ from }) => from)?.from ?? null) : null,
  };
}

function countOf(units: readonly Unit[], status: TaskStatus): number {
  return units.reduce((sum, unit) => sum + Number(unit.status === status), 0);
}

/** Without spreading: there may be more units than a call takes arguments. */
function extreme(units: readonly Unit[], of: (unit: Unit) => number | null, choose: (a: number, b: number) => number): number | null {
  return units.reduce<number | null>((most, unit) => {
    const value = of(unit);
    return value === null ? most : most === null ? value : choose(most, value);
  }, null);
}
