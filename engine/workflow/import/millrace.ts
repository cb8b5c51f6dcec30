// Workflows of this format from another folder or machine: what changes when one with the same id is here already.
import { equalJson } from '../equal.ts';
import { walkTasks } from '../graph/walk.ts';
import type { Workflow } from '../schema.ts';
import { createIdentifiers } from './identifiers.ts';
import type { Imported } from './imported.ts';

export type OnConflict = 'rename' | 'replace';

/**
 * Fits a parsed workflow in among those that are here (by id). One that is here word for word keeps its id. `rename` gives a different
 * one a free id (`orders-2`) and lets its calls of itself follow; `replace` keeps the id and says what it takes the place of.
 */
export function importMillrace(workflow: Workflow, present: ReadonlyMap<string, Workflow>, onConflict: OnConflict): Imported {
  const other = present.get(workflow.id);
  const counts = count(workflow);
  if (!other || equalJson(other, workflow)) return { workflow, report: { ...counts, warnings: [] } };
  if (onConflict === 'replace') {
    return { workflow, report: { ...counts, warnings: [`The workflow "${workflow.id}" that was here is replaced.`] } };
  }
  const id = createIdentifiers('-', present.keys())(workflow.id);
  const warning = `A different workflow "${workflow.id}" is here already; this one is now called "${id}".`;
  return { workflow: renameWorkflow(workflow, id), report: { ...counts, warnings: [warning] } };
}

function count(workflow: Workflow): { tasks: number; edges: number } {
  let tasks = 0;
  let edges = 0;
  for (const { task } of walkTasks(workflow)) {
    tasks += 1;
    edges += task.needs?.length ?? 0;
  }
  return { tasks, edges };
}

function renameWorkflow(workflow: Workflow, id: string): Workflow {
  return { ...workflow, id, tasks: retargetCalls(workflow.tasks, workflow.id, id) };
}

function retargetCalls(tasks: Workflow['tasks'], from: string, to: string): Workflow['tasks'] {
  const retargeted = Object.entries(tasks).map(([name, task]) => {
    const called = task.type === 'flow.call' && task.with?.workflow === from;
    const inner = task.tasks ? { tasks: retargetCalls(task.tasks, from, to) } : {};
    return [name, { ...task, ...(called ? { with: { ...task.with, workflow: to } } : {}), ...inner }] as const;
  });
  return Object.fromEntries(retargeted);
}
