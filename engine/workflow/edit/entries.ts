// Triggers, inputs, outputs, hooks and tests: named entries of the workflow, all edited alike.
import { type Failure, userFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { err, ok, type Result } from '../result.ts';
import { type Hook, type HookName, type Input, type Trigger, type Workflow, type WorkflowTest, workflowSchema } from '../schema.ts';
import { followInput } from './follow-input.ts';
import { isSafeKey } from './ids.ts';
import { own, renameKeys, withEntry, withField, withFilled, withoutEntries } from './record.ts';
import { changeTask, findTask } from './scope.ts';
import { checkValue } from './valid.ts';

type EntryValues = { triggers: Trigger; inputs: Input; outputs: Json; hooks: Hook; tests: WorkflowTest };
export type EntryKind = keyof EntryValues;
const nouns = { triggers: 'trigger', inputs: 'input', outputs: 'output', hooks: 'hook', tests: 'test' } as const;

type Named<K extends EntryKind> = { readonly kind: K; readonly name: K extends 'hooks' ? HookName : string };

/** Adds an entry or replaces it in place. Failure: `invalid_value`. */
export function setEntry<K extends EntryKind>(
  workflow: Workflow,
  { kind, name, value }: Named<K> & { readonly value: EntryValues[K] },
): Result<Workflow, Failure> {
  if (!isSafeKey(name)) return err(userFailure('invalid_value', `"${name}" cannot be the name of a ${nouns[kind]}. Choose another one.`));
  const next = withEntry<unknown>(workflow[kind] as Record<string, unknown> | undefined, name, value);
  const checked = checkValue(workflowSchema.shape[kind], { [name]: value }, `The ${nouns[kind]} "${name}"`);
  return checked.ok ? ok(withField(workflow, kind, next as Workflow[K])) : checked;
}

/** Removes an entry; a trigger also loses its place on the canvas. Failure: `entry_not_found`. */
export function removeEntry<K extends EntryKind>(workflow: Workflow, { kind, name }: Named<K>): Result<Workflow, Failure> {
  const entries = (workflow[kind] ?? {}) as Record<string, unknown>;
  if (!Object.hasOwn(entries, name)) return err(entryNotFound(kind, name));
  const next = withFilled(workflow, kind, withoutEntries(entries, new Set([name])) as Workflow[K] & object);
  return ok(kind === 'triggers' ? dropTriggerPlace(next, name) : next);
}

/**
 * Gives an entry another name in place. An input is followed by the expressions that read it, and by triggers and tests that set it.
 * Failures: `entry_not_found`, `name_taken`, `invalid_value`.
 */
export function renameEntry<K extends Exclude<EntryKind, 'hooks'>>(
  workflow: Workflow,
  { kind, name, to }: Named<K> & { readonly to: string },
): Result<Workflow, Failure> {
  const entries = (workflow[kind] ?? {}) as Record<string, unknown>;
  if (!Object.hasOwn(entries, name)) return err(entryNotFound(kind, name));
  if (name === to) return ok(workflow);
  if (Object.hasOwn(entries, to)) return err(userFailure('name_taken', `There is a ${nouns[kind]} "${to}" already. Choose another name.`));
  if (!isSafeKey(to)) return err(userFailure('invalid_value', `"${to}" cannot be the name of a ${nouns[kind]}. Choose another one.`));
  const checked = checkValue(workflowSchema.shape[kind], { [to]: entries[name] }, `The ${nouns[kind]} "${to}"`);
  if (!checked.ok) return checked;
  const rename = (key: string) => (key === name ? to : key);
  const followed = kind === 'inputs' ? followInput(workflow, name, to) : workflow;
  const next = withField(followed, kind, renameKeys(entries, rename) as Workflow[K]);
  const places = next.layout?.triggers;
  if (kind !== 'triggers' || !next.layout || !places) return ok(next);
  return ok(withField(next, 'layout', withField(next.layout, 'triggers', renameKeys(places, rename))));
}

/** Sets an output of a group, or takes it away with `undefined`. Failures: `task_not_found`, `not_a_group`. */
export function setGroupOutput(
  workflow: Workflow,
  { path, name, value }: { readonly path: string; readonly name: string; readonly value: Json | undefined },
): Result<Workflow, Failure> {
  const group = findTask(workflow, path);
  if (!group.ok) return group;
  if (group.value.type !== 'group')
    return err(userFailure('not_a_group', `\`${path}\` is no group: only groups have outputs of their own.`));
  if (!isSafeKey(name)) return err(userFailure('invalid_value', `"${name}" cannot be the name of an output. Choose another one.`));
  return ok(
    changeTask(workflow, path, (task) => {
      const outputs = value === undefined ? withoutEntries(task.outputs, new Set([name])) : withEntry<unknown>(task.outputs, name, value);
      return withFilled(task, 'outputs', outputs as typeof task.outputs & object);
    }),
  );
}

function entryNotFound(kind: EntryKind, name: string): Failure {
  return userFailure('entry_not_found', `There is no ${nouns[kind]} "${name}" any more.`);
}

function dropTriggerPlace(workflow: Workflow, name: string): Workflow {
  const places = workflow.layout?.triggers;
  if (!workflow.layout || !places || own(places, name) === undefined) return workflow;
  return withFilled(workflow, 'layout', withFilled(workflow.layout, 'triggers', withoutEntries(places, new Set([name]))));
}
