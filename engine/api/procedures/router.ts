// The contract, carried out by an engine.
import { File } from 'node:buffer';
import type { JsonObject } from '../../workflow/json.ts';
import { draftProcedures } from './draft-procedures.ts';
import { procedures } from './procedures.ts';
import { granted, refusal } from './refusals.ts';
import { runsFilterOf } from './run-filter.ts';
import { runProcedures } from './run-procedures.ts';
import { settingsProcedures } from './settings-procedures.ts';
import { describeTaskTypes } from './task-types.ts';
import { folderProcedures, templateProcedures } from './template-procedures.ts';
import { workflowProcedures } from './workflow-procedures.ts';

export const router = procedures.router({
  workflows: workflowProcedures,
  templates: templateProcedures,
  folders: folderProcedures,
  drafts: draftProcedures,
  runs: runProcedures,
  statistics: {
    get: procedures.statistics.get.handler(({ context: { api }, input }) => api.engine.runs.statistics(runsFilterOf(input))),
  },
  events: {
    follow: procedures.events.follow.handler(({ context, input: { logs, runs }, lastEventId, signal }) =>
      context.deliver(context.api.feed.followAll({ after: lastEventId, logs, runs: runs?.split(',') }), signal),
    ),
  },
  approvals: {
    list: procedures.approvals.list.handler(({ context: { api } }) => ({
      approvals: api.engine.approvals().map((each) => ({ id: `${each.run}:${each.path}`, ...each })),
    })),
    decide: procedures.approvals.decide.handler(async ({ context, input }) => {
      const { id, decision, by, comment, values } = input;
      const { engine } = context.api;
      const waiting = engine.approvals().find(({ run, path }) => `${run}:${path}` === id);
      if (!waiting) throw refusal('approval_not_found', `Nothing waits for a decision as ${id}. See GET /api/approvals`);
      granted(
        await engine.decide(waiting.run, waiting.path, {
          decision,
          by,
          ...(comment === undefined ? {} : { comment }),
          ...(values === undefined ? {} : { values: values as JsonObject }),
        }),
      );
      return { id };
    }),
  },
  ...settingsProcedures,
  tasks: {
    list: procedures.tasks.list.handler(({ context }) => ({ tasks: describeTaskTypes(context.api.engine.tasks) })),
  },
  blobs: {
    get: procedures.blobs.get.handler(async ({ context, input }) => {
      const bytes = await context.api.engine.blobs.get(input.hash);
      if (!bytes) throw refusal('blob_not_found', `There is no blob ${input.hash}`);
      return new File([bytes], `${input.hash}.json`, { type: 'application/json' });
    }),
  },
  system: {
    get: procedures.system.get.handler(({ context: { api } }) => {
      const fault = api.engine.fault();
      return {
        ...api.facts,
        streams: api.feed.size,
        runs: api.engine.load(),
        fault: fault && { code: fault.code, message: fault.message },
      };
    }),
  },
});
