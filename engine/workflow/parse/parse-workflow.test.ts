import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createCatalog } from '../catalog.ts';
import type { Problem } from '../problem.ts';
import { testCatalog, testManifest } from '../testing/catalog.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { parseWorkflow } from './parse-workflow.ts';

const parse = (input: unknown) => parseWorkflow(input, testCatalog);
const problemsOf = (input: unknown): readonly Problem[] => parse(input).problems;
const errorsOf = (input: unknown) => problemsOf(input).filter((problem) => problem.severity === 'error');

/** The only error of an input. */
function errorOf(input: unknown): Problem {
  const [problem, ...more] = errorsOf(input);
  expect(more.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  if (!problem) throw new Error('there is no error');
  return problem;
}

/** The piece of text that a problem points at. */
function pointedAt(text: string, problem: Problem): string {
  return text.slice(problem.range?.start.offset, problem.range?.end.offset);
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
const set = (fields: object = {}) => ({ type: 'data.set', with: { values: {} }, ...fields });
const of = (tasks: object, more: object = {}) => ({ format: 1, id: 'test', tasks, ...more });

describe('reading', () => {
  it('gives the workflow and its text', () => {
    const text = json(graph('a'));
    expect(parse(text)).toEqual({ ok: true, value: { workflow: graph('a'), text }, problems: [] });
  });

  it('takes bytes, with and without a byte order mark', () => {
    const text = json(graph('a', { name: 'Bücher 📚' }));
    for (const bytes of [new TextEncoder().encode(text), new TextEncoder().encode(`\uFEFF${text}`)]) {
      expect(parse(bytes)).toMatchObject({ ok: true, value: { workflow: { name: 'Bücher 📚' }, text } });
    }
  });

  it('takes a value', () => {
    expect(parse(graph('a'))).toEqual({ ok: true, value: { workflow: graph('a') }, problems: [] });
  });

  it('refuses what is too large, before looking at it', () => {
    expect(errorOf(' '.repeat(5 * 1024 * 1024 + 1)).code).toBe('too_large');
    expect(errorOf(new Uint8Array(5 * 1024 * 1024 + 1)).code).toBe('too_large');
    expect(errorOf('ä'.repeat(3 * 1024 * 1024)).message).toContain('6.0 MiB');
  });

  it('refuses bytes that are not UTF-8, and empty text', () => {
    expect(errorOf(Uint8Array.from([0x7b, 0xff]))).toMatchObject({ code: 'invalid_utf8', message: expect.stringContaining('byte 2') });
    expect(errorOf(' \n ').code).toBe('empty_text');
  });

  it('reports every syntax error with its place', () => {
    const text = '{\n  "format": 1\n  "id": "x",\n  "tasks": { "a": tru }\n}';
    const problems = errorsOf(text);
    const places = problems.map((problem) => [problem.code, problem.range?.start.line, problem.range?.start.column]);
    expect(places.slice(0, 2)).toEqual([
      ['syntax_error', 3, 3],
      ['syntax_error', 4, 19],
    ]);
    expect(problems[0]?.message).toContain('comma');
  });

  it('refuses comments and trailing commas, with a fix that removes them', () => {
    const text = '{\n  // mine\n  "format": 1, "id": "x", "tasks": {},\n}';
    const [comment, comma] = errorsOf(text);
    expect(comment && pointedAt(text, comment)).toBe('// mine');
    expect(comma && [comma.code, pointedAt(text, comma)]).toEqual(['trailing_comma', ',']);
    expect(comment?.fix).toMatchObject({ action: 'replace', path: [], value: { format: 1, id: 'x', tasks: {} } });
  });

  it('keeps what can be shown of text with syntax errors', () => {
    const result = parse('{ "format": 1, "id": "x", "tasks": { "a": { "type": "data.set" }, ');
    expect(result).toMatchObject({ ok: false, partial: { id: 'x', tasks: { a: { type: 'data.set' } } } });
  });

  it('finds a task that is defined twice', () => {
    const text = `{"format":1,"id":"x","tasks":{"fetch":${json(set())},"fetch":${json(set())}}}`;
    const problem = errorOf(text);
    expect(problem).toMatchObject({
      code: 'duplicate_key',
      path: ['tasks', 'fetch'],
      message: expect.stringContaining('Task `fetch` is defined twice'),
    });
    expect(problem.range?.start.offset).toBe(text.lastIndexOf('"fetch"'));
  });

  it('is not misled by colons, quotes and braces in strings', () => {
    const text = json(of({ a: set({ description: 'a: "b\\": { [ \\' }) }));
    expect(parse(text).ok).toBe(true);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s anywhere', (key) => {
    const text = `{"format":1,"id":"x","tasks":{"a":{"type":"data.set","with":{"values":{"deep":[{"${key}":1}]}}}}}`;
    const problem = errorOf(text);
    expect(problem.code).toBe('forbidden_key');
    expect(pointedAt(text, problem)).toBe(`"${key}"`);
  });

  it('refuses deep nesting, in JSON and in what is not', () => {
    const deep = (levels: number) => `{"format":1,"id":"x","tasks":{},"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(errorOf(deep(64)).code).toBe('too_deep');
    expect(errorOf('['.repeat(2_000_000)).code).toBe('too_deep');
    expect(errorOf(`/* " */ ${'['.repeat(100_000)}`).code).toBe('too_deep');
    expect(errorsOf(deep(63)).map((problem) => problem.code)).toEqual(['unknown_field']);
  });

  it('refuses values that are not JSON', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    expect(errorOf(of({ a: set({ with: { values: { at: new Date(0) } } }) }))).toMatchObject({
      code: 'not_json',
      path: ['tasks', 'a', 'with', 'values', 'at'],
    });
    expect(errorOf(of({ a: set({ with: cyclic }) })).code).toBe('too_deep');
    expect(errorOf(of({ a: set({ priority: Number.NaN }) })).code).toBe('not_json');
    expect(errorOf(undefined).code).toBe('not_json');
  });

  it('refuses more tasks and deeper groups than the limits', () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`t${index}`, set()]));
    expect(errorOf(of(many)).code).toBe('too_many_tasks');
    let tasks = tasksOf('a');
    for (let level = 0; level < 17; level++) tasks = { g: { type: 'group', tasks } };
    expect(errorOf(of(tasks)).code).toBe('groups_too_deep');
    expect(errorsOf(of(tasks.g?.tasks ?? {}))).toEqual([]);
  });

  it('opens a newer format read-only', () => {
    const text = json(of({}, { format: 2 }));
    expect(errorOf(text)).toMatchObject({ code: 'newer_format', path: ['format'], message: expect.stringContaining('read-only') });
  });
});

describe('the schema', () => {
  it('names an unknown field and the one that was meant', () => {
    const text = json(of({ a: set({ neds: ['b'] }), b: set() }));
    const problem = errorOf(text);
    expect(problem.message).toBe('Task `a` has no field `neds`. Did you mean `needs`?');
    expect(problem.fix).toEqual({ title: 'Rename to needs', action: 'rename', path: ['tasks', 'a', 'neds'], name: 'needs' });
    expect(pointedAt(text, problem)).toBe('"neds"');
  });

  it('offers to remove an unknown field that resembles nothing', () => {
    expect(errorOf(of({}, { colour: 'red' }))).toMatchObject({ code: 'unknown_field', fix: { action: 'remove', path: ['colour'] } });
  });

  it('says what type is wanted and what is there', () => {
    const text = json(of({ a: set({ retry: { attempts: '3' } }) }));
    const problem = errorOf(text);
    expect(problem.message).toBe('Task `a`: `retry.attempts` must be a number, but is text.');
    expect(pointedAt(text, problem)).toBe('"3"');
    expect(problem.range?.start).toMatchObject({ line: 11, column: 21 });
  });

  it('joins the types of alternatives', () => {
    expect(errorOf(of({ a: set({ when: 5 }) })).message).toBe('Task `a`: `when` must be text or true or false, but is the number 5.');
  });

  it('suggests the word that was meant', () => {
    const problem = errorOf(of({ a: set({ join: 'alll' }) }));
    expect(problem).toMatchObject({ code: 'unknown_value', fix: { action: 'replace', value: 'all' } });
    expect(problem.message).toContain('Did you mean "all"?');
  });

  it('names what is missing', () => {
    expect(errorsOf({ format: 1 }).map((problem) => problem.message)).toEqual([
      'The workflow lacks the field `id`. Add it.',
      'The workflow lacks the field `tasks`. Add it.',
    ]);
    expect(errorOf(of({ a: { with: {} } })).message).toBe('Task `a` lacks the field `type`. Add it.');
  });

  it('names ids that break the rule', () => {
    const problem = errorOf(of({ 'Fetch It': set() }));
    expect(problem).toMatchObject({ code: 'invalid_id', message: expect.stringContaining('must be 1 to 64 of a-z') });
  });

  it('names durations that are none, and that nobody lives to see', () => {
    expect(errorOf(of({ a: set({ timeout: '5 minutes' }) })).message).toContain('must be a duration such as');
    expect(errorOf(of({ a: set({ timeout: '99999999d' }) }))).toMatchObject({ code: 'out_of_range' });
  });

  it('goes on beside what is malformed', () => {
    const result = parse(of({ a: set({ timeout: 5 }), b: { type: 'data.sett', needs: ['c'] } }));
    expect(result.problems.map((problem) => problem.code).sort()).toEqual(['unknown_need', 'unknown_type', 'wrong_type']);
    expect(result).toMatchObject({ ok: false, partial: { tasks: { a: { type: 'data.set' }, b: { needs: ['c'] } } } });
  });

  it('does not blame a task twice for one mistake', () => {
    const problem = errorOf(of({ a: set({ each: { in: [1], concurency: 2 }, with: { values: { x: '{{ item }}' } } }) }));
    expect(problem.message).toBe('Task `a`: `each` has no field `concurency`. Did you mean `concurrency`?');
  });

  it('survives anything in the place of anything', () => {
    for (const value of [null, true, 5, 'x', [], [[]], { a: null }, { a: { type: null } }, { a: { type: 'group', tasks: [] } }]) {
      for (const field of ['tasks', 'inputs', 'triggers', 'hooks', 'tests', 'layout', 'outputs', 'concurrency', 'permissions']) {
        const result = parse(json({ ...of({}), [field]: value }));
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
      }
    }
    expect(errorOf('5').code).toBe('wrong_type');
  });

  it('takes more problems in one place than a call takes arguments', () => {
    expect(problemsOf(of({ a: set({ with: { values: { x: Array(150_000).fill('{{ nope }}') } } }) }))).toHaveLength(1001);
    expect(problemsOf(of({ a: set({ with: { values: {}, zzz: Array(200_000).fill('{{ nope }}') } }) }))).toHaveLength(1001);
    const list = { type: 'data.transform', with: { items: [], where: Array(200_000).fill(1) } };
    expect(errorsOf(of({ a: list })).map((problem) => problem.code)).toEqual(['invalid_parameter']);
  });

  it('bounds the list of problems', () => {
    const tasks = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`t${index}`, set({ timeout: 5 })]));
    const problems = problemsOf(of(tasks));
    expect(problems).toHaveLength(1001);
    expect(problems.find((problem) => problem.code === 'more_problems')?.message).toContain('2000 more');
  });
});

describe('task types and parameters', () => {
  it('suggests the type that was meant', () => {
    const text = json(of({ a: { type: 'http.requst', with: {} } }));
    const problem = errorOf(text);
    expect(problem.message).toBe('Task `a` has the type `http.requst`, which does not exist. Did you mean `http.request`?');
    expect(pointedAt(text, problem)).toBe('"http.requst"');
  });

  it('checks parameters by the schema of the type', () => {
    const problems = errorsOf(of({ a: { type: 'http.request', with: { ulr: 'x', method: 'get', query: { a: true } } } }));
    expect(problems.map((problem) => `${problem.code}: ${problem.message}`).sort()).toEqual([
      'invalid_parameter: Task `a`: the parameter `method` must be "GET", "POST", "PUT" or "DELETE". Did you mean "GET"?',
      'invalid_parameter: Task `a`: the parameter `query.a` must be text or a number, but is true.',
      'missing_parameter: Task `a` (`http.request`) lacks the parameter `url`. Add it.',
      'unknown_parameter: Task `a` (`http.request`) has no parameter `ulr`. Did you mean `url`?',
    ]);
  });

  it('words what the type itself says about its parameters', () => {
    const parameters = z.strictObject({ path: z.string().optional(), auth: z.strictObject({ user: z.string() }).optional() });
    const either = parameters.refine((value) => value.path !== undefined, { message: 'give either `path` or `pattern`' });
    const missing = parameters.refine((value) => value.path !== undefined, { message: 'is missing', path: ['path'] });
    const messageFor = (schema: z.ZodType, more: object = {}) => {
      const manifest = { ...testManifest('data.set'), parameters: schema };
      const result = parseWorkflow(of({ a: { type: 'data.set', with: more } }), createCatalog([manifest]));
      return result.problems.map((problem) => problem.message);
    };
    expect(messageFor(either)).toEqual(['Task `a` (`data.set`): give either `path` or `pattern`.']);
    expect(messageFor(missing)).toEqual(['Task `a`: the parameter `path` is missing. Add it.']);
    expect(messageFor(parameters, { auth: { usr: 'x' } })).toEqual([
      'Task `a`: the parameter `auth` lacks the field `user`. Add it.',
      'Task `a`: the parameter `auth` has no field `usr`. Did you mean `user`?',
    ]);
  });

  it('leaves values with expressions to the run', () => {
    const url = '{{ run.id }}';
    expect(
      errorsOf(of({ a: { type: 'http.request', with: { url, query: url, method: url } }, b: { type: 'flow.branch', with: { if: url } } })),
    ).toEqual([]);
  });

  it('checks parameters of hooks', () => {
    const problem = errorOf(of({}, { hooks: { failed: { type: 'log.write', with: { message: 5 } } } }));
    expect(problem).toMatchObject({ path: ['hooks', 'failed', 'with', 'message'], message: expect.stringContaining('Hook `failed`') });
  });

  it('keeps fields of groups to groups, and parameters to tasks', () => {
    expect(errorOf(of({ a: set({ until: { condition: 'true', maxIterations: 2 } }) })).code).toBe('group_only_field');
    expect(errorOf(of({ g: { type: 'group', with: {}, tasks: { a: set() } } })).code).toBe('not_for_groups');
    expect(errorOf(of({ g: { type: 'group', tasks: {} } })).code).toBe('empty_group');
    expect(errorOf(of({ g: { type: 'group' } })).code).toBe('empty_group');
    expect(errorOf(of({}, { hooks: { failed: { type: 'group' } } })).code).toBe('unknown_type');
  });
});

describe('needs', () => {
  it('suggests the task that was meant', () => {
    const text = json(of({ store: set(), report: set({ needs: ['stroe'] }) }));
    const problem = errorOf(text);
    expect(problem.message).toBe('Task `report` needs `stroe`, which does not exist. Did you mean `store`?');
    expect(problem.fix).toEqual({ title: 'Change to store', action: 'replace', path: ['tasks', 'report', 'needs', 0], value: 'store' });
    expect(pointedAt(text, problem)).toBe('"stroe"');
  });

  it('names the ports of a task', () => {
    expect(errorOf(graph('a -> c', { tasks: { c: set({ needs: ['a:yes'] }) } })).message).toBe(
      'Task `c` needs the port `yes` of `a`, which that task does not have. Its ports are done, failed or finished.',
    );
    expect(errorOf(graph('a:yes -> b', { tasks: { b: set({ needs: ['a:yse'] }) } })).fix).toMatchObject({ value: 'a:yes' });
    expect(errorsOf(graph('a:yes -> b', 'a:no -> b', 's:red -> c', 's:otherwise -> d'))).toEqual([]);
  });

  it('allows only the standard ports of a task with items', () => {
    const branch = { type: 'flow.branch', with: { if: true }, each: { in: [1] } };
    expect(errorOf(of({ a: branch, b: set({ needs: ['a:yes'] }) })).message).toContain('runs once per item');
  });

  it('refuses a need of itself, and the same need twice', () => {
    expect(errorOf(graph('a -> a')).code).toBe('needs_itself');
    expect(errorOf(of({ a: set(), b: set({ needs: ['a', 'a:done'] }) }))).toMatchObject({
      code: 'duplicate_need',
      fix: { action: 'remove' },
    });
  });

  it('explains needs across the border of a group', () => {
    const group = (...needs: string[]) => ({ type: 'group', tasks: { x: set({ needs }) } });
    expect(errorOf(of({ a: set(), g: group('a') })).message).toContain(
      'A task inside a group needs only its siblings: let the group `g` need it',
    );
    expect(errorOf(of({ g: group('g') })).message).toContain('the group it is in');
    expect(errorOf(of({ g: group(), b: set({ needs: ['x'] }) })).message).toContain('need the group `g`');
  });

  it('names the members of a cycle in order', () => {
    expect(errorOf(graph('a -> b -> c -> d -> b')).message).toBe(
      'These tasks wait for each other: `b` → `c` → `d` → `b`. Remove one of these needs.',
    );
  });

  it('finds cycles inside of groups', () => {
    const text = json(of({ g: { type: 'group', tasks: tasksOf('a -> b -> a') } }));
    const problem = errorOf(text);
    expect(problem.path).toEqual(['tasks', 'g', 'tasks', 'a', 'needs', 0]);
    expect(pointedAt(text, problem)).toBe('"b"');
  });
});

describe('expressions', () => {
  const reading = (text: string, more: object = {}) => of({ a: set({ with: { values: { x: text } }, ...more }), b: set() });

  it('maps places through the escapes of the JSON string', () => {
    const text = `{"format":1,"id":"x","tasks":{"a":{"type":"data.set","with":{"values":{"x":"\\u00e4\\n\\"{{ nothere }}"}}}}}`;
    const problem = errorOf(text);
    expect(problem.code).toBe('unknown_variable');
    expect(pointedAt(text, problem)).toBe('nothere');
  });

  it('reports text without closing braces', () => {
    expect(errorOf(reading('{{ 1 + 2')).code).toBe('template_unclosed');
  });

  it('lets tasks read what is upstream only', () => {
    expect(
      errorsOf(of({ b: set(), c: set({ needs: ['b'] }), a: set({ needs: ['c'], with: { values: { x: '{{ tasks.b.output }}' } } }) })),
    ).toEqual([]);
    expect(errorOf(reading('{{ tasks.b.output }}')).code).toBe('task_not_upstream');
    expect(errorOf(reading('{{ tasks.bb.output }}')).code).toBe('unknown_task');
  });

  it('lets tasks of a group read what is upstream of the group', () => {
    const inner = { type: 'group', tasks: { x: set({ with: { values: { v: '{{ tasks.a.output }}' } } }) } };
    expect(errorsOf(of({ a: set(), g: { type: 'group', needs: ['a'], tasks: { h: inner } } }))).toEqual([]);
    expect(errorOf(of({ a: set(), g: { type: 'group', tasks: { h: inner } } })).code).toBe('task_not_upstream');
  });

  it('suggests tasks of the group and of the scopes around it', () => {
    const group = (text: string) => ({
      type: 'group',
      needs: ['fetch'],
      tasks: { upsert: set(), x: set({ needs: ['upsert'], when: text }) },
    });
    const meant = (text: string) => errorOf(of({ fetch: set(), g: group(text) })).fix;
    expect(meant('tasks.fetsh.status == "x"')).toMatchObject({ value: 'tasks.fetch.status == "x"' });
    expect(meant('tasks.upsetr.status == "x"')).toMatchObject({ value: 'tasks.upsert.status == "x"' });
  });

  it('knows the fields of an output', () => {
    const fetch = { type: 'http.request', with: { url: 'https://example.test' } };
    const reading = (text: string) => of({ fetch, a: set({ needs: ['fetch'], with: { values: { x: text } } }) });
    expect(errorsOf(reading('{{ tasks.fetch.output.body.anything }}'))).toEqual([]);
    expect(errorOf(reading('{{ tasks.fetch.output.statsu }}'))).toMatchObject({
      code: 'unknown_field',
      fix: { value: '{{ tasks.fetch.output.status }}' },
    });
  });

  it('knows items inside of an each only, by their name', () => {
    expect(errorsOf(reading('{{ item }} {{ index }}', { each: { in: [1] } }))).toEqual([]);
    expect(errorsOf(reading('{{ order }}', { each: { in: [1], as: 'order' } }))).toEqual([]);
    expect(errorOf(reading('{{ item }}')).code).toBe('unknown_variable');
    expect(errorOf(reading('x', { each: { in: [1] }, when: 'item > 1' })).code).toBe('unknown_variable');
    const group = { type: 'group', each: { in: '{{ [1] }}' }, tasks: { x: set({ when: 'item > 0' }) }, outputs: { i: '{{ index }}' } };
    expect(errorsOf(of({ group }))).toEqual([]);
  });

  it('wants a list or one expression as the items', () => {
    expect(errorOf(reading('x', { each: { in: 'inputs.list' } }))).toMatchObject({
      code: 'not_a_list',
      fix: { value: '{{ inputs.list }}' },
    });
    expect(errorOf(reading('x', { each: { in: [1], as: 'inputs' } })).code).toBe('reserved_name');
  });

  it('allows secrets in parameters only', () => {
    expect(errorsOf(reading('{{ secrets.token }}'))).toEqual([]);
    expect(errorOf(reading('x', { when: 'secrets.token == "x"' })).code).toBe('secret_not_allowed');
  });

  it('reads conditions with and without braces', () => {
    for (const when of ['run.id == "x"', '{{ run.id == "x" }}']) expect(errorsOf(reading('x', { when }))).toEqual([]);
    expect(errorOf(reading('x', { when: '{{ true }} and {{ false }}' })).code).toBe('mixed_condition');
  });

  it('gives error and attempt to the conditions of a retry', () => {
    const retry = (condition: string) => ({ retry: { attempts: 2, on: { if: condition } } });
    expect(errorsOf(reading('x', retry('error.code == "x" && attempt < 3')))).toEqual([]);
    expect(errorOf(reading('x', retry('inputs.x'))).code).toBe('unknown_variable');
  });

  it('gives status and error to hooks, and run and vars to defaults', () => {
    const hooks = { failed: { type: 'log.write', with: { message: '{{ run.status }} {{ run.error.message }}' } } };
    expect(errorsOf(of({ a: set() }, { hooks, inputs: { day: { type: 'string', default: '{{ run.slot.date }}' } } }))).toEqual([]);
    expect(errorOf(of({}, { outputs: { x: '{{ run.status }}' } })).code).toBe('unknown_field');
    expect(errorOf(of({}, { inputs: { a: { type: 'string', default: '{{ tasks.x.output }}' } } })).path).toEqual([
      'inputs',
      'a',
      'default',
    ]);
  });

  it('gives item to the parameters that are evaluated per item', () => {
    const transform = (fields: object) => of({ a: { type: 'data.transform', with: { items: [1], ...fields } } });
    expect(errorsOf(transform({ where: '{{ item > 1 }}' }))).toEqual([]);
    expect(errorOf(transform({ items: '{{ item }}' })).code).toBe('unknown_variable');
  });

  it('knows the types of inputs, and that one which may be left out may be null', () => {
    const declaring = (input: object) => ({ ...reading('{{ inputs.limit + 1 }}'), inputs: { limit: input } });
    expect(errorsOf(declaring({ type: 'integer' }))).toEqual([]);
    expect(errorsOf(declaring({ type: 'integer', required: false }))).toEqual([]);
    expect(errorOf(declaring({ type: 'boolean' })).code).toBe('wrong_type');
    expect(errorsOf({ ...reading('{{ inputs.limit == null }}'), inputs: { limit: { type: 'integer', required: false } } })).toEqual([]);
  });

  it('checks outputs of the workflow and of groups', () => {
    expect(errorOf(of({ a: set() }, { outputs: { x: { y: ['{{ tasks.b.output }}'] } } }))).toMatchObject({
      path: ['outputs', 'x', 'y', 0],
    });
    const group = {
      type: 'group',
      tasks: { x: set() },
      outputs: { v: '{{ tasks.x.output }}' },
      until: { condition: 'tasks.x.status == "succeeded"', maxIterations: 2 },
    };
    expect(errorsOf(of({ group }))).toEqual([]);
  });
});

describe('inputs, triggers, tests and layout', () => {
  it('checks declarations of inputs against themselves', () => {
    const inputs = (input: object) => errorOf(of({}, { inputs: { day: input } })).code;
    expect(inputs({ type: 'integer', default: 'x' })).toBe('invalid_default');
    expect(inputs({ type: 'string', enum: ['a', 5] })).toBe('invalid_default');
    expect(inputs({ type: 'string', pattern: '(' })).toBe('invalid_pattern');
    expect(inputs({ type: 'integer', minimum: 5, maximum: 1 })).toBe('out_of_range');
  });

  it('checks schedules, zones and the inputs of triggers', () => {
    const trigger = (fields: object, more: object = {}) =>
      of({}, { triggers: { nightly: { type: 'cron', schedule: '0 2 * * *', ...fields } }, ...more });
    const text = json(trigger({ schedule: '0 25 * * *' }));
    expect(pointedAt(text, errorOf(text))).toBe('25');
    expect(errorOf(trigger({ timezone: 'Europe/Berlln' })).code).toBe('unknown_timezone');
    const inputs = { day: { type: 'string' } };
    expect(errorOf(trigger({}, { inputs })).code).toBe('missing_input');
    expect(errorOf(trigger({ inputs: { day: 5 } }, { inputs })).code).toBe('invalid_input');
    expect(errorsOf(trigger({ inputs: { day: '{{ run.slot.date }}' } }, { inputs }))).toEqual([]);
  });

  it('checks the paths and ports that tests name', () => {
    const testing = (test: object) =>
      of({ g: { type: 'group', each: { in: [1] }, tasks: { x: set() } } }, { tests: { t: { expect: {}, ...test } } });
    expect(
      errorsOf(testing({ mocks: { 'g.x': { output: 1 } }, expect: { tasks: { 'g[0].x': 'succeeded', g: { attempts: 1 } } } })),
    ).toEqual([]);
    expect(errorOf(testing({ mocks: { 'g.y': {} } }))).toMatchObject({ code: 'unknown_task', fix: { action: 'rename', name: 'g.x' } });
    expect(errorOf(testing({ expect: { tasks: { zzz: 'skipped' } } })).fix).toMatchObject({ action: 'remove' });
    expect(errorOf(testing({ mocks: { 'g.x': { port: 'yes' } } })).code).toBe('unknown_port');
    expect(errorOf(testing({ mocks: { 'g.x': { output: 1, error: { code: 'x' } } } })).code).toBe('contradicting_mock');
    expect(errorOf(testing({ inputs: { nope: 1 } })).code).toBe('unknown_input');
  });

  it('warns about positions of things that are gone', () => {
    const result = parse(of({ a: set() }, { layout: { tasks: { a: [0, 0], b: [1, 1] }, triggers: { t: [0, 0] } } }));
    expect(result.ok).toBe(true);
    expect(result.problems.map((problem) => [problem.code, problem.severity, problem.fix?.action])).toEqual([
      ['stray_layout', 'warning', 'remove'],
      ['stray_layout', 'warning', 'remove'],
    ]);
  });
});
