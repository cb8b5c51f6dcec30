import { describe, expect, it } from 'vitest';
import type { JsonPath } from '../../engine/workflow/problem.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { expressionCompletions } from './completions.ts';
import { expressionHover } from './hover.ts';
import type { Known } from './known.ts';
import type { Completion } from './question.ts';

const workflow: Workflow = {
  format: 1,
  id: 'orders',
  inputs: { day: { type: 'string' }, limit: { type: 'integer' } },
  tasks: {
    fetch: { type: 'http.request', with: { url: 'https://example.test' } },
    names: { type: 'data.set', needs: ['fetch'], with: { values: { currency: 'EUR', total: '{{ 1 + 1 }}' } } },
    store: {
      type: 'group',
      needs: ['names'],
      each: { in: '{{ tasks.fetch.output.body }}', as: 'order' },
      tasks: { upsert: { type: 'log.write', with: { message: '' } } },
    },
    pick: { type: 'data.transform', needs: ['fetch'], with: { items: '{{ tasks.fetch.output.body }}', where: '' } },
    lonely: { type: 'log.write', with: { message: '' } },
  },
};

const known: Known = {
  output: (path) => (path === 'fetch' ? { status: 200, headers: {}, body: [{ sku: 'A-1', quantity: 2 }] } : undefined),
  vars: { region: 'eu' },
  secrets: ['API_TOKEN'],
};

const message = (task: string): JsonPath => [...task.split('.').flatMap((id) => ['tasks', id]), 'with', 'message'];

/** `|` marks the caret. */
function offered(marked: string, owner: JsonPath = message('store.upsert'), more: Known = {}): readonly Completion[] {
  const offset = marked.indexOf('|');
  return expressionCompletions({ workflow, owner, source: marked.replace('|', ''), offset, known: more });
}

function labels(...question: Parameters<typeof offered>): readonly string[] {
  return offered(...question).map(({ label }) => label);
}

/** The source with the completion taken, with the caret marked. */
function taken(marked: string, label: string, owner?: JsonPath, more?: Known): string {
  const source = marked.replace('|', '');
  const found = offered(marked, owner, more).find((completion) => completion.label === label);
  if (!found) throw new Error(`${label} is not offered`);
  const { insert, caret, start, end } = found;
  return `${source.slice(0, start)}${insert.slice(0, caret)}|${insert.slice(caret)}${source.slice(end)}`;
}

describe('expressionCompletions', () => {
  it('offers variables, functions and words where a value may begin', () => {
    expect(labels(' | ')).toEqual(expect.arrayContaining(['inputs', 'vars', 'run', 'tasks', 'secrets', 'order', 'index', 'size', 'true']));
    expect(labels('size(|')).toContain('inputs');
  });

  it('offers secrets in parameters only', () => {
    expect(labels('|', ['tasks', 'lonely', 'when'])).not.toContain('secrets');
    expect(labels('secrets.|', message('lonely'), known)).toEqual(['API_TOKEN']);
  });

  it('offers upstream tasks only, those upstream of the group included', () => {
    expect(labels('tasks.|')).toEqual(['fetch', 'names']);
    expect(labels('|', message('lonely'))).not.toContain('tasks');
    expect(labels('tasks.|', ['outputs', 'x'])).toEqual(['fetch', 'names', 'store', 'pick', 'lonely']);
  });

  it('offers the fields that the task type promises', () => {
    expect(labels('tasks.fetch.|')).toEqual(expect.arrayContaining(['output', 'status', 'error']));
    expect(labels('tasks.fetch.output.|')).toEqual(expect.arrayContaining(['status', 'headers', 'body']));
  });

  it('offers what the document says a task names', () => {
    expect(labels('tasks.names.output.|')).toEqual(expect.arrayContaining(['currency', 'total']));
  });

  it('offers what the last run gave, with the values', () => {
    const [first] = offered('tasks.fetch.output.body[0].|', undefined, known);
    expect(first).toMatchObject({ label: 'sku', detail: 'text · "A-1"' });
    expect(labels('vars.|', undefined, known)).toContain('region');
  });

  it('knows the items of `each`, of forms, and of parameters that are evaluated per item', () => {
    expect(labels('order.|', undefined, known)).toEqual(expect.arrayContaining(['sku', 'quantity']));
    expect(labels('tasks.fetch.output.body.map(x, x.|)', undefined, known)).toEqual(expect.arrayContaining(['sku', 'quantity']));
    expect(labels('tasks.fetch.output.body.filter(o, o.quantity > 1).map(p, p.|', undefined, known)).toContain('sku');
    expect(labels('item.|', ['tasks', 'pick', 'with', 'where'], known)).toContain('sku');
    expect(labels('cel.bind(f, tasks.fetch.output, f.|', undefined, known)).toContain('body');
  });

  it('offers the variable of a form first', () => {
    expect(labels('[1].map(number, |)')[0]).toBe('number');
  });

  it('offers functions behind a value as far as they fit it', () => {
    expect(labels('inputs.day.|')).toEqual(expect.arrayContaining(['upper', 'split', 'size']));
    expect(labels('inputs.day.|')).not.toContain('map');
    expect(labels('[1, 2].|')).toEqual(expect.arrayContaining(['map', 'join', 'size']));
    expect(labels('[1, 2].|')).not.toContain('upper');
  });

  it('replaces the word at the caret and places the caret in the brackets of a call', () => {
    expect(taken('1 + inp|uts', 'inputs')).toBe('1 + inputs|');
    expect(taken('si|', 'size')).toBe('size(|)');
    expect(taken('inputs.day.up|', 'upper')).toBe('inputs.day.upper()|');
    expect(taken('inputs.day.sp|', 'split')).toBe('inputs.day.split(|)');
    expect(taken('si|(inputs)', 'size')).toBe('size|(inputs)');
  });

  it('offers keys inside of an index', () => {
    expect(taken("tasks.fetch.output['|']", 'body')).toBe("tasks.fetch.output['body'|]");
    expect(taken('tasks["|', 'fetch')).toBe('tasks["fetch"|');
  });

  it('offers nothing inside of texts, comments and numbers', () => {
    expect(labels('"in|"')).toEqual([]);
    expect(labels('1 // in|')).toEqual([]);
    expect(labels('12|')).toEqual([]);
  });

  it('offers `inputs` nowhere where inputs get their values', () => {
    expect(labels('|', ['inputs', 'day', 'default'])).not.toContain('inputs');
  });

  it('gives an answer at every place of every text', () => {
    for (const source of ['tasks.fetch.output["a"].map(x, [x, {1: x}])[0].?b ', ')](}..', 'a.b..c[', '"open', '""" open \\', '{{ x }}']) {
      for (let at = 0; at <= source.length; at++) {
        const question = { workflow, owner: message('lonely'), source, offset: at };
        expect(Array.isArray(expressionCompletions(question))).toBe(true);
        expect(() => expressionHover(question)).not.toThrow();
      }
    }
  });
});

describe('expressionHover', () => {
  const hover = (source: string, at: number, more: Known = {}) =>
    expressionHover({ workflow, owner: message('store.upsert'), source, offset: at, known: more })?.docs;

  it('tells what a function does', () => {
    expect(hover('size([])', 1)).toContain('size(text | list | map): number');
    expect(hover('cel.bind(x, 1, x)', 5)).toContain('cel.bind');
  });

  it('tells the kind of a value and what it was in the last run', () => {
    expect(hover('tasks.fetch.output.status + 1', 21, known)).toBe('`tasks.fetch.output.status`: number\n\nLast run: `200`');
    expect(hover('inputs.day', 8)).toBe('`inputs.day`: text');
  });

  it('tells what kind of task is meant', () => {
    expect(hover('tasks.fetch.output', 7)).toContain('HTTP request');
  });
});
