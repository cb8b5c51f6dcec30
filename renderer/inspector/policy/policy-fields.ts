// The fields of a task besides its parameters, read from the format's own schema and named for people.
import { retrySchema, taskSchema } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import type { Control, Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/read-fields.ts';

type Change = Partial<Pick<Field, 'title' | 'description' | 'control' | 'fallback'>>;

const duration: Control = { kind: 'text', look: 'duration', allowsEmpty: false };
const mono: Control = { kind: 'text', look: 'mono', allowsEmpty: false };
const expression: Control = { kind: 'expression' };

function named(fields: readonly Field[], changes: { readonly [name: string]: Change }): readonly Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return Object.entries(changes).flatMap(([name, change]) => {
    const field = byName.get(name);
    return field ? [{ ...field, ...change }] : [];
  });
}

function inside(name: string): readonly Field[] {
  const field = fieldsOf(taskSchema).find((each) => each.name === name);
  return field?.control.kind === 'object' ? field.control.fields : [];
}

function words(options: { readonly [value: string]: string }): Control {
  return { kind: 'choice', options: Object.entries(options).map(([value, label]) => ({ value, label })) };
}

const p = messages.inspector.policy;

const selector: Control = {
  kind: 'object',
  fields: named(fieldsOfSelector(), {
    codes: { title: p.codes, control: { kind: 'list', isText: true, mayBeSingle: false } },
    exitCodes: { title: p.exitCodes, control: { kind: 'list', isText: false, mayBeSingle: false } },
    httpStatus: { title: p.httpStatus, control: { kind: 'list', isText: false, mayBeSingle: false } },
    if: { title: p.if, control: expression },
  }),
};

function fieldsOfSelector(): readonly Field[] {
  const on = fieldsOf(retrySchema).find(({ name }) => name === 'on');
  return on?.control.kind === 'object' ? on.control.fields : [];
}

export const retryFields: readonly Field[] = named(fieldsOf(retrySchema), {
  attempts: { title: p.attempts },
  delay: { title: p.delay, control: duration, fallback: '1s' },
  strategy: { title: p.strategy, fallback: 'exponential' },
  factor: { title: p.factor, fallback: 2 },
  maxDelay: { title: p.maxDelay, control: duration, fallback: '1h' },
  jitter: { title: p.jitter, fallback: 'full' },
  maxElapsed: { title: p.maxElapsed, control: duration },
  on: { title: p.on, control: selector },
  notOn: { title: p.notOn, control: selector },
});

export const eachFields: readonly Field[] = named(inside('each'), {
  in: { title: p.eachIn, control: { kind: 'json' } },
  as: { title: p.eachAs, control: mono, fallback: 'item' },
  concurrency: { title: p.eachConcurrency, fallback: 1 },
  onItemFailure: { title: p.eachFailure, fallback: 'stop' },
  key: { title: p.eachKey, control: expression },
});

export const untilFields: readonly Field[] = named(inside('until'), {
  condition: { title: p.untilCondition, control: expression },
  maxIterations: { title: p.untilMost },
  delay: { title: p.untilDelay, control: duration },
});

export const cacheFields: readonly Field[] = named(inside('cache'), {
  key: { title: p.cacheKey, control: expression },
  ttl: { title: p.cacheTtl, control: duration },
});

const task = new Map(fieldsOf(taskSchema).map((field) => [field.name, field]));

function one(name: string, change: Change): Field {
  const field = task.get(name);
  return { name, title: name, description: '', isRequired: false, examples: [], control: { kind: 'json' }, ...field, ...change };
}

export const taskFields = {
  join: one('join', {
    title: p.join,
    description: '',
    // A rule of its own that has no word in the format: choosing it takes the field away.
    fallback: 'default',
    control: {
      kind: 'choice',
      options: (['default', 'all', 'any', 'always'] as const).map((value) => ({
        value,
        label: value === 'default' ? p.joinDefault : value,
        description: p.joins[value],
      })),
    },
  }),
  when: one('when', { title: p.when, control: expression }),
  timeout: one('timeout', { title: p.timeout, control: duration }),
  pool: one('pool', { title: p.pool, control: mono }),
  priority: one('priority', { title: p.priority, fallback: 0 }),
  onError: one('onError', { title: p.onError, description: '', control: words(p.onErrors), fallback: 'fail' }),
  onInterrupt: one('onInterrupt', { title: p.onInterrupt, control: words(p.onInterrupts) }),
  disabled: one('disabled', { title: p.disabled, description: p.disabledHelp, fallback: false }),
  outputs: one('outputs', { title: p.outputs, description: p.outputsHelp, control: { kind: 'table', isText: false } }),
} satisfies { readonly [name: string]: Field };
