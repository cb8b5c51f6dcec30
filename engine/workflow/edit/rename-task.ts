import { renameTaskInText } from '../expression/rename.ts';
import { type Failure, userFailure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { mapExpressions, resolveTask, taskReferences } from './expressions.ts';
import { checkNewId } from './ids.ts';
import { movePaths } from './path-keys.ts';
import { renameKeys } from './record.ts';
import { replaceTasks, selectTasks } from './scope.ts';
import { replaceAllNeeds } from './task-needs.ts';
import { groupOf, idOf, isWithin, joinPath } from './task-path.ts';

/**
 * Gives a task another id and follows it everywhere: needs, expressions in which the name means this task (not those of another
 * group, nor where an inner task of that name hides it), tests, layout. The place in the document stays.
 * Failures: `task_not_found`, `invalid_id`, `id_taken`, `name_captured` (an expression would then read another task).
 */
export function renameTask(workflow: Workflow, { path, to }: { readonly path: string; readonly to: string }): Result<Workflow, Failure> {
  const selection = selectTasks(workflow, [path]);
  if (!selection.ok) return selection;
  const { group, tasks } = selection.value;
  const from = idOf(path);
  if (from === to) return ok(workflow);
  const checked = checkNewId(tasks, to);
  if (!checked.ok) return checked;
  const newPath = joinPath(group, to);
  const victim = findCaptured(workflow, path, to);
  if (victim !== undefined) return err(nameCaptured(to, victim));

  const followed = mapExpressions(workflow, (text, { scope, bare }) =>
    text.includes(from) && resolveTask(scope, from) === path ? renameTaskInText(text, from, to, { bare }) : text,
  );
  const scoped = selectTasks(followed, [path]);
  if (!scoped.ok) return scoped;
  const keyed = renameKeys(scoped.value.tasks, (id) => (id === from ? to : id));
  const renamed = replaceAllNeeds(keyed, (need) => [need.task === from ? { ...need, task: to } : need]);
  return ok(movePaths(replaceTasks(followed, group, renamed), new Map([[path, newPath]])));
}

/** The owner of an expression whose meaning the new name would change. */
function findCaptured(workflow: Workflow, path: string, to: string): string | undefined {
  const group = groupOf(path);
  let victim: string | undefined;
  mapExpressions(workflow, (text, place) => {
    // Only below the scope of the task the new name can hide another, or be hidden.
    if (victim !== undefined || !isWithin(place.scope.path, group)) return text;
    const hider = resolveTask(place.scope, to);
    if (hider === undefined) return text;
    const changesMeaning = isWithin(groupOf(hider), group) ? path : hider;
    const captured = taskReferences(text, place).some(({ meant }) => meant === changesMeaning);
    if (captured) victim = place.owner;
    return text;
  });
  return victim;
}

function nameCaptured(name: string, owner: string): Failure {
  const message = `An expression of \`${owner || 'the workflow'}\` would then read another task named \`${name}\`. Choose another name.`;
  return userFailure('name_captured', message, { id: name, task: owner });
}
