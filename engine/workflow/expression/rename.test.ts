import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renameTaskInText, renameTaskInValue } from './rename.ts';

describe('renameTaskInText', () => {
  it.each([
    ['{{ tasks.fetch.output }}', '{{ tasks.load.output }}'],
    ['fetch {{ tasks["fetch"].output }} tasks.fetch', 'fetch {{ tasks["load"].output }} tasks.fetch'],
    ["{{ tasks['fetch'] . output+tasks . fetch\n.status }}", "{{ tasks['load'] . output+tasks . load\n.status }}"],
    ['{{ tasks.?fetch.output }}{{ tasks[?"fetch"] }}', '{{ tasks.?load.output }}{{ tasks[?"load"] }}'],
    ['{{ tasks.fetcher.output.fetch + inputs.fetch }}', '{{ tasks.fetcher.output.fetch + inputs.fetch }}'],
    ['{{ "tasks.fetch" + tasks.fetch.output }}', '{{ "tasks.fetch" + tasks.load.output }}'],
    ['{{ [1].map(tasks, tasks.fetch) }}', '{{ [1].map(tasks, tasks.fetch) }}'],
    [
      '{{ tasks.fetch.output.map(tasks, tasks.fetch) + tasks.fetch.output }}',
      '{{ tasks.load.output.map(tasks, tasks.fetch) + tasks.load.output }}',
    ],
    ['{{ cel.bind(tasks, tasks.fetch, tasks.fetch) }}', '{{ cel.bind(tasks, tasks.load, tasks.fetch) }}'],
    ['{{ tasks.fetch // tasks.fetch\n }}', '{{ tasks.load // tasks.fetch\n }}'],
    ['{{ tasks.fetch + }} {{ tasks.fetch', '{{ tasks.fetch + }} {{ tasks.fetch'],
    ['{{ tasks.fetch + }} {{ tasks.fetch }}', '{{ tasks.fetch + }} {{ tasks.load }}'],
    ['{{ tasks["\\x66etch"].output + "fetch" }}', '{{ tasks["\\x66etch"].output + "fetch" }}'.replace('"\\x66etch"', '"load"')],
    ['{{ noSuchFunction(tasks.fetch) }}', '{{ noSuchFunction(tasks.load) }}'],
  ])('rewrites %s', (text, expected) => {
    expect(renameTaskInText(text, 'fetch', 'load')).toBe(expected);
  });

  it('uses brackets for a name that cannot stand behind a dot', () => {
    expect(renameTaskInText('{{ tasks.fetch.output + tasks . fetch.x + tasks.?fetch }}', 'fetch', 'in')).toBe(
      '{{ tasks["in"].output + tasks["in"].x + tasks[?"in"] }}',
    );
  });

  it('rewrites expressions without braces only when told', () => {
    expect(renameTaskInText('tasks.fetch.output > 1', 'fetch', 'load')).toBe('tasks.fetch.output > 1');
    expect(renameTaskInText('tasks.fetch.output > 1', 'fetch', 'load', { bare: true })).toBe('tasks.load.output > 1');
    expect(renameTaskInText('{{ tasks.fetch.output }}', 'fetch', 'load', { bare: true })).toBe('{{ tasks.load.output }}');
  });

  it('comes back to the same text when the name is changed back', () => {
    const piece = fc.constantFrom(
      '{{ tasks.a.output }}',
      '{{ tasks["a"].x + tasks.b.y }}',
      '{{ [1].map(tasks, tasks.a) }}',
      ' tasks.a ',
      '{{ "a" }}',
      '{{ tasks.aa.a }}',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.stringMatching(/^[c-h][a-z0-9_]{0,8}$/), (pieces, name) => {
        const text = pieces.join('');
        const renamed = renameTaskInText(text, 'a', name);
        expect(renameTaskInText(renamed, name, 'a')).toBe(text);
        expect(renamed === text).toBe(!/tasks(\.a\.|\["a"\])/.test(text));
      }),
    );
  });
});

describe('renameTaskInValue', () => {
  it('rewrites every text and leaves what has none as it is', () => {
    const same = { list: [1, null, 'tasks.fetch'] };
    const value = { '{{ tasks.fetch }}': '{{ tasks.fetch }}', deep: [['{{ tasks.fetch.output }}']], same };
    const renamed = renameTaskInValue(value, 'fetch', 'load');
    expect(renamed).toEqual({ '{{ tasks.fetch }}': '{{ tasks.load }}', deep: [['{{ tasks.load.output }}']], same });
    expect(renameTaskInValue(value, 'other', 'load')).toBe(value);
    expect((renamed as { same: unknown }).same).toBe(same);
  });
});
