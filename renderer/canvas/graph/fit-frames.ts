// A group's corner is where its leftmost and topmost tasks are, less the padding: tasks dragged beyond it take it with them.
import { moveInLayout, positionOf } from '../../../engine/workflow/edit/layout.ts';
import { groupOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { framePadding } from './card.ts';

/** Moves the corners of the groups ('' is passed over) so that no task stands in the padding; on the canvas no task moves. */
export function fitFrames(workflow: Workflow, groups: Iterable<string>): Workflow {
  let next = workflow;
  for (const group of groups) for (let path = group; path !== ''; path = groupOf(path)) next = fitFrame(next, path);
  return next;
}

function fitFrame(workflow: Workflow, group: string): Workflow {
  const corner = positionOf(workflow, group);
  const members = Object.keys(taskAt(workflow, group)?.tasks ?? {}).flatMap((id) => {
    const path = joinPath(group, id);
    const at = positionOf(workflow, path);
    return at ? [{ path, at }] : [];
  });
  if (!corner || members.length === 0) return workflow;
  const dx = Math.max(0, framePadding.left - Math.min(...members.map(({ at }) => at[0])));
  const dy = Math.max(0, framePadding.top - Math.min(...members.map(({ at }) => at[1])));
  if (dx === 0 && dy === 0) return workflow;
  const tasks = Object.fromEntries(members.map(({ path, at }) => [path, [at[0] + dx, at[1] + dy] as const]));
  const moved = moveInLayout(workflow, { tasks: { ...tasks, [group]: [corner[0] - dx, corner[1] - dy] } });
  return moved.ok ? moved.value : workflow;
}
