import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { removeEntry, renameEntry, setEntry, setGroupOutput } from './entries.ts';
import { moveInLayout, setDirection } from './layout.ts';
import { addNotes, removeNote, setNote } from './notes.ts';
import { setWorkflowField } from './set-workflow.ts';
import { edited, refused } from './testing/expect-edit.ts';

const workflow = graph('a', {
  triggers: { nightly: { type: 'cron', schedule: '0 2 * * *' }, hourly: { type: 'cron', schedule: '0 * * * *' } },
  inputs: { day: { type: 'string' } },
  tests: { first: { expect: {} } },
  layout: { triggers: { nightly: [1, 1] } },
  tasks: { g: { type: 'group', tasks: tasksOf('x') } },
});

describe('setEntry, renameEntry and removeEntry', () => {
  it('adds and replaces triggers, inputs, outputs, hooks and tests', () => {
    const trigger = { type: 'cron' as const, schedule: '5 5 * * *' };

    expect(Object.keys(edited(setEntry(workflow, { kind: 'triggers', name: 'nightly', value: trigger })).triggers ?? {})).toEqual([
      'nightly',
      'hourly',
    ]);
    expect(edited(setEntry(workflow, { kind: 'inputs', name: 'limit', value: { type: 'integer' } })).inputs).toEqual({
      day: { type: 'string' },
      limit: { type: 'integer' },
    });
    expect(edited(setEntry(workflow, { kind: 'outputs', name: 'o', value: '{{ tasks.a.output }}' })).outputs).toEqual({
      o: '{{ tasks.a.output }}',
    });
    expect(edited(setEntry(workflow, { kind: 'hooks', name: 'failed', value: { type: 'log.write' } })).hooks).toEqual({
      failed: { type: 'log.write' },
    });
    expect(Object.keys(edited(setEntry(workflow, { kind: 'tests', name: 'no orders', value: { expect: {} } })).tests ?? {})).toEqual([
      'first',
      'no orders',
    ]);
  });

  it('renames in place, the place on the canvas too', () => {
    const after = edited(renameEntry(workflow, { kind: 'triggers', name: 'nightly', to: 'daily' }));

    expect(Object.keys(after.triggers ?? {})).toEqual(['daily', 'hourly']);
    expect(after.layout?.triggers).toEqual({ daily: [1, 1] });
    expect(refused(renameEntry(workflow, { kind: 'triggers', name: 'nightly', to: 'hourly' }))).toMatch(/^name_taken/);
    expect(refused(renameEntry(workflow, { kind: 'inputs', name: 'day', to: 'No name' }))).toMatch(/^invalid_value/);
  });

  it('lets everything follow an input to its new name', () => {
    const reading = graph({
      inputs: { day: { type: 'string' } },
      triggers: { t: { type: 'cron', schedule: '* * * * *', inputs: { day: 'x' } } },
      tests: { t: { inputs: { day: 'y' }, expect: {} } },
      tasks: { a: { type: 'log.write', with: { message: '{{ inputs.day + inputs["day"] + "inputs.day" }}' }, when: 'inputs.day != ""' } },
    });

    expect(edited(renameEntry(reading, { kind: 'inputs', name: 'day', to: 'date' }))).toMatchObject({
      inputs: { date: { type: 'string' } },
      triggers: { t: { inputs: { date: 'x' } } },
      tests: { t: { inputs: { date: 'y' } } },
      tasks: { a: { with: { message: '{{ inputs.date + inputs.date + "inputs.day" }}' }, when: 'inputs.date != ""' } },
    });
  });

  it('removes, and leaves nothing empty behind', () => {
    const after = edited(removeEntry(workflow, { kind: 'triggers', name: 'nightly' }));

    expect(Object.keys(after.triggers ?? {})).toEqual(['hourly']);
    expect(after).not.toHaveProperty('layout');
    expect(edited(removeEntry(workflow, { kind: 'inputs', name: 'day' }))).not.toHaveProperty('inputs');
    expect(refused(removeEntry(workflow, { kind: 'hooks', name: 'failed' }))).toMatch(/^entry_not_found/);
  });

  it('refuses what the format would not allow', () => {
    expect(refused(setEntry(workflow, { kind: 'inputs', name: 'Bad Name', value: { type: 'string' } }))).toMatch(/^invalid_value/);
    expect(refused(setEntry(workflow, { kind: 'outputs', name: '__proto__', value: 1 }))).toMatch(/^invalid_value/);
    expect(refused(setEntry(workflow, { kind: 'triggers', name: 'x', value: { type: 'cron', schedule: '' } }))).toMatch(/^invalid_value/);
  });

  it('sets outputs of groups, and only of groups', () => {
    const after = edited(setGroupOutput(workflow, { path: 'g', name: 'r', value: '{{ tasks.x.output }}' }));

    expect(after.tasks.g?.outputs).toEqual({ r: '{{ tasks.x.output }}' });
    expect(edited(setGroupOutput(after, { path: 'g', name: 'r', value: undefined })).tasks.g).not.toHaveProperty('outputs');
    expect(refused(setGroupOutput(workflow, { path: 'a', name: 'r', value: 1 }))).toMatch(/^not_a_group/);
  });
});

describe('notes, places and fields of the workflow', () => {
  it('adds, changes and removes notes', () => {
    const one = edited(addNotes(workflow, { notes: [{ text: 'Why?', at: [1, 2] }] }));
    const changed = edited(setNote(one, { index: 0, note: { text: 'Because.', size: [100, 50] } }));

    expect(changed.layout?.notes).toEqual([{ text: 'Because.', at: [1, 2], size: [100, 50] }]);
    expect(edited(removeNote(changed, { index: 0 }))).toEqual(workflow);
    expect(refused(setNote(workflow, { index: 0, note: { text: '' } }))).toMatch(/^note_not_found/);
    expect(refused(removeNote(one, { index: 1 }))).toMatch(/^note_not_found/);
  });

  it('moves tasks and triggers, and changes nothing where nothing moved', () => {
    const moved = edited(moveInLayout(workflow, { tasks: { a: [1.4, 2], 'g.x': [3, 3] }, triggers: { nightly: [9, 9] } }));

    expect(moved.layout).toEqual({ triggers: { nightly: [9, 9] }, tasks: { a: [1, 2], 'g.x': [3, 3] } });
    expect(moved.tasks).toBe(workflow.tasks);
    expect(edited(moveInLayout(moved, { tasks: { a: [1, 2] } }))).toBe(moved);
    expect(edited(setDirection(moved, 'down')).layout?.direction).toBe('down');
  });

  it('sets and takes away fields, and refuses what the format would not allow', () => {
    const named = edited(setWorkflowField(workflow, { field: 'name', value: 'Orders' }));

    expect(named.name).toBe('Orders');
    expect(edited(setWorkflowField(named, { field: 'name', value: undefined }))).toEqual(workflow);
    expect(refused(setWorkflowField(workflow, { field: 'id', value: 'No id' }))).toMatch(/^invalid_value/);
    expect(refused(setWorkflowField(workflow, { field: 'id', value: undefined }))).toMatch(/^invalid_value/);
    expect(refused(setWorkflowField(workflow, { field: 'timeout', value: 'soon' }))).toMatch(/^invalid_value/);
  });
});
