import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupTasks } from '../edit/group-tasks.ts';
import { renameTask } from '../edit/rename-task.ts';
import { setTaskValue } from '../edit/set-task.ts';
import { edited } from '../edit/testing/expect-edit.ts';
import { walkTasks } from '../graph/walk.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { changedTasks } from './changed-tasks.ts';
import { diffWorkflows, isSameWorkflow } from './diff-workflows.ts';

const nothing = { added: [], removed: [], changed: [] };
const workflow = graph('a -> b', {
  tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } },
  layout: { tasks: { a: [0, 0], b: [1, 1] } },
  inputs: { day: { type: 'string' } },
});

describe('diffWorkflows', () => {
  it('finds nothing between equal documents, whatever the order of keys', () => {
    const { tasks, ...rest } = structuredClone(workflow);

    expect(diffWorkflows(workflow, { tasks, ...rest })).toEqual({
      tasks: { ...nothing, renamed: [], moved: [] },
      ...{ triggers: nothing, inputs: nothing, outputs: nothing, hooks: nothing, tests: nothing, fields: [] },
    });
    expect(isSameWorkflow(workflow, { tasks, ...rest })).toBe(true);
  });

  it('names tasks that came, went and changed, by path and field', () => {
    const after = {
      ...workflow,
      tasks: {
        a: { ...workflow.tasks.a, type: 'data.set', timeout: '5s', name: 'A' },
        g: {
          type: 'group',
          timeout: '1m',
          tasks: { x: { type: 'http.request', with: { url: '' } }, z: { type: 'flow.fail', with: { message: '' } } },
        },
      },
    };

    expect(diffWorkflows(workflow, after).tasks).toMatchObject({
      added: ['g.z'],
      removed: ['b', 'g.y'],
      changed: [
        { path: 'a', fields: ['timeout', 'name'] },
        { path: 'g', fields: ['timeout'] },
        { path: 'g.x', fields: ['type', 'with'] },
      ],
    });
  });

  it('takes a task that went and a like one that came for a renamed one, inside groups too', () => {
    const outer = edited(renameTask(workflow, { path: 'g', to: 'h' }));
    const both = edited(renameTask(edited(renameTask(outer, { path: 'h.x', to: 'w' })), { path: 'a', to: 'z' }));

    expect(diffWorkflows(workflow, both).tasks).toMatchObject({
      added: [],
      removed: [],
      renamed: [
        { from: 'a', to: 'z' },
        { from: 'g', to: 'h' },
        { from: 'g.x', to: 'h.w' },
      ],
      changed: [
        { path: 'b', fields: ['needs'] },
        { path: 'h.y', fields: ['needs'] },
      ],
    });
  });

  it('tells what only moved on the canvas, and entries and fields of the workflow', () => {
    const after = {
      ...workflow,
      layout: { tasks: { a: [5, 5] as [number, number], b: [1, 1] as [number, number] } },
      inputs: { day: { type: 'integer' as const }, limit: { type: 'integer' as const } },
      triggers: { t: { type: 'cron' as const, schedule: '* * * * *' } },
      name: 'New',
    };

    expect(diffWorkflows(workflow, after)).toMatchObject({
      tasks: { changed: [], moved: ['a'] },
      inputs: { added: ['limit'], removed: [], changed: ['day'] },
      triggers: { added: ['t'], removed: [], changed: [] },
      fields: ['layout', 'name'],
    });
  });
});

describe('changedTasks', () => {
  it('ignores names, descriptions, layout, and how needs are written', () => {
    const joined = graph('a, b -> c');
    const after = {
      ...joined,
      layout: { direction: 'down' as const },
      tasks: {
        c: { needs: ['b:done', 'a'], type: 'data.set', with: { values: {} }, description: 'Joins.', disabled: false },
        a: { ...joined.tasks.a, type: 'data.set', name: 'First' },
        b: { ...joined.tasks.b, type: 'data.set' },
      },
    };

    expect(changedTasks(joined, after)).toEqual(new Set());
  });

  it('names new and changed tasks with the groups around them', () => {
    const inner = edited(setTaskValue(workflow, { path: 'g.y', at: ['timeout'], value: '5s' }));

    expect(changedTasks(workflow, inner)).toEqual(new Set(['g', 'g.y']));
    expect(changedTasks(workflow, graph('a -> b', { tasks: { g: { type: 'group', tasks: tasksOf('x') } } }))).toEqual(new Set(['g']));
    expect(changedTasks(workflow, edited(groupTasks(workflow, { paths: ['b'], id: 'h' })))).toEqual(new Set(['h', 'h.b']));
  });

  it('names just a task and its groups when one task of any workflow changes', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), fc.nat(), (before, pick) => {
        const places = [...walkTasks(before)];
        const path = places[pick % places.length]?.path ?? '';
        const after = edited(setTaskValue(before, { path, at: ['cache'], value: { ttl: '9s' } }));
        const parts = path.split('.');

        expect(changedTasks(before, after)).toEqual(new Set(parts.map((_, at) => parts.slice(0, at + 1).join('.'))));
        expect(diffWorkflows(before, after).tasks.changed).toEqual([{ path, fields: ['cache'] }]);
        expect(changedTasks(after, structuredClone(after))).toEqual(new Set());
      }),
      { numRuns: 200 },
    );
  });
});
