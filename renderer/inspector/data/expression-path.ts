import { printMember } from '../../../engine/workflow/edit/member.ts';
import { idOf } from '../../../engine/workflow/edit/task-path.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';

/** `{{ tasks.fetch.output.body[0].id }}`: the expression that reads a part of what a task gave. */
export function expressionOf(taskPath: string, path: JsonPath): string {
  const id = idOf(taskPath).replace(/\[\d+\]$/, '');
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : printMember(part)));
  return `{{ tasks${printMember(id)}.output${parts.join('')} }}`;
}
