// From a wish to a run: definition, variables, inputs, results taken over, then the first event.
import type { EnvironmentStore } from '../adapters/environments.ts';
import type { Clock, Random } from '../ports.ts';
import type { HostFacts, RunTrigger } from '../run/event.ts';
import { runVariable } from '../run/variables.ts';
import { evaluateValue } from '../workflow/expression/evaluate.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { resolveInputs } from '../workflow/inputs.ts';
import type { JsonObject } from '../workflow/json.ts';
import type { Problem } from '../workflow/problem.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { Definition, DefinitionLoader } from './definition.ts';
import type { StartFailure, StartRequest } from './engine.ts';
import { type CreatedEvent, hostFactsOf } from './live-run.ts';
import type { Origin, PlannedRerun, Reruns } from './reruns.ts';
import type { ResolveChoices } from './run-choices.ts';
import { newRunId, runIdPattern } from './run-id.ts';

/** A request and what only the engine itself adds to it. */
export type StartOrder = StartRequest & { readonly facts?: HostFacts };

/** Everything about a run that is known before it begins. */
export type DraftRun = {
  readonly definition: Definition;
  readonly created: CreatedEvent;
  readonly rerun: PlannedRerun | null;
};

export type DraftParts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly definitions: DefinitionLoader;
  readonly environments: EnvironmentStore;
  readonly reruns: Reruns;
  readonly choices: ResolveChoices;
};

const noFacts: HostFacts = { folder: null, depth: 0, isDetached: false };

export async function draftRun(parts: DraftParts, order: StartOrder): Promise<Result<DraftRun, StartFailure>> {
  const id = order.id ?? newRunId(parts.clock.now(), parts.random);
  if (!runIdPattern.test(id)) return err(userFailure('bad_run_id', `"${id}" is no id for a run: use a-z, 0-9 and -`));
  const origin = order.rerun ? await parts.reruns.origin(order.rerun.run) : null;
  if (origin && !origin.ok) return origin;
  const source = await loadDefinition(parts, order, origin?.value.definition ?? null);
  if (!source.ok) return source;
  const environment = order.environment ?? origin?.value.run.created.environment ?? null;
  const vars = await varsOf(parts.environments, environment);
  if (!vars.ok) return vars;
  const trigger = triggerOf(order);
  const at = parts.clock.now();
  const given = order.inputs ?? origin?.value.run.created.inputs ?? {};
  const inputs = inputsOf(source.value, given, { id, at, trigger, environment, vars: vars.value });
  if (!inputs.ok) return inputs;
  const choices = await parts.choices(order, source.value);
  if (!choices.ok) return choices;
  const { rerun: repeated, pins = {} } = order;
  const wish = repeated ? { rerun: repeated, inputs: inputs.value, vars: vars.value, environment, pins } : null;
  const planned = origin && wish ? await parts.reruns.plan(origin.value, source.value, wish) : ok(null);
  if (!planned.ok) return planned;
  const rerun = planned.value;
  const facts = order.facts ?? noFacts;
  const created: CreatedEvent = {
    type: 'run.created',
    run: id,
    seq: 1,
    at,
    workflow: source.value.workflow.id,
    definition: source.value.hash,
    inputs: inputs.value,
    vars: vars.value,
    environment,
    trigger,
    ...(order.priority === undefined ? {} : { priority: order.priority }),
    ...(rerun ? { reused: rerun.reused } : {}),
    ...choices.value,
    host: { ...facts, folder: folderOf(order, { definition: source.value, origin: origin?.value ?? null }) },
  };
  return ok({ definition: source.value, created, rerun });
}

/** A re-run of the old definition is where the old run was; every other run is where its definition is. */
function folderOf(order: StartOrder, { definition, origin }: { definition: Definition; origin: Origin | null }): string | null {
  return order.workflow === undefined && origin ? hostFactsOf(origin.run.created).folder : definition.folder;
}

async function loadDefinition(
  parts: DraftParts,
  order: StartOrder,
  original: Definition | null,
): Promise<Result<Definition, StartFailure>> {
  if (order.workflow !== undefined) return parts.definitions.load(order.workflow, order.facts?.folder);
  return original ? ok(original) : err(userFailure('workflow_not_found', 'Name a workflow, or a run to repeat'));
}

function triggerOf({ trigger, rerun }: StartOrder): RunTrigger {
  if (trigger) return trigger;
  if (!rerun) return { kind: 'manual' };
  return { kind: 'rerun', run: rerun.run, from: rerun.from, ...(rerun.task === undefined ? {} : { task: rerun.task }) };
}

async function varsOf(store: EnvironmentStore, name: string | null): Promise<Result<JsonObject, Failure>> {
  if (name === null) return ok({});
  const environments = await store.read();
  if (!environments.ok) return environments;
  if (Object.hasOwn(environments.value, name)) return ok(environments.value[name]?.vars ?? {});
  const names = Object.keys(environments.value);
  const known = names.length === 0 ? 'There is none' : `There are: ${names.join(', ')}`;
  return err(userFailure('environment_not_found', `There is no environment \`${name}\`. ${known}`));
}

type InputScope = { id: string; at: number; trigger: RunTrigger; environment: string | null; vars: JsonObject };

function inputsOf({ workflow }: Definition, given: JsonObject, { id, at, trigger, environment, vars }: InputScope) {
  const timezone = trigger.kind === 'schedule' ? workflow.triggers?.[trigger.trigger]?.timezone : undefined;
  const identity = { id, workflow: workflow.id, createdAt: at, trigger, ...(timezone === undefined ? {} : { timezone }) };
  let scope: { [name: string]: JsonObject | string | null } | null = null;
  const resolved = resolveInputs(workflow.inputs ?? {}, given, (value) => {
    scope ??= { run: runVariable(identity), vars, environment };
    return evaluateValue(value, scope);
  });
  return resolved.ok ? resolved : err(invalidInputs(resolved.failure));
}

function invalidInputs(problems: readonly Problem[]): StartFailure {
  return { ...userFailure('invalid_inputs', problems.map((problem) => problem.message).join(' ')), problems };
}
