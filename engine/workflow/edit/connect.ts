import { type Failure, userFailure } from '../failure.ts';
import { wouldCloseCycle } from '../graph/path.ts';
import { scopeGraph, type Tasks } from '../graph/scope-graph.ts';
import type { Need } from '../needs.ts';
import { err, ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { changeTask, selectTasks } from './scope.ts';
import { needsOf, sameNeed, withNeeds } from './task-needs.ts';
import { groupOf, idOf } from './task-path.ts';

/** An edge: the port of one task (default `done`) and the task that needs it, both by path. */
export type Edge = { readonly from: string; readonly port?: string; readonly to: string };

export type Ends = { readonly group: string; readonly tasks: Tasks; readonly need: Need; readonly target: string };

/**
 * Makes a task need a port of another. Failures: `task_not_found`, `self_need`, `crosses_group` (tasks need their siblings only),
 * `already_connected`, `would_close_cycle` (its members are in the message and in `details.cycle`).
 */
export function connect(workflow: Workflow, edge: Edge): Result<Workflow, Failure> {
  const ends = findEnds(workflow, edge);
  if (!ends.ok) return ends;
  const { need, target, tasks } = ends.value;
  if (isConnected(ends.value)) {
    return err(userFailure('already_connected', `\`${target}\` needs \`${need.task}:${need.port}\` already.`));
  }
  const cycle = wouldCloseCycle(scopeGraph(tasks), need.task, target);
  if (cycle) return err(wouldClose(cycle, need.task, target));
  return ok(changeTask(workflow, edge.to, (task) => withNeeds(task, [...needsOf(task), need])));
}

/** Takes an edge away. Failures: those of its ends, `not_connected`. */
export function disconnect(workflow: Workflow, edge: Edge): Result<Workflow, Failure> {
  const ends = findEnds(workflow, edge);
  if (!ends.ok) return ends;
  const { need } = ends.value;
  if (!isConnected(ends.value)) return err(notConnected(ends.value));
  return ok(
    changeTask(workflow, edge.to, (task) =>
      withNeeds(
        task,
        needsOf(task).filter((other) => !sameNeed(other, need)),
      ),
    ),
  );
}

/** Moves one end (or both) of an edge. An end that stays keeps its place among the needs. Failures: those of `connect` and `disconnect`. */
export function reconnect(workflow: Workflow, { edge, to }: { readonly edge: Edge; readonly to: Edge }): Result<Workflow, Failure> {
  const without = disconnect(workflow, edge);
  if (!without.ok) return without;
  const connected = connect(without.value, to);
  if (!connected.ok || edge.to !== to.to) return connected;
  const [before, after] = [needOf(edge), needOf(to)];
  return ok(
    changeTask(workflow, edge.to, (task) =>
      withNeeds(
        task,
        needsOf(task).map((need) => (sameNeed(need, before) ? after : need)),
      ),
    ),
  );
}

export function needOf({ from, port = 'done' }: Edge): Need {
  return { task: idOf(from), port };
}

export function notConnected({ need, target }: Pick<Ends, 'need' | 'target'>): Failure {
  return userFailure('not_connected', `\`${target}\` does not need \`${need.task}:${need.port}\` any more.`);
}

/** `cycle` leads from the target to the source. */
export function wouldClose(cycle: readonly string[], from: string, to: string): Failure {
  const members = [...cycle, cycle[0] ?? to];
  const message = `If \`${to}\` needed \`${from}\`, these tasks would wait for each other: ${members.map((id) => `\`${id}\``).join(' → ')}.`;
  return userFailure('would_close_cycle', message, { cycle: [...cycle] });
}

/** Both ends of an edge that may be drawn, whether it is there or not. */
export function findEnds(workflow: Workflow, edge: Edge): Result<Ends, Failure> {
  const { from, to } = edge;
  if (from === to) return err(userFailure('self_need', `\`${to}\` cannot need itself.`));
  for (const path of [from, to]) {
    const found = selectTasks(workflow, [path]);
    if (!found.ok) return found;
  }
  if (groupOf(from) !== groupOf(to)) {
    return err(userFailure('crosses_group', `\`${to}\` and \`${from}\` are not in the same group. Connect the groups instead.`));
  }
  const siblings = selectTasks(workflow, [from, to]);
  return siblings.ok ? ok({ group: groupOf(to), tasks: siblings.value.tasks, need: needOf(edge), target: idOf(to) }) : siblings;
}

export function isConnected({ tasks, need, target }: Ends): boolean {
  return needsOf(tasks[target] ?? { type: '' }).some((other) => sameNeed(other, need));
}
