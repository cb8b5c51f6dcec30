// A task type whose attempts do what the test says, so that a test can hold them, fail them and look at them.
import * as z from 'zod';
import type { Outcome, TaskContext, TaskType } from '../../tasks/execution.ts';
import type { TaskManifest } from '../../workflow/catalog.ts';
import type { Json } from '../../workflow/json.ts';

type ProbeParameters = { readonly [name: string]: Json };

export type ProbeCall = {
  readonly parameters: ProbeParameters;
  readonly context: TaskContext;
  /** Ends the attempt. */
  readonly end: (outcome: Outcome) => void;
};

export type Probe = {
  readonly type: TaskType<ProbeParameters>;
  readonly calls: readonly ProbeCall[];
  /** The `count`-th attempt, as soon as it has begun. */
  readonly call: (count: number) => Promise<ProbeCall>;
};

type ProbeOptions = Partial<Pick<TaskManifest, 'effects' | 'idempotent' | 'type'>> & {
  /** Ends every attempt at once. Absent: attempts last until the test ends them, or fail when they are aborted. */
  readonly execute?: (parameters: ProbeParameters, context: TaskContext) => Outcome | Promise<Outcome>;
};

export function createProbe({ execute, ...fields }: ProbeOptions = {}): Probe {
  const calls: ProbeCall[] = [];
  const waiters: { readonly count: number; readonly resolve: (call: ProbeCall) => void }[] = [];
  const begin = (parameters: ProbeParameters, context: TaskContext): Promise<Outcome> =>
    new Promise((resolve) => {
      const call = { parameters, context, end: resolve };
      calls.push(call);
      context.signal.addEventListener('abort', () => resolve(aborted), { once: true });
      for (const waiter of waiters) if (waiter.count === calls.length) waiter.resolve(call);
    });
  return {
    type: { manifest: probeManifest(fields), execute: execute ?? begin },
    calls,
    call: (count) =>
      new Promise((resolve) => {
        const known = calls[count - 1];
        if (known) resolve(known);
        else waiters.push({ count, resolve });
      }),
  };
}

const aborted: Outcome = { type: 'failed', failure: { kind: 'user', code: 'aborted', message: 'Aborted' } };

function probeManifest(fields: Partial<TaskManifest>): TaskManifest {
  return {
    type: 'test.probe',
    version: 1,
    title: 'Probe',
    category: 'script',
    icon: 'box',
    summary: '',
    docs: '',
    parameters: z.record(z.string(), z.json()),
    ports: () => [],
    effects: 'external',
    idempotent: true,
    capabilities: () => [],
    examples: [],
    ...fields,
  };
}
