import { describe, expect, it } from 'vitest';
import { readText } from '../../document/read-text.ts';
import { codeCompletions } from './complete.ts';
import type { CodeCompletion } from './completion.ts';
import { explain } from './explain.ts';
import type { Surroundings } from './surroundings.ts';

const empty = { format: 1, id: 'x', tasks: {} } as const;

/** `|` marks the caret. */
function ask(marked: string): { readonly text: string; readonly offset: number; readonly around: Surroundings } {
  const text = marked.replace('|', '');
  const workflow = readText(text, null).workflow ?? empty;
  return {
    text,
    offset: marked.indexOf('|'),
    around: { workflow, workflows: [{ id: 'other-flow', name: 'Other' }], known: { secrets: ['TOKEN'] }, secrets: ['TOKEN'] },
  };
}

function offered(marked: string): readonly CodeCompletion[] {
  const { text, offset, around } = ask(marked);
  return codeCompletions(text, offset, around);
}

const labels = (marked: string) => offered(marked).map(({ label }) => label);

/** The text with the completion taken; places of the snippet stay in it. */
function taken(marked: string, label: string): string {
  const { text } = ask(marked);
  const found = offered(marked).find((item) => item.label === label);
  if (!found) throw new Error(`${label} is not offered, but ${labels(marked).join(', ')}`);
  return text.slice(0, found.start) + found.insert + text.slice(found.end);
}

const inTasks = (tasks: string) => `{ "format": 1, "id": "x", "inputs": { "day": { "type": "string" } }, "tasks": { ${tasks} } }`;

describe('codeCompletions', () => {
  it('offers the fields of the workflow that are not there yet', () => {
    expect(labels('{ "format": 1, | }')).toEqual(expect.arrayContaining(['id', 'name', 'inputs', 'triggers', 'tasks', 'hooks']));
    expect(labels('{ "format": 1, | }')).not.toContain('format');
  });

  it('writes a field with a value to begin with, and the comma that is needed', () => {
    expect(taken('{ "format": 1, "na|" }', 'name')).toBe('{ "format": 1, "name": "$1" }');
    expect(taken('{ na| "id": "x" }', 'name')).toBe('{ "name": "$1", "id": "x" }');
    expect(taken('{ "na|": "x" }', 'name')).toBe('{ "name": "x" }');
    expect(taken(inTasks('"a": { "type": "log.write", | }'), 'needs')).toContain('"needs": ["$1"]');
  });

  it('offers the parameters of the type of the task, and their values', () => {
    expect(labels(inTasks('"a": { "type": "http.request", "with": { | } }'))).toEqual(expect.arrayContaining(['url', 'method', 'headers']));
    expect(labels(inTasks('"a": { "type": "flow.branch", "with": { | } }'))).toEqual(['if']);
    expect(labels(inTasks('"a": { "type": "http.request", "with": { "method": "|" } }'))).toEqual(expect.arrayContaining(['GET', 'POST']));
    expect(taken(inTasks('"a": { "type": "http.request", "with": { "method": "P|" } }'), 'POST')).toContain('"method": "POST"');
  });

  it('offers task types, with their docs', () => {
    const found = offered(inTasks('"a": { "type": "ht|" }')).find(({ label }) => label === 'http.request');
    expect(found).toMatchObject({ detail: 'HTTP request', filter: '"http.request"' });
    expect(found?.docs).toContain('Calls a web address');
    expect(labels(inTasks('"a": { "type": | }'))).toContain('group');
  });

  it('offers the ports of the other tasks of the group as needs', () => {
    const tasks =
      '"a": { "type": "flow.branch", "with": { "if": true } }, "g": { "type": "group", "tasks": { "in": { "type": "log.write" } } }';
    expect(labels(inTasks(`${tasks}, "b": { "type": "log.write", "needs": ["|"] }`))).toEqual([
      'a',
      'a:failed',
      'a:finished',
      'a:yes',
      'a:no',
      'g',
      'g:failed',
      'g:finished',
    ]);
    expect(taken(inTasks(`${tasks}, "b": { "type": "log.write", "needs": | }`), 'a:yes')).toContain('"needs": ["a:yes"]');
    expect(
      labels(inTasks('"g": { "type": "group", "tasks": { "x": { "type": "log.write" }, "y": { "type": "log.write", "needs": ["|"] } } }')),
    ).toContain('x');
  });

  it('offers a new task of each type, with what it must have', () => {
    expect(taken(inTasks('|'), 'New task: HTTP request')).toContain(': {\n\t"type": "http.request",\n\t"with": {\n\t\t"url": "$2"');
    expect(labels('{ "inputs": { | } }')).toContain('New input');
    expect(labels('{ "triggers": { | } }')).toContain('New trigger');
  });

  it('completes expressions, escaped as the string needs it', () => {
    expect(
      labels(
        inTasks(
          '"a": { "type": "http.request", "with": {} }, "b": { "type": "log.write", "needs": ["a"], "with": { "message": "{{ tasks.a.output.| }}" } }',
        ),
      ),
    ).toContain('status');
    const marked = inTasks('"a": { "type": "log.write", "with": { "message": "say \\"{{ inputs.d| }}\\"" } }');
    expect(taken(marked, 'day')).toContain('"say \\"{{ inputs.day$0 }}\\""');
    expect(taken(inTasks('"a": { "type": "log.write", "with": { "message": "{{ inputs[\\"|\\"] }}" } }'), 'day')).toContain(
      '{{ inputs[\\\\"day\\\\"$0] }}',
    );
  });

  it('completes conditions without braces', () => {
    expect(labels(inTasks('"a": { "type": "log.write", "when": "inp|" }'))).toContain('inputs');
    expect(labels(inTasks('"a": { "type": "log.write", "with": { "message": "inp|" } }'))).not.toContain('inputs');
  });

  it('offers secrets and workflows by their names', () => {
    expect(labels('{ "permissions": { "secrets": ["|"] } }')).toEqual(['TOKEN']);
    expect(labels(inTasks('"a": { "type": "flow.call", "with": { "workflow": "|" } }'))).toEqual(['other-flow']);
    expect(labels(inTasks('"a": { "type": "log.write", "with": { "message": "{{ secrets.| }}" } }'))).toEqual(['TOKEN']);
  });

  it('offers the paths of tasks in tests', () => {
    expect(labels('{ "tasks": { "g": { "type": "group", "tasks": { "x": {} } } }, "tests": { "t": { "mocks": { | } } } }')).toEqual(
      expect.arrayContaining(['g', 'g.x']),
    );
  });

  it('gives an answer at every place of every text, right or not', () => {
    const whole = inTasks(
      '"a": { "type": "log.write", "needs": ["b:"], "when": "x.y(", "with": { "message": "{{ tasks[\\"b\\"]. }} {{ a" } },, "b": [',
    );
    for (const text of [whole, whole.slice(0, 90), '', '{', '"', '[1,', '\uFEFF{ "a" ', 'null', '{{{']) {
      for (let at = 0; at <= text.length; at++) {
        expect(Array.isArray(codeCompletions(text, at, { workflow: empty }))).toBe(true);
        expect(() => explain(text, at, { workflow: empty })).not.toThrow();
      }
    }
  });
});

describe('explain', () => {
  const docs = (marked: string) => {
    const { text, offset, around } = ask(marked);
    return explain(text, offset, around)?.docs;
  };

  it('explains fields, parameters, types, tasks and functions', () => {
    expect(docs(inTasks('"a": { "type": "log.write", "ret|ry": {} }'))).toContain('Runs a failed attempt again');
    expect(docs(inTasks('"a": { "type": "http.request", "with": { "ur|l": "" } }'))).toContain('**Address**');
    expect(docs(inTasks('"a": { "type": "ht|tp.request" }'))).toContain('Calls a web address');
    expect(docs(inTasks('"a": { "type": "http.request", "with": { "url": "/x" } }, "b": { "needs": ["|a"] }'))).toContain(
      'Task `a` · HTTP request',
    );
    expect(docs(inTasks('"a": { "type": "log.write", "with": { "message": "{{ si|ze(inputs) }}" } }'))).toContain(
      'size(text | list | map)',
    );
  });

  it('shows what people wrote as it is', () => {
    const bad = inTasks(
      '"a": { "type": "http.request", "with": { "url": "http://x/`<img src=x>`" } }, "b": { "type": "log.write", "needs": ["|a"] }',
    );
    expect(docs(bad)).toMatch(/`GET [^`]*<img src=x>[^`]*`/);
  });
});
