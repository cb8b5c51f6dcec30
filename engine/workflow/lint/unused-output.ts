import type { TaskPlace } from '../graph/walk.ts';
import type { CheckContext } from '../parse/context.ts';
import { type Finding, type Findings, warning } from '../parse/finding.ts';

/** Tasks whose only effect is an output that nothing reads, neither by an expression nor by a need. A lone task is somebody's first try. */
export function lintUnusedOutput(context: CheckContext, findings: Findings): void {
  const candidates = context.places.filter((place) => isOnlyOutput(place, context) && !isNeeded(place, context));
  if (candidates.length === 0 || context.places.length === 1) return;
  const { ids, all } = context.tasksRead;
  // By id, in whatever scope: rather one warning too few.
  const unread = all ? [] : candidates.filter(({ id }) => !ids.has(id));
  for (const place of unread) if (!isExpected(place.path, context)) findings.add(unused(place));
}

/** A validation is worth having for its failure alone. */
function isOnlyOutput({ task }: TaskPlace, { catalog }: CheckContext): boolean {
  const manifest = catalog.get(task.type);
  const computes = manifest?.category === 'data' || manifest?.category === 'script';
  return computes && manifest.effects === 'pure' && manifest.type !== 'data.validate' && !task.disabled;
}

function isNeeded({ id, siblings }: TaskPlace, context: CheckContext): boolean {
  const { graph } = context.scopeOf(siblings);
  return (graph.downstream[graph.indexOf.get(id) ?? -1] ?? []).length > 0;
}

function isExpected(path: string, { workflow }: CheckContext): boolean {
  return Object.values(workflow.tests ?? {}).some((test) => Object.hasOwn(test.expect.tasks ?? {}, path));
}

function unused({ path, jsonPath, group }: TaskPlace): Finding {
  const where = group ? `the outputs of the group \`${group.path}\`` : 'the outputs of the workflow';
  const message = `Nothing reads the output of task \`${path}\`, and it does nothing else. Read it in another task or in ${where}, or remove the task.`;
  return warning('unused_output', jsonPath, message, { on: 'key' });
}
