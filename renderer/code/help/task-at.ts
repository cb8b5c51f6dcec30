// Which task a place of the text names: by its key, by a need, or in an expression.
import { parseNeed } from '../../../engine/workflow/needs.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { scopeAt } from '../../expression-help/place.ts';
import { expressionTokens, isMemberDot } from '../../expression-help/tokens.ts';
import { taskOf } from '../cursor-path.ts';
import { type Cursor, expressionAt, nodeAt } from './cursor.ts';
import { isTask } from './schemas.ts';

/** The path of the task, and where its name stands. */
export type NamedTask = { readonly task: string; readonly name: string; readonly start: number; readonly end: number };

export function taskNamedAt(cursor: Cursor, workflow: Workflow): NamedTask | null {
  const { path, isKey, literal } = cursor;
  const expression = expressionAt(cursor);
  if (expression) return inExpression(expression, workflow);
  if (!literal?.raw.startsWith('"')) return null;
  const text: unknown = readString(literal.raw);
  if (typeof text !== 'string') return null;
  const place = { start: literal.start + 1, end: literal.end - 1 };
  const task = taskOf(path);
  if (isKey && isTask(path) && task !== null && path[0] === 'tasks') return { task, name: text, ...place };
  if (path.at(-2) === 'needs' && isTask(path.slice(0, -2))) {
    const { task: id } = parseNeed(text);
    const owner = path.slice(0, -3);
    return { task: taskOf([...owner, id]) ?? id, name: id, start: place.start, end: place.start + id.length };
  }
  const isPath = isKey && ((path[0] === 'layout' && path[1] === 'tasks') || (path[0] === 'tests' && path.includes('mocks')));
  return isPath ? { task: text, name: text, ...place } : null;
}

function readString(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function inExpression(expression: NonNullable<ReturnType<typeof expressionAt>>, workflow: Workflow): NamedTask | null {
  const { source, offset, owner, toText } = expression;
  const tokens = expressionTokens(source);
  const at = tokens.findIndex((token) => token.start <= offset && offset <= token.end && token.kind === 'property');
  const token = tokens[at];
  if (!token || !isMemberDot(tokens[at - 1]) || tokens[at - 2]?.text !== 'tasks' || isMemberDot(tokens[at - 3])) return null;
  const place = scopeAt(workflow, owner).taskNamed(token.text);
  return place ? { task: place.path, name: token.text, start: toText(token.start), end: toText(token.end) } : null;
}

/** Where the key of a task stands in the text; null when there is no such task. */
export function placeOfTask(cursor: Pick<Cursor, 'tree'>, task: string): { readonly start: number; readonly end: number } | null {
  const path: JsonPath = task.split('.').flatMap((id) => ['tasks', id]);
  const key = nodeAt(cursor, path)?.parent?.children?.[0];
  return key ? { start: key.offset, end: key.offset + key.length } : null;
}
