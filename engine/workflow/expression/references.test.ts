import { describe, expect, it } from 'vitest';
import { compileExpression } from './compile.ts';
import { referencedTasks, referencesOf } from './references.ts';

function paths(source: string): readonly string[] {
  return referencesOf(source, { bare: true }).map((reference) => reference.path.join('/'));
}

describe('referencesOf', () => {
  it.each([
    ['tasks.fetch.output.body', ['tasks/fetch/output/body']],
    ['tasks["fetch"].output[0].?x', ['tasks/fetch/output/0/x']],
    ['tasks[inputs.name].output', ['tasks', 'inputs/name']],
    ['tasks.a.output.map(x, x.y + tasks.b.output)', ['tasks/a/output', 'tasks/b/output']],
    ['[1].map(tasks, tasks.a.output)', []],
    ['tasks.a.output.map(tasks, tasks.b)', ['tasks/a/output']],
    ['cel.bind(x, tasks.a.output, x.y + tasks.b.output)', ['tasks/a/output', 'tasks/b/output']],
    ['xs.sortBy(x, x.n).groupBy(y, y.z)', ['xs']],
    ['optional.of(inputs.a).orValue(vars.b)', ['inputs/a', 'vars/b']],
    [
      'has(tasks.a.output.x) ? {"k": inputs.a} : [vars.b, -vars.c, !vars.d]',
      ['tasks/a/output/x', 'inputs/a', 'vars/b', 'vars/c', 'vars/d'],
    ],
    ['keys(tasks)', ['tasks']],
    ['inputs', ['inputs']],
    ['size(inputs.list)[vars.i].deeper', ['inputs/list', 'vars/i']],
    ['"tasks.a" + r"tasks.b"', []],
    ['unknownFunction(tasks.a)', ['tasks/a']],
    ['1 +', []],
  ])('finds the chains of %s', (source, expected) => {
    expect(paths(source)).toEqual(expected);
  });

  it('says where each part is written', () => {
    const source = ' tasks . fetch["output"] .?body + 1';
    const [reference] = referencesOf(source, { bare: true });
    expect(reference?.ranges.map(({ start, end }) => source.slice(start, end))).toEqual(['tasks', 'fetch', '"output"', 'body']);
    expect(source.slice(reference?.start, reference?.end)).toBe('tasks . fetch["output"] .?body');
  });

  it('looks into every text of a value, in order, but not into keys', () => {
    const value = { '{{ tasks.key }}': ['{{ tasks.a }} {{ tasks.b }}', { x: '{{ tasks.c }}' }], y: 'tasks.no', z: null };
    expect(referencesOf(value).map((reference) => reference.path[1])).toEqual(['a', 'b', 'c']);
  });

  it('looks into lists with more entries than a call takes arguments', () => {
    const list = Array.from({ length: 300_000 }, () => 1);
    expect(referencesOf([...list, '{{ tasks.last }}'])).toHaveLength(1);
  });

  it('takes a text without braces as an expression only when told', () => {
    expect(referencesOf('tasks.a.output')).toEqual([]);
    expect(referencesOf('{{ tasks.a.output }}', { bare: true })).toHaveLength(1);
    expect(compileExpression('tasks.a.output')).toMatchObject({ ok: true, value: { references: [{ path: ['tasks', 'a', 'output'] }] } });
  });
});

describe('referencedTasks', () => {
  it('lists each task once', () => {
    expect(referencedTasks(['{{ tasks.a.output + tasks.b.output }}', { x: '{{ tasks.a.status }}', y: 'tasks.c' }])).toEqual(['a', 'b']);
  });

  it('says that any task may be read', () => {
    expect(referencedTasks('{{ tasks[inputs.name] }}')).toBe('all');
    expect(referencedTasks(['{{ tasks.a }}', '{{ tasks.map(k, k) }}'])).toBe('all');
  });

  it('reads bare texts when told', () => {
    expect(referencedTasks('tasks.a.output', { bare: true })).toEqual(['a']);
    expect(referencedTasks('tasks.a.output')).toEqual([]);
  });
});
