import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkTasks } from '../graph/walk.ts';
import { type Workflow, workflowSchema } from '../schema.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { renameTask } from './rename-task.ts';
import { drawNeeds, edited, refused } from './testing/expect-edit.ts';

const reads = (text: string) => ({ type: 'log.write', with: { message: text } });
const messageOf = (workflow: Workflow, ...path: string[]) => {
  const task = path.reduce<Workflow['tasks'][string] | undefined>((at, id) => at?.tasks?.[id], { type: 'group', tasks: workflow.tasks });
  return task?.with?.message;
};

describe('renameTask', () => {
  it('keeps the place in the document and follows needs with their ports', () => {
    const after = edited(renameTask(graph('a -> b', 'a:failed -> c'), { path: 'a', to: 'z' }));

    expect(Object.keys(after.tasks)).toEqual(['z', 'b', 'c']);
    expect(drawNeeds(after)).toEqual(['z -> b', 'z:failed -> c']);
  });

  it('follows expressions of siblings, inner tasks, outputs and hooks', () => {
    const workflow = graph('a -> b', 'a -> g', {
      tasks: {
        b: {
          ...reads('{{ tasks.a.output }} and {{ tasks["a"].status }}'),
          ...{ needs: ['a'], when: 'tasks.a.output > 1', each: { in: '{{ tasks.a.output }}', key: 'tasks.a.output + item' } },
          cache: { key: 'tasks.a.output' },
        },
        g: {
          ...{ type: 'group', needs: ['a'], tasks: { x: reads('{{ tasks.a.output }}') } },
          outputs: { o: '{{ tasks.a.output }}' },
          until: { condition: 'tasks.a.output == 1', maxIterations: 3 },
        },
      },
      outputs: { o: ['{{ tasks.a.output }}'] },
      hooks: { failed: { ...reads('{{ tasks.a.error }}'), when: '{{ tasks.a.status == "failed" }}' } },
    });
    const after = edited(renameTask(workflow, { path: 'a', to: 'z' }));

    expect(JSON.stringify(after).match(/tasks\.a\b|\[\\"a\\"\]/g)).toBeNull();
    expect(after.tasks.b).toMatchObject({
      when: 'tasks.z.output > 1',
      each: { key: 'tasks.z.output + item' },
      cache: { key: 'tasks.z.output' },
    });
    expect(messageOf(after, 'b')).toBe('{{ tasks.z.output }} and {{ tasks["z"].status }}');
    expect(after.tasks.g?.until?.condition).toBe('tasks.z.output == 1');
    expect(after.outputs).toEqual({ o: ['{{ tasks.z.output }}'] });
    expect(after.hooks?.failed?.when).toBe('{{ tasks.z.status == "failed" }}');
  });

  it('leaves the same id of another group alone, and where an inner task hides it', () => {
    const workflow = graph({
      tasks: {
        a: { type: 'log.write' },
        g: {
          type: 'group',
          tasks: { a: { type: 'log.write' }, b: { ...reads('{{ tasks.a.output }}'), needs: ['a'] } },
          when: 'tasks.a.output',
        },
        h: { type: 'group', tasks: { b: reads('{{ tasks.a.output }}') } },
      },
    });
    const outer = edited(renameTask(workflow, { path: 'a', to: 'z' }));
    const inner = edited(renameTask(workflow, { path: 'g.a', to: 'z' }));

    expect(outer.tasks.g?.tasks).toBe(workflow.tasks.g?.tasks);
    expect(outer.tasks.g?.when).toBe('tasks.z.output');
    expect(messageOf(outer, 'h', 'b')).toBe('{{ tasks.z.output }}');
    expect(messageOf(inner, 'g', 'b')).toBe('{{ tasks.z.output }}');
    expect(inner.tasks.g?.tasks?.b?.needs).toEqual(['z']);
    expect(inner.tasks.h).toBe(workflow.tasks.h);
  });

  it('follows mocks, expectations and places, with items and inside groups', () => {
    const workflow = graph({
      tasks: { g: { type: 'group', tasks: tasksOf('a -> b') }, a: { type: 'log.write' } },
      layout: { tasks: { g: [0, 0], 'g.a': [1, 1], a: [2, 2] } },
      tests: { t: { mocks: { 'g[3].a': { output: 1 }, a: {} }, expect: { tasks: { 'g.a': 'succeeded', 'g[0].b': 'skipped' } } } },
    });

    expect(edited(renameTask(workflow, { path: 'g', to: 'h' }))).toMatchObject({
      layout: { tasks: { h: [0, 0], 'h.a': [1, 1], a: [2, 2] } },
      tests: { t: { mocks: { 'h[3].a': { output: 1 }, a: {} }, expect: { tasks: { 'h.a': 'succeeded', 'h[0].b': 'skipped' } } } },
    });
    expect(edited(renameTask(workflow, { path: 'g.a', to: 'z' })).tests?.t?.mocks).toEqual({ 'g[3].z': { output: 1 }, a: {} });
  });

  it('refuses a name by which an expression would read another task', () => {
    const workflow = graph({
      tasks: {
        a: { type: 'log.write' },
        q: { type: 'log.write' },
        g: { type: 'group', tasks: { z: { type: 'log.write' }, y: reads('{{ tasks.a.output }} {{ tasks.q.output }}') } },
      },
    });

    expect(refused(renameTask(workflow, { path: 'a', to: 'z' }))).toMatch(/^name_captured: .*`g.y`/);
    expect(refused(renameTask(workflow, { path: 'g.z', to: 'q' }))).toMatch(/^name_captured: .*`g.y`/);
  });

  it('refuses ids that are taken or no ids, and changes nothing for the same id', () => {
    const workflow = graph('a -> b');

    expect(refused(renameTask(workflow, { path: 'a', to: 'b' }))).toMatch(/^id_taken/);
    expect(refused(renameTask(workflow, { path: 'a', to: 'B' }))).toMatch(/^invalid_id/);
    expect(refused(renameTask(workflow, { path: 'q', to: 'b' }))).toMatch(/^task_not_found/);
    expect(edited(renameTask(workflow, { path: 'a', to: 'a' }))).toBe(workflow);
  });

  it('is undone by renaming back, for any task of any workflow', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), fc.nat(), (workflow, pick) => {
        const places = [...walkTasks(workflow)];
        const place = places[pick % places.length];
        if (!place) return;
        const there = renameTask(workflow, { path: place.path, to: 'renamed_here' });
        if (!there.ok) throw new Error(there.failure.message);
        const prefix = place.group ? `${place.group.path}.` : '';

        expect(workflowSchema.safeParse(there.value).success).toBe(true);
        expect(edited(renameTask(there.value, { path: `${prefix}renamed_here`, to: place.id }))).toEqual(workflow);
      }),
      { numRuns: 300 },
    );
  });
});
