// What the starter of a run chose, made into what the run keeps: checked against the definition, with the results of other runs in it.
import { isPartial } from '../run/choices.ts';
import type { PinnedResult, RunChoices } from '../run/event.ts';
import { findUnit } from '../run/find-unit.ts';
import { definitionPath } from '../run/path.ts';
import { nodesAlong, pathsIn } from '../run/program-paths.ts';
import type { Run } from '../run/run.ts';
import { closest } from '../workflow/expression/suggest.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { BlobValues } from './blob-values.ts';
import type { Definition } from './definition.ts';
import type { Pin, StartRequest } from './engine.ts';
import type { RunReader } from './run-reader.ts';
import { takenResult } from './taken-results.ts';

type Chosen = Pick<StartRequest, 'upTo' | 'breakpoints' | 'pins'>;

export type ChoiceParts = { readonly reader: Pick<RunReader, 'run'>; readonly values: BlobValues };

/** Fails with `task_not_found`, `pinned_run_not_found` or `pinned_task_has_no_output`. */
export type ResolveChoices = (chosen: Chosen, definition: Definition) => Promise<Result<RunChoices, Failure>>;

export function createChoices(parts: ChoiceParts): ResolveChoices {
  return async ({ upTo, breakpoints = [], pins = {} }, definition) => {
    const pinnedPaths = Object.keys(pins);
    if (upTo === undefined && breakpoints.length === 0 && pinnedPaths.length === 0) return ok({});
    const unknown = firstUnknown(definition, [
      ...(upTo === undefined ? [] : [[upTo, 'run up to'] as const]),
      ...breakpoints.map((path) => [path, 'wait before'] as const),
      ...pinnedPaths.map((path) => [path, 'pin'] as const),
    ]);
    if (unknown) return err(unknown);
    const pinned = await resolvePins(parts, pins);
    if (!pinned.ok) return pinned;
    return ok({
      ...(upTo === undefined ? {} : { upTo }),
      ...(breakpoints.length === 0 ? {} : { breakpoints: [...new Set(breakpoints)] }),
      ...(pinnedPaths.length === 0 ? {} : { pinned: pinned.value }),
    });
  };
}

type Named = readonly [path: string, purpose: string];

function firstUnknown({ program, workflow }: Definition, named: readonly Named[]): Failure | null {
  const unknown = named.find(([path]) => nodesAlong(program, path) === null);
  if (!unknown) return null;
  const [path, purpose] = unknown;
  const known = new Set(pathsIn(program.root));
  const task = definitionPath(path);
  const near = known.has(task) ? task : closest(task, known);
  const hint = near === null ? '' : ` Did you mean \`${near}\`?`;
  return userFailure('task_not_found', `The workflow \`${workflow.id}\` has no task \`${path}\` to ${purpose}.${hint}`);
}

type Pins = { readonly [path: string]: Pin };

async function resolvePins({ reader, values }: ChoiceParts, pins: Pins): Promise<Result<{ [path: string]: PinnedResult }, Failure>> {
  const runs = new Map<string, Run>();
  const results: [string, PinnedResult][] = [];
  for (const [task, { run: id, path = task }] of Object.entries(pins)) {
    const run = runs.get(id) ?? (await reader.run(id))?.run;
    if (!run) return err(runNotFound(task, id));
    runs.set(id, run);
    const unit = findUnit(run, path);
    if (unit?.status !== 'succeeded' || !unit.output || isPartial(run, unit.node.program)) return err(noOutput(task, { run, path }));
    results.push([task, { ...(await takenResult(unit, unit.output, values)), run: id, path }]);
  }
  return ok(Object.fromEntries(results));
}

function runNotFound(task: string, run: string): Failure {
  const message = `Task \`${task}\` is pinned to run ${run}, which does not exist or was removed. Pin it to another run, or unpin it`;
  return userFailure('pinned_run_not_found', message);
}

type Source = { readonly run: Run; readonly path: string };

function noOutput(task: string, { run, path }: Source): Failure {
  const unit = findUnit(run, path);
  const status = unit?.status === 'succeeded' ? 'ran only in part there' : `is ${unit?.status} there`;
  const state = unit ? status : `has nothing at that place (of an item the path is like \`${itemLike(path)}\`)`;
  const message = `Task \`${task}\` is pinned to \`${path}\` of run ${run.id}, which ${state} and so has no output`;
  return userFailure('pinned_task_has_no_output', `${message}. Pin it to a task that succeeded, or unpin it`);
}

function itemLike(path: string): string {
  const [first = '', ...rest] = path.split('.');
  return [first.includes('[') ? first : `${first}[0]`, ...rest].join('.');
}
