// What a run would do, without doing any of it.
import { type Choices, choicesOf, isSelected } from '../run/choices.ts';
import { inOrder } from '../run/need-order.ts';
import type { NodeProgram, ScopeProgram } from '../run/program.ts';
import type { RerunTask } from '../run/rerun.ts';
import { runVariable } from '../run/variables.ts';
import { groupOf } from '../workflow/edit/task-path.ts';
import { evaluateValue } from '../workflow/expression/evaluate.ts';
import { referencesOf } from '../workflow/expression/references.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { DraftRun } from './draft-run.ts';
import type { RunPreview, TaskPreview } from './engine.ts';

/** Known before any task has run. */
const knownNames: ReadonlySet<unknown> = new Set(['inputs', 'vars', 'environment', 'run', 'secrets']);

export function previewRun({ definition, created, rerun }: DraftRun): RunPreview {
  const { inputs, vars, environment, run: id, trigger, at } = created;
  const { workflow } = definition;
  const scope = { inputs, vars, environment, run: runVariable({ id, workflow: workflow.id, createdAt: at, trigger }) };
  const again = new Map((rerun?.tasks ?? []).map((task) => [task.path, task]));
  const choices = choicesOf(definition.program, created);
  const groups = new Map<string, Decided | undefined>();
  const tasks = [...nodesOf(definition.program.root, '')].map(({ path, node }) => {
    const decided = decidedWithGroup(path, groups) ?? decidedFor(node, { choices, again: again.get(path), created });
    if (node.body) groups.set(path, decided);
    return previewTask(path, node, { scope, decided });
  });
  return { workflow: workflow.id, inputs, vars, problems: definition.warnings, tasks };
}

type Decided = Pick<TaskPreview, 'action' | 'why'>;
type Known = {
  readonly choices: Choices | null;
  readonly again: RerunTask | undefined;
  readonly created: Pick<DraftRun['created'], 'upTo'>;
};

/** A group that does not run is decided with everything in it. */
function decidedWithGroup(path: string, groups: ReadonlyMap<string, Decided | undefined>): Decided | undefined {
  const group = groupOf(path);
  const decided = groups.get(group);
  if (!decided || decided.action === 'run') return undefined;
  return { action: decided.action, why: `\`${group}\` is ${decided.action === 'skip' ? 'skipped' : 'taken over'} as a whole` };
}

/** What is so whatever happens in the run, and whatever happened in another. */
function decidedFor(node: NodeProgram, { choices, again, created }: Known): Decided | undefined {
  if (!isSelected({ choices }, node)) return { action: 'skip', why: `\`${created.upTo ?? ''}\` does not stand on it` };
  if (node.task.disabled) return { action: 'skip', why: 'it is disabled' };
  const pinned = choices?.pinned.get(node);
  if (pinned) return { action: 'reuse', why: `it is pinned to \`${pinned.path}\` of run ${pinned.run}` };
  if (again?.action === 'reuse' || !choices?.breakpoints.has(node)) return again;
  return { action: 'run', why: 'the run waits before it until it is let go on' };
}

type Seen = { readonly scope: { readonly [name: string]: Json }; readonly decided: Decided | undefined };

function previewTask(path: string, { task }: NodeProgram, { scope, decided }: Seen): TaskPreview {
  return {
    path,
    type: task.type,
    needs: task.needs ?? [],
    action: decided?.action ?? 'run',
    why: decided?.why ?? (task.when === undefined ? 'its needs will be met' : 'if its condition holds'),
    parameters: resolveKnown((task.with ?? {}) as JsonObject, scope),
  };
}

/** Null as soon as one expression reads what is not known yet. */
function resolveKnown(parameters: JsonObject, scope: Seen['scope']): JsonObject | null {
  const secrets: { [name: string]: string } = {};
  for (const { path } of referencesOf(parameters)) {
    const [root, name] = path;
    if (!knownNames.has(root)) return null;
    if (root === 'secrets' && typeof name === 'string') secrets[name] = '***';
  }
  const answer = evaluateValue(parameters, { ...scope, secrets });
  return answer.ok ? (answer.value as JsonObject) : null;
}

function* nodesOf(scope: ScopeProgram, prefix: string): Generator<{ readonly path: string; readonly node: NodeProgram }> {
  for (const node of inOrder(scope)) {
    const path = prefix + node.id;
    yield { path, node };
    if (node.body) yield* nodesOf(node.body, `${path}.`);
  }
}
