// What a border around tasks would do to the edges that cross it.
import { standardPorts } from '../catalog.ts';
import { type Failure, userFailure } from '../failure.ts';
import { reachable } from '../graph/reach.ts';
import { namesOf, type ScopeGraph, scopeGraph, type Tasks } from '../graph/scope-graph.ts';
import type { Need } from '../needs.ts';
import { err, ok, type Result } from '../result.ts';
import { needsOf } from './task-needs.ts';

/** Whether tasks can be one node of their scope: nothing outside may stand between them. Failure: `would_close_cycle`. */
export function checkNoWayThroughOutside(tasks: Tasks, members: ReadonlySet<string>): Result<null, Failure> {
  const graph = scopeGraph(tasks);
  const upstream = upstreamOf(graph, members);
  const between = [...reachable(graph, members)].filter((id) => !members.has(id) && upstream.has(id));
  if (between.length === 0) return ok(null);
  const names = between.map((id) => `\`${id}\``).join(', ');
  const message = `${names} would have to run in the middle of the group: between some of its tasks and others. Put ${between.length === 1 ? 'it' : 'them'} into the group as well.`;
  return err(userFailure('would_close_cycle', message, { cycle: between }));
}

/** The given tasks and everything they need, directly or through others. */
function upstreamOf(graph: ScopeGraph, members: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([...members].flatMap((id) => graph.indexOf.get(id) ?? []));
  for (const index of found) for (const source of graph.upstream[index] ?? []) found.add(source);
  return new Set(namesOf(graph, found));
}

/** A group has no ports but the standard ones. Failure: `group_port`. */
export function checkGroupPort(need: Need, target: string): Result<null, Failure> {
  if ((standardPorts as readonly string[]).includes(need.port)) return ok(null);
  const message = `\`${target}\` needs port \`${need.port}\` of \`${need.task}\`, which cannot be reached through the border of a group. Keep both on the same side.`;
  return err(userFailure('group_port', message, { task: target, need: `${need.task}:${need.port}` }));
}

/** Needs of some tasks, with the task that has each. */
export function allNeeds(tasks: Tasks): { readonly id: string; readonly need: Need }[] {
  return Object.entries(tasks).flatMap(([id, task]) => needsOf(task).map((need) => ({ id, need })));
}

/** Tasks that no other of the group needs: the group is done when they are. */
export function sinksOf(tasks: Tasks): string[] {
  const needed = new Set(allNeeds(tasks).map(({ need }) => need.task));
  return Object.keys(tasks).filter((id) => !needed.has(id));
}
