import type { LogQuery } from '../../host/engine.ts';
import type { LogLevel } from '../../ports.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { CallContext } from './context.ts';
import { procedures } from './procedures.ts';
import { granted, refusal } from './refusals.ts';
import { runsFilterOf } from './run-filter.ts';
import { requestOf } from './run-wish.ts';

const { runs } = procedures;
const defaultLines = 1000;

export const runProcedures = {
  start: runs.start.handler(async ({ context, input: { priority, idempotencyKey, ...wish } }) => {
    const request = { ...requestOf(wish), ...(priority === undefined ? {} : { priority }) };
    return granted(await context.api.starts.start(request, idempotencyKey));
  }),
  preview: runs.preview.handler(async ({ context, input }) => granted(await context.api.engine.preview(requestOf(input)))),
  list: runs.list.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    return await context.api.engine.runs.list({
      ...runsFilterOf(filter),
      ...(limit === undefined ? {} : { limit }),
      ...(cursor === undefined ? {} : { before: cursor }),
    });
  }),
  get: runs.get.handler(async ({ context, input }) => {
    return (await context.api.engine.runs.get(input.id)) ?? noRun(input.id);
  }),
  definition: runs.definition.handler(async ({ context, input }) => {
    return (await context.api.engine.runs.definition(input.id)) ?? noRun(input.id);
  }),
  events: runs.events.handler(async ({ context, input: { id, logs, follow }, lastEventId, signal }) => {
    const source = await context.api.feed.followRun(id, { after: lastEventId, logs, follow });
    return context.deliver(source ?? noRun(id), signal);
  }),
  logs: runs.logs.handler(async ({ context, input }) => {
    const { id, limit = defaultLines } = input;
    const page = await context.api.engine.runs.logs(id, { ...logQuery(input), limit });
    if (page.lines.length === 0) await known(context, id);
    return { ...page, lines: page.lines.map(({ line }) => line) };
  }),
  followLogs: runs.followLogs.handler(async ({ context, input, lastEventId, signal }) => {
    await known(context, input.id);
    return context.deliver(context.api.feed.followLogs(input.id, logQuery(input), lastEventId), signal);
  }),
  remove: runs.remove.handler(async ({ context, input: { id } }) => {
    granted(await context.api.engine.removeRuns([id]));
    return { id };
  }),
  cancel: runs.cancel.handler(async ({ context, input: { id, by, message } }) => {
    granted(await context.api.engine.cancel(id, { ...actor(by), ...(message === undefined ? {} : { message }) }));
    return { id };
  }),
  pause: runs.pause.handler(async ({ context, input: { id, by } }) => {
    granted(await context.api.engine.pause(id, actor(by)));
    return { id };
  }),
  resume: runs.resume.handler(async ({ context, input: { id, by } }) => {
    granted(await context.api.engine.resume(id, actor(by)));
    return { id };
  }),
  continue: runs.continue.handler(async ({ context, input: { id, path, by } }) => {
    granted(await context.api.engine.continue(id, { ...actor(by), ...(path === undefined ? {} : { path }) }));
    return { id };
  }),
  rerun: runs.rerun.handler(async ({ context, input: { id, from, task, inputs } }) => {
    const rerun = { run: id, from, ...(task === undefined ? {} : { task }) };
    return granted(await context.api.engine.startRun({ rerun, ...(inputs === undefined ? {} : { inputs: inputs as JsonObject }) }));
  }),
};

function actor(by: string | undefined): { readonly by?: string } {
  return by === undefined ? {} : { by };
}

type LogInput = { readonly task?: string | undefined; readonly level?: LogLevel | undefined; readonly offset?: number | undefined };

function logQuery({ task, level, offset }: LogInput): LogQuery {
  return {
    ...(task === undefined ? {} : { task }),
    ...(level === undefined ? {} : { level }),
    ...(offset === undefined ? {} : { offset }),
  };
}

async function known({ api }: CallContext, id: string): Promise<void> {
  if ((await api.engine.runs.events(id)).length === 0) noRun(id);
}

function noRun(id: string): never {
  throw refusal('run_not_found', `There is no run ${id}`);
}
