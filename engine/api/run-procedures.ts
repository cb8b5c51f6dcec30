import type { JsonObject } from '../workflow/json.ts';
import type { CallContext } from './context.ts';
import { procedures } from './procedures.ts';
import { granted, onDisk, refusal } from './refusals.ts';
import { runsFilterOf } from './run-filters.ts';

const { runs } = procedures;

export const runProcedures = {
  start: runs.start.handler(async ({ context, input }) => {
    const { workflow, inputs, environment, priority, idempotencyKey } = input;
    const request = {
      workflow,
      ...(inputs === undefined ? {} : { inputs: inputs as JsonObject }),
      ...(environment === undefined ? {} : { environment }),
      ...(priority === undefined ? {} : { priority }),
    };
    return granted(await context.api.starts.start(request, idempotencyKey));
  }),
  list: runs.list.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    const page = await context.api.engine.runs.list({
      ...runsFilterOf(filter),
      ...(limit === undefined ? {} : { limit }),
      ...(cursor === undefined ? {} : { before: cursor }),
    });
    await context.api.engine.whenDurable();
    return page;
  }),
  get: runs.get.handler(async ({ context, input }) => {
    const { engine } = context.api;
    return onDisk(engine, input.id, (await engine.runs.get(input.id)) ?? noRun(input.id));
  }),
  definition: runs.definition.handler(async ({ context, input }) => {
    return (await context.api.engine.runs.definition(input.id)) ?? noRun(input.id);
  }),
  events: runs.events.handler(async ({ context, input, lastEventId }) => {
    const source = await context.api.feed.followRun(input.id, { after: lastEventId, logs: input.logs });
    return context.deliver(source ?? noRun(input.id));
  }),
  logs: runs.logs.handler(async ({ context, input: { id, task, level } }) => {
    const { engine } = context.api;
    const filter = { ...(task === undefined ? {} : { task }), ...(level === undefined ? {} : { level }) };
    const lines = await engine.runs.logs(id, filter);
    if (lines.length === 0) await known(context, id);
    return { lines };
  }),
  cancel: runs.cancel.handler(async ({ context, input: { id, message } }) => {
    granted(await context.api.engine.cancel(id, message === undefined ? {} : { message }));
    return { id };
  }),
  pause: runs.pause.handler(async ({ context, input: { id } }) => {
    granted(await context.api.engine.pause(id));
    return { id };
  }),
  resume: runs.resume.handler(async ({ context, input: { id } }) => {
    granted(await context.api.engine.resume(id));
    return { id };
  }),
  rerun: runs.rerun.handler(async ({ context, input: { id, from, task, inputs } }) => {
    const rerun = { run: id, from, ...(task === undefined ? {} : { task }) };
    return granted(await context.api.engine.startRun({ rerun, ...(inputs === undefined ? {} : { inputs: inputs as JsonObject }) }));
  }),
};

async function known({ api }: CallContext, id: string): Promise<void> {
  if ((await api.engine.runs.events(id)).length === 0) noRun(id);
}

function noRun(id: string): never {
  throw refusal('run_not_found', `There is no run ${id}`);
}
