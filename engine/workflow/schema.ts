// The workflow format, written once. TypeScript types, the published JSON Schema, forms and docs are derived from it.
import * as z from 'zod';
import { isJson } from './json.ts';
import { limits } from './limits.ts';

export const workflowIdPattern = /^[a-z][a-z0-9-]{0,63}$/;
export const taskIdPattern = /^[a-z][a-z0-9_]{0,63}$/;
export const needPattern = /^[a-z][a-z0-9_]{0,63}(:[a-z][a-z0-9_-]{0,63})?$/;
/** `500ms`, `30s`, `5m`, `2h`, `7d`, combinations such as `1h30m`, or ISO 8601 without years and months (`PT5M`, `P1DT2H`). */
export const durationPattern =
  /^(?:(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+|P(?=.)(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/;

const taskId = z.string().regex(taskIdPattern, 'must be 1 to 64 of a-z, 0-9 and _, starting with a letter');
const workflowId = z.string().regex(workflowIdPattern, 'must be 1 to 64 of a-z, 0-9 and -, starting with a letter');
const duration = z
  .string()
  .regex(durationPattern, 'must be a duration such as "500ms", "30s", "5m", "2h", "7d" or "PT5M"')
  .meta({ title: 'Duration', examples: ['500ms', '30s', '5m', '2h', '7d', 'PT5M'] });
/** `z.json()` would copy every value, and try six types on each. */
const json: z.ZodType = z.unknown().refine(isJson, 'must be JSON');
/** Lists that nothing else bounds: far above what anybody writes, and low enough to be checked entry by entry. */
const longestList = 10_000;
const parameters = z
  .record(z.string(), json)
  .meta({ description: 'Parameters, by the schema of the task type. Any string may hold {{ expressions }}.' });
const inputName = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,63}$/);
const name = z.string().max(200);
const markdown = z.string().max(100_000);

const inputTypes = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

export const inputSchema = z
  .strictObject({
    type: z.enum(inputTypes).meta({ description: 'JSON type of the value.' }),
    title: name.optional(),
    description: markdown.optional(),
    format: z
      .enum(['date', 'date-time', 'time', 'email', 'uri', 'uuid', 'duration', 'multiline', 'path'])
      .optional()
      .meta({ description: 'What the text means; decides the form control and is checked.' }),
    enum: z.array(json).min(1).max(1000).optional().meta({ description: 'The only values allowed.' }),
    default: json.optional().meta({ description: 'Used when no value is given; may hold {{ expressions }} over `run` and `vars`.' }),
    required: z.boolean().optional().meta({ description: 'Whether a value must be given. Default: true without a default.' }),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().int().min(0).optional(),
    maxLength: z.number().int().min(0).optional(),
    minItems: z.number().int().min(0).optional(),
    maxItems: z.number().int().min(0).optional(),
    pattern: z.string().max(1000).optional().meta({ description: 'A regular expression in RE2 syntax (linear time).' }),
  })
  .meta({ id: 'Input', description: 'One input of the workflow: a form field, checked before a run starts.' });

const cronTrigger = z
  .strictObject({
    type: z.literal('cron'),
    schedule: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'Cron expression with 5 fields, or 6 with seconds first.', examples: ['0 2 * * *'] }),
    timezone: z
      .string()
      .max(64)
      .optional()
      .meta({ description: 'IANA time zone. Default: UTC.', examples: ['Europe/Berlin'] }),
    misfire: z
      .enum(['skip', 'once', 'all'])
      .optional()
      .meta({ description: 'What happens to slots missed while the engine was away. Default: once.' }),
    catchUpWindow: duration.optional().meta({ description: 'How far back missed slots are looked for. Default: 1d.' }),
    overlap: z
      .enum(['skip', 'bufferOne', 'bufferAll', 'cancelOther', 'terminateOther', 'allow'])
      .optional()
      .meta({ description: 'What happens when the run before is still going. Default: skip.' }),
    enabled: z.boolean().optional().meta({ description: 'Default: true.' }),
    inputs: z.record(z.string(), json).optional().meta({ description: 'Inputs of the runs it starts.' }),
    name: name.optional(),
    description: markdown.optional(),
  })
  .meta({ id: 'CronTrigger', description: 'Starts a run at every slot of a cron schedule.' });

const retrySelector = z
  .strictObject({
    codes: z.array(z.string()).max(1000).optional().meta({ description: 'Failure codes.' }),
    exitCodes: z.array(z.number().int()).max(1000).optional().meta({ description: 'Exit codes of a process.' }),
    httpStatus: z
      .array(z.union([z.number().int(), z.string().regex(/^[1-5]xx$|^[1-5]\d\d-[1-5]\d\d$/)]))
      .max(1000)
      .optional()
      .meta({ description: 'HTTP statuses: 503, "5xx" or "500-599".' }),
    if: z.string().optional().meta({ description: 'An expression over `error` (code, message, kind, details) and `attempt`.' }),
  })
  .meta({ id: 'RetrySelector', description: 'Which failures: one that fits any of the given fields.' });

export const retrySchema = z
  .strictObject({
    attempts: z.number().int().min(1).max(1000).meta({ description: 'How often in all, the first included.' }),
    strategy: z.enum(['exponential', 'linear', 'fixed']).optional().meta({ description: 'How the delay grows. Default: exponential.' }),
    delay: duration.optional().meta({ description: 'Delay before the second attempt. Default: 1s.' }),
    factor: z.number().min(1).max(100).optional().meta({ description: 'Growth per attempt of the exponential strategy. Default: 2.' }),
    maxDelay: duration.optional().meta({ description: 'The longest delay. Default: 1h.' }),
    jitter: z
      .enum(['full', 'equal', 'none'])
      .optional()
      .meta({ description: 'full: anywhere from 0 to the delay; equal: half of it fixed; none. Default: full.' }),
    maxElapsed: duration.optional().meta({ description: 'No further attempt starts later than this after the first one started.' }),
    on: retrySelector.optional().meta({ description: 'Only these failures are retried.' }),
    notOn: retrySelector.optional().meta({ description: 'These failures are never retried.' }),
  })
  .meta({ id: 'Retry', description: 'Runs a failed attempt again, after a delay.' });

const eachSchema = z
  .strictObject({
    in: z.union([z.string(), z.array(json)]).meta({ description: 'A list, or an expression that gives one.' }),
    as: taskId.optional().meta({ description: 'Name of the item in expressions. Default: item.' }),
    key: z.string().optional().meta({ description: 'An expression over the item that names it for people and for the cache.' }),
    concurrency: z.number().int().min(1).max(10_000).optional().meta({ description: 'How many items at once. Default: 1.' }),
    onItemFailure: z
      .enum(['stop', 'continue'])
      .optional()
      .meta({ description: 'stop: no further item starts and the task fails; continue: a failed item gives null. Default: stop.' }),
  })
  .meta({ id: 'Each', description: 'Runs the task once per item; the output is the list of outputs in input order.' });

const cacheSchema = z
  .strictObject({
    key: z.string().optional().meta({ description: 'An expression that stands for the parameters in the cache key.' }),
    ttl: duration.optional().meta({ description: 'How long a result may be reused. Default: for ever.' }),
  })
  .meta({ id: 'Cache', description: 'Reuses a success whose type version, resolved parameters and declared files are the same.' });

const untilSchema = z
  .strictObject({
    condition: z.string().meta({ description: 'An expression over the tasks of the group; true ends the repetition.' }),
    maxIterations: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .meta({ description: 'The group fails when the condition is still false after this many.' }),
    delay: duration.optional().meta({ description: 'Pause between two iterations. Default: none.' }),
  })
  .meta({ id: 'Until', description: 'Repeats a group until a condition holds.' });

export const joins = ['all', 'any', 'always'] as const;

export const taskSchema = z
  .strictObject({
    type: z.string().min(1).max(100).meta({ description: 'A name in the task catalog, or "group".' }),
    name: name.optional(),
    description: markdown.optional(),
    with: parameters.optional(),
    needs: z.array(z.string().regex(needPattern, 'must be a task id, or "task:port"')).max(10_000).optional().meta({
      description: 'Upstream ports: "fetch" (= "fetch:done"), "fetch:failed", "fetch:finished", or a port of the type ("any:yes").',
    }),
    join: z.enum(joins).optional().meta({
      description:
        'When several needs meet. Default: all resolved, none broken, at least one met. all: every one met. any: the first one met. always: all resolved.',
    }),
    when: z.union([z.string(), z.boolean()]).optional().meta({ description: 'An expression; false skips the task.' }),
    each: eachSchema.optional(),
    retry: retrySchema.optional(),
    timeout: duration.optional().meta({ description: 'Of one attempt.' }),
    cache: cacheSchema.optional(),
    pool: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,63}$/)
      .optional()
      .meta({ description: 'Slots shared across runs; a task that names a pool keeps its slot while it waits.' }),
    priority: z.number().int().min(-1000).max(1000).optional().meta({ description: 'Higher first, then older. Default: 0.' }),
    onError: z
      .enum(['fail', 'continue'])
      .optional()
      .meta({ description: 'continue: the failure is handled and what follows goes on. Default: fail.' }),
    onInterrupt: z.enum(['retry', 'fail']).optional().meta({
      description: 'What a restart does to an attempt that was running when the engine died. Default: retry where the type is idempotent.',
    }),
    disabled: z.boolean().optional().meta({ description: 'A disabled task is skipped.' }),
    get tasks() {
      return z.record(taskId, taskSchema).optional().meta({ description: 'The nested graph of a group.' });
    },
    outputs: z.record(z.string(), json).optional().meta({ description: 'Output of a group: expressions over its tasks.' }),
    until: untilSchema.optional(),
  })
  .meta({ id: 'Task', description: 'One step of the workflow.' });

const hookSchema = z
  .strictObject({
    type: z.string().min(1).max(100),
    name: name.optional(),
    description: markdown.optional(),
    with: parameters.optional(),
    when: z.union([z.string(), z.boolean()]).optional(),
    retry: retrySchema.optional(),
    timeout: duration.optional(),
  })
  .meta({ id: 'Hook', description: 'A task that runs when the run has ended that way. Its own failure changes nothing.' });

const mockSchema = z
  .strictObject({
    output: json.optional(),
    port: z.string().optional().meta({ description: 'Port of the type that is reached.' }),
    error: z
      .strictObject({ code: z.string(), message: z.string().optional(), details: z.record(z.string(), json).optional() })
      .optional()
      .meta({ description: 'The task fails with this, in every attempt.' }),
    duration: duration.optional().meta({ description: 'On the virtual clock. Default: 0ms.' }),
  })
  .meta({ id: 'Mock', description: 'Stands for a task: what it gives instead of running.' });

export const taskStatuses = ['pending', 'queued', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'canceled'] as const;
const endedTaskStatus = z.enum(['succeeded', 'failed', 'skipped', 'canceled', 'pending']);

const testSchema = z
  .strictObject({
    description: markdown.optional(),
    inputs: z.record(z.string(), json).optional(),
    vars: z.record(z.string(), json).optional(),
    mocks: z.record(z.string(), mockSchema).optional().meta({ description: 'By task path; a task with side effects must have one.' }),
    expect: z.strictObject({
      status: z.enum(['succeeded', 'failed', 'canceled']).optional(),
      outputs: z.record(z.string(), json).optional(),
      tasks: z
        .record(
          z.string(),
          z.union([
            endedTaskStatus,
            z.strictObject({
              status: endedTaskStatus.optional(),
              output: json.optional(),
              attempts: z.number().int().min(0).optional(),
              error: z.string().optional().meta({ description: 'Failure code.' }),
            }),
          ]),
        )
        .optional()
        .meta({ description: 'By task path: a status, or an object.' }),
    }),
  })
  .meta({ id: 'Test', description: 'Runs the workflow on a virtual clock with mocked side effects and compares.' });

const point = z.tuple([z.number(), z.number()]);

export const noteSchema = z.strictObject({ text: markdown, at: point, size: point.optional(), color: z.string().max(32).optional() });

const layoutSchema = z
  .strictObject({
    tasks: z.record(z.string(), point).optional().meta({ description: 'Position of each task by its path, relative to its group.' }),
    triggers: z.record(z.string(), point).optional(),
    notes: z.array(noteSchema).max(longestList).optional().meta({ description: 'Sticky notes, in Markdown.' }),
    direction: z.enum(['right', 'down']).optional(),
  })
  .meta({ id: 'Layout', description: 'For the eye only: dropping it changes no run.' });

const permissionsSchema = z
  .strictObject({
    folders: z
      .array(z.string())
      .max(longestList)
      .optional()
      .meta({ description: "Folders that file tasks may use besides the workflow's own." }),
    hosts: z
      .array(z.string())
      .max(longestList)
      .optional()
      .meta({ description: 'The only hosts that network tasks may reach: "api.example.test", "*.example.test", "127.0.0.1:8080".' }),
    commands: z.array(z.string()).max(longestList).optional().meta({ description: 'The only programs that shell tasks may start.' }),
    secrets: z.array(z.string()).max(longestList).optional().meta({ description: 'The only secrets that tasks may use.' }),
  })
  .meta({ id: 'Permissions', description: 'What the tasks may touch; enforced when they run.' });

export const hookNames = ['started', 'succeeded', 'failed', 'canceled', 'finished'] as const;

export const workflowSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal(1).meta({ description: 'Version of the format.' }),
    id: workflowId.meta({ description: "Also the file's name." }),
    name: name.optional(),
    description: markdown.optional().meta({ description: 'Markdown.' }),
    tags: z.array(z.string().min(1).max(64)).max(100).optional(),
    inputs: z.record(inputName, inputSchema).meta({ maxProperties: limits.inputs }).optional(),
    triggers: z.record(taskId, cronTrigger).meta({ maxProperties: limits.triggers }).optional(),
    tasks: z.record(taskId, taskSchema).meta({ description: 'The graph: tasks by id.' }),
    outputs: z.record(z.string(), json).optional().meta({ description: 'What the run gives: expressions over its tasks.' }),
    concurrency: z
      .strictObject({
        limit: z.number().int().min(1).max(10_000).meta({ description: 'How many runs of this workflow at once.' }),
        overflow: z
          .enum(['queue', 'skip', 'cancelOldest'])
          .optional()
          .meta({ description: 'What happens to one more: it waits, is not started, or takes the place of the oldest. Default: queue.' }),
      })
      .optional(),
    timeout: duration.optional().meta({ description: 'Of the whole run.' }),
    hooks: z.partialRecord(z.enum(hookNames), hookSchema).optional(),
    permissions: permissionsSchema.optional(),
    tests: z.record(z.string(), testSchema).meta({ maxProperties: limits.tests }).optional(),
    layout: layoutSchema.optional(),
  })
  .meta({ id: 'Workflow', title: 'Millrace workflow', description: 'One document for canvas, code, engine and command line.' });

export type Workflow = z.infer<typeof workflowSchema>;
export type Task = z.infer<typeof taskSchema>;
export type Input = z.infer<typeof inputSchema>;
export type Retry = z.infer<typeof retrySchema>;
export type RetrySelector = z.infer<typeof retrySelector>;
export type Each = z.infer<typeof eachSchema>;
export type Hook = z.infer<typeof hookSchema>;
export type HookName = (typeof hookNames)[number];
export type Join = (typeof joins)[number];
export type Mock = z.infer<typeof mockSchema>;
export type WorkflowTest = z.infer<typeof testSchema>;
export type Trigger = z.infer<typeof cronTrigger>;
export type Layout = z.infer<typeof layoutSchema>;
export type TaskStatus = (typeof taskStatuses)[number];
