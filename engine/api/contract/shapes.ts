// What goes over the wire, as schemas. The types are those of the engine; tests hold real answers against the schemas.
import * as z from 'zod';
import type { RunEvent } from '../../run/event.ts';
import type { RunStatistics } from '../../run/statistics.ts';
import type { RunRecord, RunSummary } from '../../run/view.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { Problem } from '../../workflow/problem.ts';
import { type Input, inputSchema, taskStatuses, type Workflow, workflowIdPattern } from '../../workflow/schema.ts';

/** The schema says to readers and checkers what `T` says to the compiler. */
function shape<T>(schema: z.ZodType): z.ZodType<T, T> {
  return schema as z.ZodType<T, T>;
}

export const workflowId = z.string().regex(workflowIdPattern, 'must be 1 to 64 of a-z, 0-9 and -, starting with a letter');
export const runId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,127}$/, 'must be 1 to 128 of a-z, 0-9 and -');
/** So that an address with them stays well below what servers take. */
export const mostRunsChars = 8_000;
export const runList = z
  .string()
  .max(mostRunsChars)
  .refine((text) => text.split(',').every((each) => runId.safeParse(each).success), 'must be ids of runs with commas between them');
export const taskPath = z
  .string()
  .min(1)
  .max(1000)
  .meta({ description: 'Path of a task in its run.', examples: ['store[3].upsert'] });
export const definitionPath = z
  .string()
  .min(1)
  .max(1000)
  .meta({ description: 'Path of a task in the workflow.', examples: ['store.upsert'] });
export const jsonObject = z.record(z.string(), z.unknown());
export const workflowDocument = jsonObject.meta({ id: 'WorkflowDocument', description: 'A workflow, as `millrace schema` describes it.' });
const instant = z.number().meta({ description: 'Milliseconds since the epoch.' });
const isoInstant = z.string().nullable().meta({ description: 'ISO 8601, UTC.' });

export const logLevel = z.enum(['debug', 'info', 'warn', 'error']);
export const runStatus = z.enum(['queued', 'running', 'waiting', 'paused', 'succeeded', 'failed', 'canceled']);

const trigger = z.looseObject({ kind: z.enum(['manual', 'schedule', 'call', 'rerun']) }).meta({ description: 'What started the run.' });

const failure = z
  .object({
    kind: z.enum(['user', 'transient', 'bug']),
    code: z.string(),
    message: z.string(),
    details: jsonObject.optional(),
    cause: z.unknown().optional(),
  })
  .meta({ id: 'Failure', description: 'What went wrong in a run.' });

export const problem = shape<Problem>(
  z
    .strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      path: z.array(z.union([z.string(), z.number()])),
      range: z.unknown().optional(),
      message: z.string(),
      fix: z.unknown().optional(),
    })
    .meta({ id: 'Problem', description: 'Something wrong or surprising in a document, with its place and remedy.' }),
);

const taskRecord = z.strictObject({
  status: z.enum(taskStatuses),
  attempts: z.number().int(),
  startedAt: isoInstant,
  finishedAt: isoInstant,
  output: z.unknown().optional(),
  port: z.string().optional(),
  error: failure.optional(),
  skipped: z.object({ reason: z.string(), needs: z.array(z.string()) }).optional(),
  from: z.enum(['cache', 'rerun', 'pin']).optional(),
  items: z.object({ count: z.number(), succeeded: z.number(), failed: z.number() }).optional(),
});

export const runRecord = shape<RunRecord>(
  z
    .strictObject({
      id: z.string(),
      workflow: z.string(),
      status: runStatus,
      startedAt: isoInstant,
      finishedAt: isoInstant,
      trigger,
      environment: z.string().nullable(),
      inputs: jsonObject,
      outputs: z.unknown(),
      error: failure.optional(),
      tasks: z.record(z.string(), taskRecord).meta({ description: 'By task path; groups, members and items included.' }),
    })
    .meta({ id: 'Run', description: 'A run with its tasks, as `millrace run --json` prints it.' }),
);

export type RunPreview = {
  readonly workflow: string;
  readonly inputs: JsonObject;
  readonly vars: JsonObject;
  readonly problems: readonly Problem[];
  readonly tasks: readonly {
    readonly path: string;
    readonly type: string;
    readonly needs: readonly string[];
    readonly action: 'run' | 'reuse' | 'skip';
    readonly why: string;
    readonly parameters: JsonObject | null;
  }[];
};
export const runPreview = shape<RunPreview>(
  z
    .strictObject({
      workflow: z.string(),
      inputs: jsonObject,
      vars: jsonObject,
      problems: z.array(problem),
      tasks: z.array(
        z.strictObject({
          path: z.string(),
          type: z.string(),
          needs: z.array(z.string()),
          action: z.enum(['run', 'reuse', 'skip']),
          why: z.string(),
          parameters: jsonObject.nullable().meta({ description: 'Null where they depend on what other tasks will give.' }),
        }),
      ),
    })
    .meta({ id: 'RunPreview', description: 'What a run would do, in an order in which its tasks could run.' }),
);

export const runSummary = shape<RunSummary>(
  z
    .strictObject({
      id: z.string(),
      workflow: z.string(),
      status: runStatus,
      createdAt: instant,
      startedAt: instant.nullable(),
      finishedAt: instant.nullable(),
      trigger,
      environment: z.string().nullable(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    })
    .meta({ id: 'RunSummary' }),
);

const counted = {
  counts: z.record(z.string(), z.number().int()).meta({ description: 'By state; states that none is in are left out.' }),
  successRate: z.number().nullable().meta({ description: 'Succeeded of those that succeeded or failed, 0 to 1.' }),
  duration: z
    .strictObject({ count: z.number().int(), p50: z.number(), p90: z.number(), p99: z.number(), max: z.number() })
    .nullable()
    .meta({ description: 'Milliseconds.' }),
};
const taskStatistics = z.strictObject({ path: z.string(), ...counted });
const workflowStatistics = z.strictObject({
  workflow: z.string(),
  runs: z.number().int(),
  ...counted,
  tasks: z.array(taskStatistics).optional(),
});
export const runStatistics = shape<RunStatistics>(
  z.strictObject({ runs: z.number().int(), ...counted, workflows: z.array(workflowStatistics) }).meta({ id: 'Statistics' }),
);

const runEvent = shape<RunEvent>(
  z
    .looseObject({
      type: z.string().meta({ examples: ['run.created', 'task.succeeded', 'run.finished'] }),
      run: z.string(),
      seq: z.number().int().meta({ description: 'Counts from 1 within the run, without gaps.' }),
      at: instant,
    })
    .meta({ id: 'RunEvent', description: 'A fact about a run. What else it holds depends on `type`.' }),
);

export type LogEntry = {
  readonly at: number;
  readonly level: z.infer<typeof logLevel>;
  readonly task: string;
  readonly attempt: number;
  readonly text: string;
};
export const logEntry = shape<LogEntry>(
  z.strictObject({ at: instant, level: logLevel, task: z.string(), attempt: z.number().int(), text: z.string() }).meta({ id: 'LogLine' }),
);

export type StreamMessage =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'log'; readonly run: string; readonly line: LogEntry }
  | { readonly type: 'reset'; readonly message: string };
export const streamMessage = shape<StreamMessage>(
  z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('event'), event: runEvent }),
      z.strictObject({ type: z.literal('log'), run: z.string(), line: logEntry }).meta({
        description:
          'Only when asked for. In the stream of one run it has no id and is not repeated: lines of the past are in the logs of the run.',
      }),
      z.strictObject({ type: z.literal('reset'), message: z.string() }).meta({
        description: 'Messages between the given `Last-Event-ID` and now are gone: read the runs again.',
      }),
    ])
    .meta({ id: 'StreamMessage' }),
);

export type WorkflowEntry = {
  readonly id: string;
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly modifiedAt: number;
  readonly tags: readonly string[];
};
export const workflowEntry = shape<WorkflowEntry>(
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      errors: z.number().int(),
      warnings: z.number().int(),
      modifiedAt: instant,
      tags: z.array(z.string()),
    })
    .meta({ id: 'WorkflowEntry' }),
);

export type WorkflowText = {
  readonly id: string;
  readonly text: string;
  readonly workflow: Workflow | null;
  readonly problems: readonly Problem[];
  readonly revision: string;
};
export const workflowText = shape<WorkflowText>(
  z
    .strictObject({
      id: z.string(),
      text: z.string().meta({ description: 'The document as it is kept.' }),
      workflow: workflowDocument.nullable().meta({ description: 'What the text says; null while it has errors.' }),
      problems: z.array(problem),
      revision: z.string().meta({ description: 'SHA-256 of the text; the `ETag` of the answer.' }),
    })
    .meta({ id: 'StoredWorkflow' }),
);

/** Of a window's unsaved edits: the workflow, and the number of the window. */
export const draftId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,63}\.[a-z]{0,8}\d{1,3}$/,
    'must be the id of a workflow, a dot, and the name of a window: letters and a number',
  );
export type DraftEntry = { readonly id: string; readonly modifiedAt: number; readonly sizeBytes: number };
export const draftEntry = shape<DraftEntry>(
  z.strictObject({ id: z.string(), modifiedAt: instant, sizeBytes: z.number().int() }).meta({ id: 'DraftEntry' }),
);

export type Approval = {
  /** `<run>:<path>` */
  readonly id: string;
  readonly run: string;
  readonly workflow: string;
  readonly path: string;
  readonly title: string;
  readonly message: string;
  readonly form: { readonly [name: string]: Input };
  readonly approvers: readonly string[];
  readonly expiresAt: number | null;
};
export const approval = shape<Approval>(
  z
    .strictObject({
      id: z.string().meta({ description: '`<run>:<path>`; encode it where it stands in a URL.' }),
      run: z.string(),
      workflow: z.string(),
      path: z.string(),
      title: z.string(),
      message: z.string(),
      form: z.record(z.string(), inputSchema),
      approvers: z.array(z.string()),
      expiresAt: instant.nullable(),
    })
    .meta({ id: 'Approval', description: 'A task that waits for a decision.' }),
);

export const taskType = z
  .strictObject({
    type: z.string(),
    version: z.number().int(),
    title: z.string(),
    category: z.string(),
    icon: z.string(),
    summary: z.string(),
    docs: z.string().meta({ description: 'Markdown.' }),
    effects: z.enum(['pure', 'external']),
    idempotent: z.boolean(),
    parameters: jsonObject.meta({ description: 'JSON Schema of `with`.' }),
    output: jsonObject.optional().meta({ description: 'JSON Schema of the output.' }),
    ports: z.array(z.string()),
    examples: z.array(z.strictObject({ title: z.string(), with: jsonObject })),
  })
  .meta({ id: 'TaskType' });

export const systemState = z
  .strictObject({
    version: z.string(),
    dataDir: z.string().nullable(),
    pid: z.number().int(),
    startedAt: instant,
    streams: z.number().int().meta({ description: 'Event streams that are open now.' }),
    runs: z
      .strictObject({ running: z.number().int(), waiting: z.number().int(), queued: z.number().int() })
      .meta({ description: 'How many runs go on; paused ones wait.' }),
    fault: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Why the engine accepts no more work; null when it does.' }),
  })
  .meta({ id: 'System' });

export type Template = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly readme: string;
  readonly workflow: Workflow;
};
export const template = shape<Template>(
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      readme: z.string().meta({ description: 'Markdown.' }),
      workflow: workflowDocument,
    })
    .meta({ id: 'Template', description: 'A workflow that comes with Millrace and runs as it is.' }),
);

const folderName = z.string().min(1).max(200);
export const folderList = z
  .strictObject({
    names: z.array(folderName).max(1000).readonly(),
    places: z.record(workflowId, folderName).meta({ description: 'The folder of each workflow that is in one.' }),
  })
  .meta({ id: 'Folders', description: 'How the workflows are sorted, for the eye only.' });
