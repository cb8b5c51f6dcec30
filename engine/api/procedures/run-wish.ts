// What is to run, from the words of the API to those of the engine.
import type { Pin, StartRequest, WorkflowSource } from '../../host/engine.ts';
import type { JsonObject } from '../../workflow/json.ts';

type Wish = {
  readonly workflow?: string | undefined;
  readonly document?: { readonly [field: string]: unknown } | undefined;
  readonly folder?: string | undefined;
  readonly inputs?: { readonly [name: string]: unknown } | undefined;
  readonly environment?: string | undefined;
  readonly upTo?: string | undefined;
  readonly breakpoints?: readonly string[] | undefined;
  readonly pins?: { readonly [path: string]: { readonly run: string; readonly path?: string | undefined } } | undefined;
  readonly rerun?: { readonly run: string; readonly from: 'failed' | 'task'; readonly task?: string | undefined } | undefined;
};

export function requestOf(wish: Wish): StartRequest {
  const { inputs, environment, rerun, upTo, breakpoints, pins } = wish;
  const workflow = sourceOf(wish);
  return {
    ...(workflow === null ? {} : { workflow }),
    ...(inputs === undefined ? {} : { inputs: inputs as JsonObject }),
    ...(environment === undefined ? {} : { environment }),
    ...(rerun ? { rerun: { run: rerun.run, from: rerun.from, ...(rerun.task === undefined ? {} : { task: rerun.task }) } } : {}),
    ...(upTo === undefined ? {} : { upTo }),
    ...(breakpoints === undefined ? {} : { breakpoints }),
    ...(pins === undefined ? {} : { pins: pinsOf(pins) }),
  };
}

function pinsOf(pins: NonNullable<Wish['pins']>): NonNullable<StartRequest['pins']> {
  const entries = Object.entries(pins).map(([task, { run, path }]): [string, Pin] => [
    task,
    { run, ...(path === undefined ? {} : { path }) },
  ]);
  return Object.fromEntries(entries);
}

function sourceOf({ workflow, document, folder }: Wish): WorkflowSource | null {
  if (workflow !== undefined) return workflow;
  return document === undefined ? null : { value: document, folder: folder ?? null };
}
