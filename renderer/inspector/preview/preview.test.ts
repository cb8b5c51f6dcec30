import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { createOutputs } from './outputs.ts';
import { previewLines, shortValue } from './preview-lines.ts';
import { loopAround, pathInRun, previewScope, tasksRead } from './preview-scope.ts';

const workflow: Workflow = {
  format: 1,
  id: 'w',
  inputs: { day: { type: 'string', default: '2026-11-20' }, slot: { type: 'string', default: '{{ run.slot.date }}' } },
  tasks: {
    fetch: { type: 'http.request' },
    store: {
      type: 'group',
      needs: ['fetch'],
      each: { in: '{{ tasks.fetch.output.body }}', as: 'order' },
      tasks: { check: { type: 'data.set' }, save: { type: 'data.set', needs: ['check'] } },
    },
  },
};

const done: TaskState = {
  status: 'succeeded',
  attempts: 1,
  startedAt: 1,
  finishedAt: 2,
  failure: null,
  port: null,
  items: null,
  skipped: null,
  waiting: null,
  from: null,
};
const run = {
  id: 'r1',
  events: [
    {
      type: 'run.created',
      run: 'r1',
      seq: 1,
      at: Date.UTC(2026, 10, 20, 2),
      workflow: 'w',
      definition: '',
      inputs: { day: '2026-11-19' },
      vars: { host: 'h' },
      environment: 'staging',
      trigger: { kind: 'manual' },
    },
  ],
  tasks: new Map([
    ['fetch', done],
    ['store', done],
    ['store[0].check', done],
  ]),
} as const;
const outputs = new Map<string, Json>([
  ['fetch', { body: [{ id: 7 }, { id: 8 }] }],
  ['store[0].check', 'checked'],
]);

const explain = (text: string) => ({ kind: 'error' as const, text });
const lines = (value: Json, path: string, options = {}) =>
  previewLines(value, previewScope({ workflow, run, outputs }, path, value, options), { explain }).map(
    ({ place, text }) => `${place}=${text}`,
  );

describe('previews on the data of a run', () => {
  it('read inputs, variables, the run and the outputs of tasks', () => {
    expect(lines('{{ inputs.day }}', 'store')).toEqual(['="2026-11-19"']);
    expect(lines('{{ vars.host + "/" + environment }}', 'store')).toEqual(['="h/staging"']);
    expect(lines('{{ run.slot.date }}', 'store')).toEqual(['="2026-11-20"']);
    expect(lines({ a: '{{ tasks.fetch.output.body[1].id }}', b: 5, c: ['{{ inputs.day }}'] }, 'store')).toEqual([
      'a=8',
      'c[0]="2026-11-19"',
    ]);
  });

  it('take the first item of each list around the task', () => {
    expect(lines('{{ order.id }} {{ index }}', 'store.check')).toEqual(['="7 0"']);
    expect(lines('{{ tasks.check.output }}', 'store.save')).toEqual(['="checked"']);
    expect(tasksRead(workflow, 'store', '{{ tasks.check.output + tasks.fetch.output }}')).toEqual([
      { id: 'check', path: 'store[0].check' },
      { id: 'fetch', path: 'fetch' },
    ]);
  });

  it('name the place of a task in the run by the items around it', () => {
    const nested: Workflow = {
      ...workflow,
      tasks: {
        a: {
          type: 'group',
          each: { in: [1, 2] },
          tasks: { b: { type: 'group', tasks: { c: { type: 'group', each: { in: [3] }, tasks: { d: { type: 'data.set' } } } } } },
        },
      },
    };
    expect(pathInRun(nested, 'a.b.c.d', 4)).toBe('a[0].b.c[4].d');
    expect(pathInRun(nested, 'a.b', 4)).toBe('a[4].b');
    expect(pathInRun(nested, 'a', 4)).toBe('a');
    expect(loopAround(nested, 'a.b.c.d')).toBe('a.b.c');
    expect(loopAround(nested, 'a')).toBe(undefined);
  });

  it('never show a secret', () => {
    expect(lines('Bearer {{ secrets.TOKEN }}', 'fetch')).toEqual(['="Bearer ••••••"']);
  });

  it('are made of the defaults of inputs when there is no run, and say nothing of what is not known', () => {
    const value = ['{{ inputs.day }}', '{{ tasks.fetch.output.body }}'];
    const scope = previewScope({ workflow, run: null, outputs: new Map() }, 'store', value);
    expect(previewLines(value, scope, { explain: () => null })).toEqual([{ place: '[0]', text: '"2026-11-20"', kind: 'value' }]);
  });

  it('leave out what would take long', () => {
    const scope = { list: Array.from({ length: 20_000 }, (_, index) => index) };
    const value = '{{ list.map(a, list.map(b, a * b)) }}';
    expect(previewLines(value, scope, { explain })).toMatchObject([{ kind: 'missing' }]);
    expect(previewLines('{{ size(list) }}', scope, { explain })).toMatchObject([{ kind: 'value', text: '20000' }]);
  });

  it('cut long values without printing all of them', () => {
    const text = shortValue(Array.from({ length: 100_000 }, (_, index) => ({ index, text: 'x'.repeat(1000) })));
    expect(text.length).toBe(200);
    expect(text.endsWith('…')).toBe(true);
  });
});

describe('outputs that are wanted', () => {
  it('are read once for each version, and the newest answer counts', async () => {
    const answers: ((value: Json) => void)[] = [];
    const kept = createOutputs(() => new Promise((resolve) => answers.push((value) => resolve({ ok: true, value }))));

    kept.want('a', '1');
    kept.want('a', '1');
    expect(answers).toHaveLength(1);
    kept.want('a', '2');
    answers[1]?.('new');
    answers[0]?.('old');
    await Promise.resolve();
    await Promise.resolve();

    expect(kept.store.getState().get('a')).toEqual({ state: 'known', value: 'new' });
  });
});
