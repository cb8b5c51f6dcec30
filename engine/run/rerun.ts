// A new run that takes over results of an old one. History is never rewritten.
import { canonicalJson } from './cache-key.ts';
import type { NodeProgram, Program, ScopeProgram } from './program.ts';
import type { NodeState, Run, ScopeState, Unit } from './run.ts';
import type { StoredValue } from './stored-value.ts';

export type RerunFrom = { readonly from: 'failed' } | { readonly from: 'task'; readonly task: string };

export type RerunTask = {
  readonly path: string;
  readonly action: 'reuse' | 'run';
  /** In plain words. */
  readonly why: string;
};

/** `reused` names units of the old run whose results the new one takes over; the host materializes their outputs. */
export type RerunPlan = {
  readonly tasks: readonly RerunTask[];
  readonly reused: ReadonlyMap<string, { readonly unit: Unit; readonly output: StoredValue }>;
};

type Reason = { readonly reuse: boolean; readonly why: string };

/**
 * Which tasks run again and which are taken over, and why. Taken over is what succeeded, is unchanged in the new definition, and stands on
 * nothing that runs again. Linear in tasks, needs and items.
 */
export function planRerun(old: Run, program: Program, selection: RerunFrom): RerunPlan {
  const tasks: RerunTask[] = [];
  const reused = new Map<string, { unit: Unit; output: StoredValue }>();
  planScope({ scope: program.root, old: old.root, selection, prefix: '' }, { tasks, reused });
  return { tasks, reused };
}

type ScopePlan = { readonly scope: ScopeProgram; readonly old: ScopeState | null; readonly selection: RerunFrom; readonly prefix: string };
type Collected = { readonly tasks: RerunTask[]; readonly reused: Map<string, { unit: Unit; output: StoredValue }> };

function planScope(place: ScopePlan, collected: Collected): void {
  const { scope, old, prefix } = place;
  const reasons = new Map<number, Reason>();
  for (const node of inOrder(scope)) {
    const before = oldNode(old, node.id);
    const reason = decide(place, node, { before, reasons });
    reasons.set(node.index, reason);
    const path = prefix + node.id;
    collected.tasks.push({ path, action: reason.reuse ? 'reuse' : 'run', why: reason.why });
    if (!before) continue;
    if (reason.reuse) reuse(before.unit, collected);
    else if (standsOnReused(node, reasons)) planInside(place, node, { before, collected });
  }
}

function oldNode(scope: ScopeState | null, id: string): NodeState | undefined {
  const index = scope?.program.indexOf.get(id);
  return index === undefined ? undefined : scope?.nodes[index];
}

type NodePlan = { readonly before: NodeState | undefined; readonly reasons: ReadonlyMap<number, Reason> };

function decide({ scope, selection, prefix }: ScopePlan, node: NodeProgram, { before, reasons }: NodePlan): Reason {
  const path = prefix + node.id;
  if (!before) return { reuse: false, why: 'it is new in the workflow' };
  if (
    selection.from === 'task' &&
    (selection.task === path || selection.task.startsWith(`${path}.`) || selection.task.startsWith(`${path}[`))
  ) {
    return { reuse: false, why: 'it was chosen' };
  }
  if (definitionOf(node) !== definitionOf(before.program)) return { reuse: false, why: 'its definition changed' };
  const upstream = node.needs.find((need) => reasons.get(need.from)?.reuse === false);
  if (upstream) return { reuse: false, why: `${scope.nodes[upstream.from]?.id ?? ''} runs again` };
  const { status } = before.unit;
  if (status === 'succeeded') return { reuse: true, why: 'it succeeded' };
  if (status === 'pending') return { reuse: false, why: 'it had not begun' };
  return {
    reuse: false,
    why: status === 'skipped' ? 'it was skipped and is decided anew' : `it ${status === 'failed' ? 'failed' : `was ${status}`}`,
  };
}

/** What matters to a run: everything but name and description, which are for the eye. */
function definitionOf({ task }: NodeProgram): string {
  const { name: _name, description: _description, ...rest } = task;
  return canonicalJson(rest as Parameters<typeof canonicalJson>[0]);
}

function standsOnReused(node: NodeProgram, reasons: ReadonlyMap<number, Reason>): boolean {
  return node.needs.every((need) => reasons.get(need.from)?.reuse !== false);
}

type InsidePlan = { readonly before: NodeState; readonly collected: Collected };

/** Inside a group or among items that did not succeed as a whole, what did succeed is kept. */
function planInside(place: ScopePlan, node: NodeProgram, { before, collected }: InsidePlan): void {
  if (place.selection.from !== 'failed' || definitionOf(node) !== definitionOf(before.program)) return;
  if (node.task.until) return;
  const units = before.items ? before.items.units : [before.unit];
  for (const unit of units) {
    if (!unit) continue;
    if (unit.item !== null) {
      const isKept = unit.status === 'succeeded';
      collected.tasks.push({
        path: unit.path,
        action: isKept ? 'reuse' : 'run',
        why: isKept ? 'it succeeded' : `it ${unit.status === 'failed' ? 'failed' : `was ${unit.status}`}`,
      });
      if (isKept) {
        reuse(unit, collected);
        continue;
      }
    }
    if (node.body) planScope({ ...place, scope: node.body, old: unit.body, prefix: `${unit.path}.` }, collected);
  }
}

function reuse(unit: Unit, { reused }: Collected): void {
  if (unit.output) reused.set(unit.path, { unit, output: unit.output });
}

/** Topological order of a compiled scope. */
function inOrder(scope: ScopeProgram): readonly NodeProgram[] {
  const open = scope.nodes.map((node) => node.needs.length);
  const order: NodeProgram[] = scope.roots.map((index) => scope.nodes[index] as NodeProgram);
  for (let at = 0; at < order.length; at += 1) {
    for (const taker of (order[at] as NodeProgram).takers) {
      open[taker.to] = (open[taker.to] as number) - 1;
      if (open[taker.to] === 0) order.push(scope.nodes[taker.to] as NodeProgram);
    }
  }
  return order;
}
