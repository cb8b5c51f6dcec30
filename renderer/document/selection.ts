import type { Edge } from '../../engine/workflow/edit/connect.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';

/** What the person has selected, on the canvas and in the code alike. `tasks` and `edges` by path, in the order of selection. */
export type Selection = {
  readonly tasks: readonly string[];
  readonly edges: readonly Edge[];
  /** Indexes of sticky notes. */
  readonly notes: readonly number[];
  readonly triggers: readonly string[];
};

export const nothingSelected: Selection = { tasks: [], edges: [], notes: [], triggers: [] };

export function selectTasks(tasks: readonly string[]): Selection {
  return { ...nothingSelected, tasks };
}

export function isNothingSelected({ tasks, edges, notes, triggers }: Selection): boolean {
  return tasks.length + edges.length + notes.length + triggers.length === 0;
}

/** What of it still exists. The same object when all of it does. */
export function existing(selection: Selection, workflow: Workflow): Selection {
  const tasks = selection.tasks.filter((path) => taskAt(workflow, path) !== undefined);
  const edges = selection.edges.filter((edge) => hasEdge(workflow, edge));
  const notes = selection.notes.filter((index) => index < (workflow.layout?.notes?.length ?? 0));
  const triggers = selection.triggers.filter((id) => workflow.triggers !== undefined && Object.hasOwn(workflow.triggers, id));
  const isWhole =
    tasks.length === selection.tasks.length &&
    edges.length === selection.edges.length &&
    notes.length === selection.notes.length &&
    triggers.length === selection.triggers.length;
  return isWhole ? selection : { tasks, edges, notes, triggers };
}

function hasEdge(workflow: Workflow, { from, port = 'done', to }: Edge): boolean {
  const id = from.slice(from.lastIndexOf('.') + 1);
  const needs = taskAt(workflow, to)?.needs ?? [];
  return needs.includes(`${id}:${port}`) || (port === 'done' && needs.includes(id));
}
