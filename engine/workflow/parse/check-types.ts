import { closest } from '../expression/suggest.ts';
import type { JsonPath } from '../problem.ts';
import type { CheckContext } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';
import { subjectOf } from './subject.ts';

const groupFields = ['tasks', 'outputs', 'until'] as const;

/** Types that exist, and fields that fit the type. */
export function checkTypes(context: CheckContext, findings: Findings): void {
  for (const { task, jsonPath } of context.places) {
    if (findings.isFull) return;
    if (task.type === 'group') findings.addAll(checkGroup(task.tasks, task.with, jsonPath, context));
    else {
      if (!context.catalog.get(task.type)) findings.addAll(unknownType(task.type, jsonPath, context, ['group']));
      for (const field of groupFields) if (task[field] !== undefined) findings.add(groupOnly(field, jsonPath));
    }
  }
  for (const [name, hook] of Object.entries(context.workflow.hooks ?? {})) {
    const path = ['hooks', name];
    if (hook.type === 'group')
      findings.add(error('unknown_type', [...path, 'type'], `${subjectOf(path).name} must be a single task, not a group.`));
    else if (!context.catalog.get(hook.type)) findings.addAll(unknownType(hook.type, path, context));
  }
}

function unknownType(type: string, owner: JsonPath, context: CheckContext, more: readonly string[] = []): Finding[] {
  if (context.isDamaged(owner)) return [];
  const path = [...owner, 'type'];
  const meant = closest(type, [...more, ...context.catalog.types]);
  const advice = meant ? `Did you mean \`${meant}\`?` : 'Choose a type of the task catalog.';
  const message = `${subjectOf(owner).name} has the type \`${type}\`, which does not exist. ${advice}`;
  const fix = meant ? { title: `Change to ${meant}`, action: 'replace' as const, path, value: meant } : undefined;
  return [error('unknown_type', path, message, { fix })];
}

function checkGroup(tasks: object | undefined, parameters: object | undefined, path: JsonPath, context: CheckContext): Finding[] {
  const { name } = subjectOf(path);
  const findings: Finding[] = [];
  if (parameters !== undefined) {
    const fix = { title: 'Remove with', action: 'remove' as const, path: [...path, 'with'] };
    const message = `${name} is a group and takes no parameters. Remove \`with\`, or move it to a task of the group.`;
    findings.push(error('not_for_groups', [...path, 'with'], message, { on: 'key', fix }));
  }
  const isEmpty = tasks === undefined || Object.keys(tasks).length === 0;
  if (isEmpty && !context.isDamaged(path)) {
    findings.push(error('empty_group', [...path, 'tasks'], `${name} is a group without tasks. Add a task to it, or remove it.`));
  }
  return findings;
}

function groupOnly(field: string, owner: JsonPath): Finding {
  const path = [...owner, field];
  const message = `${subjectOf(owner).name} has \`${field}\`, which only a group can have. Remove it, or change the type to \`group\`.`;
  return error('group_only_field', path, message, { on: 'key', fix: { title: `Remove ${field}`, action: 'remove', path } });
}
