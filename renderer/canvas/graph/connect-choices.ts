// What a task can be connected to, as a list: an existing task or a new one, from each of its ports.

import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { connect } from '../../../engine/workflow/edit/connect.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { Choice } from './search-choices.ts';
import type { ShownGraph } from './shown-graph.ts';
import { describeTask } from './task-words.ts';

/** Behind `>` the path of the task, or nothing for a new one: `failed>alert`, `done>`. */
export function connectChoices(workflow: Workflow, graph: ShownGraph, path: string, catalog: Catalog): readonly Choice[] {
  const source = graph.tasks.get(path);
  if (!source) return [];
  const siblings = [...graph.tasks.values()].filter(({ group }) => group === source.group);
  return source.ports.flatMap(({ name: port }) => [
    { id: `${port}>`, title: canvasMessages.connectNew(port), summary: canvasMessages.quickAdd, icon: 'plus', kind: 'group' as const },
    ...siblings
      .filter((target) => connect(workflow, { from: path, port, to: target.path }).ok)
      .map(({ path: to, task, id }): Choice => {
        const { name, title, icon, kind } = describeTask(task, id, catalog);
        return { id: `${port}>${to}`, title: canvasMessages.connectTo(port, name), summary: title, icon, kind };
      }),
  ]);
}
