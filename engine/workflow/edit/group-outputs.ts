// Reading the tasks of a group from outside goes through its outputs; these rewrite expressions from one way to the other.
import { compileTemplate, parseExpression } from '../expression/compile.ts';
import type { Json } from '../json.ts';
import type { Workflow } from '../schema.ts';
import { resolveTask, rewriteReferences, type Scope, type TextPlace } from './expressions.ts';
import { endOfParts, printMember } from './member.ts';
import { own } from './record.ts';
import { idOf, joinPath } from './task-path.ts';

type Outputs = { readonly [name: string]: unknown };

/**
 * Re-points expressions that read `tasks` (paths) and do not stand inside the group: `tasks.a.output` becomes
 * `tasks.group.output.a`. Returns the outputs the group then needs. Reads of a task as a whole stay as they are.
 */
export function readThroughOutputs(
  workflow: Workflow,
  group: {
    readonly id: string;
    readonly outputs: Outputs;
    readonly tasks: ReadonlySet<string>;
    readonly isInside: (owner: string) => boolean;
  },
): { readonly workflow: Workflow; readonly outputs: Record<string, Json> } {
  const outputs = { ...group.outputs } as Record<string, Json>;
  const next = rewriteReferences(workflow, (found, place) => {
    const field = found.reference.path[2];
    if (!group.tasks.has(found.meant) || group.isInside(place.owner)) return undefined;
    if (field !== 'output' && field !== 'status' && field !== 'error') return undefined;
    const end = endOfParts(found, 3);
    if (end === undefined) return undefined;
    const name = exposeField(outputs, idOf(found.meant), field);
    return { end, text: `tasks${printMember(group.id)}.output${printMember(name)}` };
  });
  return { workflow: next, outputs };
}

/** The name of the output that gives a field of an inner task; added when there is none. */
function exposeField(outputs: Record<string, Json>, id: string, field: 'output' | 'status' | 'error'): string {
  const value = `{{ tasks${printMember(id)}.${field} }}`;
  const stem = field === 'output' ? id : `${id}_${field}`;
  const nameOf = (count: number) => (count === 1 ? stem : `${stem}_${count}`);
  let count = 1;
  while (Object.hasOwn(outputs, nameOf(count)) && outputs[nameOf(count)] !== value) count += 1;
  outputs[nameOf(count)] = value;
  return nameOf(count);
}

/**
 * The other way round: `tasks.group.output.a` becomes what the group says `a` is, where that is one expression and would mean
 * the same. `scope` is that of the group's own tasks; `isWanted` chooses by the owner of the text.
 */
export function readWithoutOutputs(
  workflow: Workflow,
  group: { readonly path: string; readonly outputs: Outputs; readonly scope: Scope; readonly isWanted: (owner: string) => boolean },
): Workflow {
  return rewriteReferences(workflow, (found, place) => {
    const [, , field, name] = found.reference.path;
    if (found.meant !== group.path || field !== 'output' || name === undefined || !group.isWanted(place.owner)) return undefined;
    const source = singleExpression(own(group.outputs, String(name)));
    if (source === undefined || !meansTheSame(source, group, place)) return undefined;
    const end = endOfParts(found, 4);
    return end === undefined ? undefined : { end, text: isChain(source) ? source : `(${source})` };
  });
}

function singleExpression(value: unknown): string | undefined {
  const template = typeof value === 'string' ? compileTemplate(value) : undefined;
  if (!template?.ok || !template.value.whole) return undefined;
  const part = template.value.parts.find((part) => typeof part === 'object');
  return part?.source.trim();
}

/** Names of the group's tasks must not be hidden where the expression is put, nor any other name read another task. */
function meansTheSame(source: string, group: { readonly path: string; readonly scope: Scope }, place: TextPlace): boolean {
  const parsed = parseExpression(source);
  if (!parsed.ok) return false;
  return parsed.value.references.every(({ path: [root, id] }) => {
    if (root !== 'tasks') return root === 'inputs' || root === 'vars' || root === 'run' || root === 'environment';
    if (id === undefined) return false;
    const meant = resolveTask(group.scope, String(id));
    const there = resolveTask(place.scope, String(id));
    return meant === joinPath(group.path, String(id)) ? there === undefined || there === meant : there === meant;
  });
}

/** A chain of members needs no parentheses. */
function isChain(source: string): boolean {
  const parsed = parseExpression(source);
  const reference = parsed.ok && parsed.value.references.length === 1 ? parsed.value.references[0] : undefined;
  return reference?.start === 0 && endOfParts({ reference, source }, reference.path.length) === source.length;
}
