import { describe, expect, it } from 'vitest';
import { checkExpression, type ExpressionProblem, type ScopeShape, type Shape, shapeFromJsonSchema } from './check.ts';

const any: Shape = { kind: 'any' };
const order = shapeFromJsonSchema({
  type: 'object',
  properties: {
    id: { type: 'integer' },
    lines: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } }, additionalProperties: false } },
  },
  additionalProperties: false,
});

const shape: ScopeShape = {
  variables: {
    inputs: { kind: 'object', fields: { limit: { kind: 'number' }, name: { kind: 'string' } }, open: false },
    vars: any,
    item: any,
  },
  tasks: {
    known: new Set(['fetch', 'store', 'report']),
    upstream: (id) => id !== 'report',
    output: (id) => (id === 'fetch' ? order : any),
  },
  secrets: false,
};

function problems(source: string, scope: ScopeShape = shape): readonly ExpressionProblem[] {
  return checkExpression(source, scope);
}

describe('checkExpression', () => {
  it.each([
    'inputs.limit + 1 > size(tasks.fetch.output.lines)',
    'tasks.fetch.output.lines.map(line, line.price * 2).sum()',
    'tasks["store"].output.anything.at.all[0]',
    'tasks.store.error.message + tasks.store.status',
    'has(inputs.nope) ? 1 : "x"',
    'default(tasks.fetch.output.nope.deeper, 1)',
    'inputs.?nope.deeper.orValue(1)',
    'vars.x + 1 + vars.y',
    'inputs.name + vars.x',
    '{"a": 1}.a + [1, 2][0]',
    'tasks[inputs.name].output',
    'tasks.exists(id, id == "x")',
    '[1].map(tasks, tasks + 1)',
    'null == inputs.name',
    'item.x.map(k, k.y)',
    'cel.bind(x, inputs.limit, x % 2 == 0) && true',
    'vars.list.sortBy(x, x.n).first().name',
  ])('finds nothing wrong with %s', (source) => {
    expect(problems(source)).toEqual([]);
  });

  it.each<[string, string, string, string | undefined]>([
    ['1 +', 'syntax', '', undefined],
    ['inptus.limit', 'unknown_variable', 'inptus', 'inputs'],
    ['fetch.output', 'unknown_variable', 'fetch', 'tasks.fetch.output'],
    ['tasks.fetsh.output', 'unknown_task', 'fetsh', 'fetch'],
    ['tasks["fetsh"].output', 'unknown_task', '"fetsh"', 'fetch'],
    ['tasks.?zzzzzz', 'unknown_task', 'zzzzzz', undefined],
    ['tasks.report.output', 'task_not_upstream', 'report', undefined],
    ['tasks.fetch.body', 'unknown_field', 'body', 'output.body'],
    ['tasks.fetch.outptu.id', 'unknown_field', 'outptu', 'output'],
    ['inputs.limt', 'unknown_field', 'limt', 'limit'],
    ['inputs["limt"]', 'unknown_field', '"limt"', 'limit'],
    ['tasks.fetch.output.lines[0].prize', 'unknown_field', 'prize', 'price'],
    ['tasks.fetch.output.lines.price', 'unknown_field', 'price', undefined],
    ['tasks.fetch.output.lines.map(l, l.prize)', 'unknown_field', 'prize', 'price'],
    ['tasks.fetch.output.lines.filter(l, l.price > 1).first().prize', 'unknown_field', 'prize', 'price'],
    ['tasks.fetch.output.lines.sortBy(l, l.prize)', 'unknown_field', 'prize', 'price'],
    ['inputs.name.first', 'unknown_field', 'first', undefined],
    ['inputs.name + 1', 'wrong_type', 'inputs.name + 1', undefined],
    ['inputs.name * 2', 'wrong_type', 'inputs.name * 2', undefined],
    ['inputs.name > 2', 'wrong_type', 'inputs.name > 2', undefined],
    ['inputs.limit ? 1 : 2', 'wrong_type', 'inputs.limit', undefined],
    ['inputs.limit.map(x, x)', 'wrong_type', 'inputs.limit', undefined],
    ['[1].filter(x, x)', 'wrong_type', 'x', undefined],
    ['siez(inputs)', 'unknown_function', 'siez(inputs)', 'size'],
    ['inputs.name.matches("x")', 'unknown_function', 'inputs.name.matches("x")', undefined],
    ['size(1, 2)', 'wrong_arguments', 'size(1, 2)', undefined],
    ['[1].filter(x)', 'wrong_arguments', '[1].filter(x)', undefined],
    ['secrets.token', 'secret_not_allowed', 'secrets', undefined],
    ['[1].map(x, y)', 'unknown_variable', 'y', undefined],
  ])('reports what is wrong with %s', (source, code, at, suggestion) => {
    const [problem, ...others] = problems(source);
    expect(problem).toMatchObject({ code });
    expect(source.slice(problem?.start, problem?.end)).toBe(at);
    expect(problem?.suggestion).toBe(suggestion);
    expect(others.filter((other) => other.code !== 'unknown_variable')).toEqual([]);
  });

  it('reports all problems in the order of the source', () => {
    expect(problems('size() + inputs.limt + tasks.nope.output').map((problem) => problem.code)).toEqual([
      'wrong_arguments',
      'unknown_field',
      'unknown_task',
    ]);
  });

  it('allows secrets where they may be used', () => {
    expect(problems('secrets.token + "x"', { ...shape, secrets: true })).toEqual([]);
  });

  it('names what there is', () => {
    expect(problems('zzz')[0]?.message).toContain('There are: inputs, vars, item, tasks.');
    expect(problems('inputs.zzz')[0]?.message).toBe('`inputs` has no field `zzz`. It has: limit, name.');
    expect(problems('tasks.report.status')[0]?.message).toContain('Task `report` is not upstream');
  });

  it('finds near names among thousands', () => {
    const known = new Set(Array.from({ length: 5_000 }, (_, index) => `task_${index}`));
    const many = { ...shape, tasks: { ...shape.tasks, known, upstream: () => true, output: () => any } };
    expect(problems('tasks.taks_4711.output', many)[0]?.suggestion).toBe('task_4711');
    expect(problems('tasks.Task_4711.output', many)[0]?.suggestion).toBe('task_4711');
    expect(problems('tasks.something_else.output', many)[0]?.suggestion).toBeUndefined();
  });
});

describe('shapeFromJsonSchema', () => {
  const text: Shape = { kind: 'string' };
  it.each<[string, unknown, Shape]>([
    ['nothing known', {}, any],
    ['not a schema', 'x', any],
    ['a nullable text', { anyOf: [{ type: 'string' }, { type: 'null' }] }, text],
    ['a nullable type list', { type: ['string', 'null'] }, text],
    ['mixed kinds', { anyOf: [{ type: 'string' }, { type: 'number' }] }, any],
    ['an enum', { enum: ['a', 'b', null] }, text],
    ['a constant', { const: 3 }, { kind: 'number' }],
    ['an open object', { type: 'object', properties: { a: { type: 'string' } } }, { kind: 'object', fields: { a: text }, open: true }],
    ['a record', { type: 'object', additionalProperties: { type: 'string' } }, { kind: 'object', fields: {}, open: true }],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }] }, { kind: 'list', items: any }],
    [
      'a reference',
      { $ref: '#/$defs/A', $defs: { A: { type: 'array', items: { type: 'boolean' } } } },
      { kind: 'list', items: { kind: 'boolean' } },
    ],
    [
      'one of two objects',
      {
        oneOf: [
          { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, additionalProperties: false },
          { type: 'object', properties: { a: { type: 'number' } }, additionalProperties: false },
        ],
      },
      { kind: 'object', fields: { a: any, b: text }, open: false },
    ],
  ])('reads %s', (_, schema, expected) => {
    expect(shapeFromJsonSchema(schema)).toEqual(expected);
  });

  it('ends at schemas that contain themselves', () => {
    const schema = { $ref: '#/$defs/Tree', $defs: { Tree: { type: 'object', properties: { child: { $ref: '#/$defs/Tree' } } } } };
    expect(shapeFromJsonSchema(schema)).toMatchObject({ kind: 'object', fields: { child: { kind: 'object' } } });
  });
});
