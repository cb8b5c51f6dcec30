import { type Failure, userFailure } from '../failure.ts';
import { wouldCloseCycle } from '../graph/path.ts';
import { scopeGraph } from '../graph/scope-graph.ts';
import { err, ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { addTask, type NewTask } from './add-task.ts';
import { connect, type Edge, findEnds, isConnected, notConnected, wouldClose } from './connect.ts';
import { changeTask } from './scope.ts';
import { replaceNeeds, sameNeed } from './task-needs.ts';
import { groupOf, idOf, joinPath } from './task-path.ts';

/**
 * Puts a task into an edge: it needs what the edge came from, and the edge's target needs it instead. `insert` is a new task or the
 * path of one in the same group, whose other edges stay. Failures: those of `addTask` and of the edge, `not_connected`,
 * `would_close_cycle`, `crosses_group`.
 */
export function insertIntoEdge(
  workflow: Workflow,
  { edge, insert }: { readonly edge: Edge; readonly insert: Omit<NewTask, 'group'> | { readonly path: string } },
): Result<Workflow, Failure> {
  const ends = findEnds(workflow, edge);
  if (!ends.ok) return ends;
  if (!isConnected(ends.value)) return err(notConnected(ends.value));
  const group = groupOf(edge.to);
  if ('path' in insert) return insertExisting(workflow, edge, insert.path);
  const added = addTask(workflow, { after: idOf(edge.from), ...insert, group });
  return added.ok ? insertExisting(added.value, edge, joinPath(group, insert.id)) : added;
}

function insertExisting(workflow: Workflow, edge: Edge, path: string): Result<Workflow, Failure> {
  if (path === edge.from || path === edge.to) return err(userFailure('self_need', `\`${path}\` is an end of this edge already.`));
  const ends = findEnds(workflow, edge);
  if (!ends.ok) return ends;
  const { need, target } = ends.value;
  const replaced = changeTask(workflow, edge.to, (task) =>
    replaceNeeds(task, (other) => (sameNeed(other, need) ? [{ task: idOf(path), port: 'done' }] : [other])),
  );
  const into = connectOnce(replaced, { ...edge, to: path });
  if (!into.ok) return into;
  const siblings = findEnds(into.value, { from: path, to: edge.to });
  if (!siblings.ok) return siblings;
  const cycle = wouldCloseCycle(scopeGraph(siblings.value.tasks), idOf(path), target);
  return cycle ? err(wouldClose(cycle, idOf(path), target)) : into;
}

function connectOnce(workflow: Workflow, edge: Edge): Result<Workflow, Failure> {
  const connected = connect(workflow, edge);
  return !connected.ok && connected.failure.code === 'already_connected' ? ok(workflow) : connected;
}
