import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../engine/workflow/edit/connect.ts';
import { moveInLayout } from '../../engine/workflow/edit/layout.ts';
import { removeTasks } from '../../engine/workflow/edit/remove-tasks.ts';
import { renameTask } from '../../engine/workflow/edit/rename-task.ts';
import { setTaskValue } from '../../engine/workflow/edit/set-task.ts';
import { arbitraryEdit } from '../../engine/workflow/edit/testing/arbitrary-edit.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { arbitrarySpelling, spell } from '../../engine/workflow/patch/testing/arbitrary-text.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { arbitraryWorkflow } from '../../engine/workflow/testing/arbitraries.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { readText } from './read-text.ts';
import { nothingSelected, selectTasks } from './selection.ts';
import { createSession, isDirty, type Session, type SessionState } from './session.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const abc = printWorkflow(graph('a -> b -> c', { tasks: { c: { type: 'log.write', with: { message: 'Hello' } } } }));
const open = (text = abc, clock = { now: 0 }) => createSession({ id: 'test', text, saved: { text, version: null }, now: () => clock.now });
const stateOf = (session: Session): SessionState => session.store.getState();
const rename = (to: string, path = 'a') => ({
  label: 'Rename',
  change: (workflow: SessionState['workflow']) => renameTask(workflow, { path, to }),
});
const move = (x: number) => ({
  label: 'Move',
  gesture: 'move a',
  change: (workflow: SessionState['workflow']) => moveInLayout(workflow, { tasks: { a: [x, 0] } }),
});
const remove = (...paths: string[]) => ({
  label: 'Delete',
  change: (workflow: SessionState['workflow']) => removeTasks(workflow, { paths }),
  select: () => nothingSelected,
});

describe('an edit', () => {
  it('changes text and workflow alike, and keeps what it does not concern identical', () => {
    const session = open();
    const before = stateOf(session).workflow;

    const edited = session.edit(move(5));

    const { text, workflow } = stateOf(session);
    expect(edited).toMatchObject({ ok: true });
    expect(JSON.parse(text)).toEqual(workflow);
    expect(workflow.layout?.tasks).toEqual({ a: [5, 0] });
    expect(workflow.tasks).toBe(before.tasks);
  });

  it('that is refused changes nothing', () => {
    const session = open();
    const before = stateOf(session);
    const refused = session.edit({ label: 'Connect', change: (workflow) => connect(workflow, { from: 'c', to: 'a' }) });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'would_close_cycle' } });
    expect(stateOf(session)).toBe(before);
  });

  it('that changes nothing is no step', () => {
    const session = open();
    session.edit(move(5));
    session.edit(move(5));
    session.edit({ label: 'Nothing', change: (workflow) => ({ ok: true, value: structuredClone(workflow) }) });
    expect(stateOf(session).steps.past).toHaveLength(1);
  });

  it('is undone with the selection from before, and redone with the one from after', () => {
    const session = open();
    session.select(selectTasks(['b', 'c']));
    session.edit(remove('b', 'c'));
    expect(stateOf(session).selection).toEqual(nothingSelected);

    expect(session.undo()).toBe('Delete');
    expect(stateOf(session)).toMatchObject({ text: abc, selection: selectTasks(['b', 'c']) });
    expect(Object.keys(stateOf(session).workflow.tasks)).toEqual(['a', 'b', 'c']);
    expect(session.redo()).toBe('Delete');
    expect(Object.keys(stateOf(session).workflow.tasks)).toEqual(['a']);
    expect(session.redo()).toBeNull();
  });

  it('never leaves something selected that is not there', () => {
    const session = open();
    session.select({ ...selectTasks(['a', 'b']), edges: [{ from: 'a', to: 'b' }] });
    session.edit({ label: 'Delete', change: (workflow) => removeTasks(workflow, { paths: ['b'] }) });
    expect(stateOf(session).selection).toEqual(selectTasks(['a']));
  });

  it('of one gesture is one step until the person rests', () => {
    const clock = { now: 0 };
    const session = open(abc, clock);
    for (const x of [1, 2, 3]) {
      clock.now += 100;
      session.edit(move(x));
    }
    clock.now += 1000;
    session.edit(move(4));
    expect(stateOf(session).steps.past).toHaveLength(2);
    session.undo();
    expect(stateOf(session).workflow.layout?.tasks).toEqual({ a: [3, 0] });
    session.undo();
    expect(stateOf(session).text).toBe(abc);
  });

  it('finds problems once the person rests', () => {
    const session = open();
    session.edit({ label: 'Clear', change: (workflow) => setTaskValue(workflow, { path: 'c', at: ['with'], value: undefined }) });
    expect(stateOf(session).problems).toEqual([]);
    vi.runAllTimers();
    expect(stateOf(session).problems).toMatchObject([{ severity: 'error', path: ['tasks', 'c', 'with', 'message'] }]);
    session.undo();
    vi.runAllTimers();
    expect(stateOf(session).problems).toEqual([]);
  });
});

describe('typing', () => {
  it('changes the workflow, with what did not change identical', () => {
    const session = open();
    const before = stateOf(session).workflow;
    const at = abc.indexOf('data.set');
    session.type([{ offset: at, length: 8, text: 'log.write' }]);
    expect(stateOf(session).workflow.tasks.a?.type).toBe('log.write');
    expect(stateOf(session).workflow.tasks.b).toBe(before.tasks.b);
  });

  it('takes edits in any order, as editors give them', () => {
    const session = open('{"format":1,"id":"test","tasks":{}} ');
    session.type([
      { offset: 35, length: 1, text: '\n' },
      { offset: 0, length: 0, text: '\n' },
    ]);
    expect(stateOf(session).text).toBe('\n{"format":1,"id":"test","tasks":{}}\n');
  });

  it('that breaks the text keeps the last workflow and every keystroke; edits of the canvas wait', () => {
    const session = open();
    const before = stateOf(session).workflow;
    session.type([{ offset: abc.length - 2, length: 1, text: '' }]);
    expect(stateOf(session)).toMatchObject({ graph: 'stale', text: `${abc.slice(0, -2)}\n` });
    expect(stateOf(session).workflow).toBe(before);
    expect(stateOf(session).problems[0]?.severity).toBe('error');

    expect(session.edit(rename('x'))).toMatchObject({ ok: false, failure: { code: 'text_unreadable' } });

    session.undo();
    expect(stateOf(session)).toMatchObject({ graph: 'current', text: abc, problems: [] });
    expect(stateOf(session).workflow).toBe(before);
  });

  it('in a text that is no JSON from the start is as safe', () => {
    const session = open('{');
    expect(stateOf(session)).toMatchObject({ graph: 'stale', workflow: { id: 'test', tasks: {} } });
    session.replaceText('Paste', abc);
    expect(stateOf(session).graph).toBe('current');
    session.undo();
    expect(stateOf(session).text).toBe('{');
  });

  it('in a large text is read when the person rests, or an edit needs it', async () => {
    const large = printWorkflow({ ...graph('a -> b'), description: 'x'.repeat(99_000), hooks: {}, inputs: manyInputs() });
    expect(large.length).toBeGreaterThan(400_000);
    const session = open(large);
    session.type([{ offset: large.indexOf('data.set'), length: 8, text: 'log.write' }]);
    expect(stateOf(session).workflow.tasks.a?.type).toBe('data.set');

    await vi.runAllTimersAsync();
    expect(stateOf(session).workflow.tasks.a?.type).toBe('log.write');

    session.type([{ offset: 0, length: 1, text: '' }]);
    expect(session.edit(move(1)).ok).toBe(false);
    session.undo();
    expect(session.edit(move(1)).ok).toBe(true);
    expect(JSON.parse(stateOf(session).text)).toEqual(stateOf(session).workflow);
  });
});

function manyInputs() {
  const input = { type: 'string' as const, description: 'y'.repeat(99_000) };
  return { one: input, two: input, three: input, four: input };
}

describe('a text that does not fit the format everywhere', () => {
  const text = `{ "format": 1, "id": "test", "color": "red",
  "tasks": {
    "a": { "type": "data.set", "with": { "values": {} }, "retries": 3 },
    "b": { "type": "data.set", "with": { "values": {} }, "needs": ["a", 5] },
    "c": "nonsense"
  } }`;

  it('shows what fits', () => {
    const session = open(text);
    expect(stateOf(session).graph).toBe('partial');
    expect(Object.keys(stateOf(session).workflow.tasks)).toEqual(['a', 'b']);
  });

  it('can be edited where it fits; the rest stays to the letter', () => {
    const session = open(text);
    expect(session.edit(move(7)).ok).toBe(true);
    expect(
      session.edit({ label: 'Name', change: (workflow) => setTaskValue(workflow, { path: 'a', at: ['name'], value: 'First' }) }).ok,
    ).toBe(true);

    expect(JSON.parse(stateOf(session).text)).toEqual({
      ...JSON.parse(text),
      tasks: { ...JSON.parse(text).tasks, a: { type: 'data.set', name: 'First', with: { values: {} }, retries: 3 } },
      layout: { tasks: { a: [7, 0] } },
    });
    expect(stateOf(session).graph).toBe('partial');
    session.undo();
    session.undo();
    expect(stateOf(session).text).toBe(text);
  });

  it('refuses edits that would lose something that does not fit', () => {
    const session = open(text);
    const lossy = [
      rename('x'),
      remove('a'),
      remove('b'),
      rename('c', 'b'),
      {
        label: 'Cut',
        change: (workflow: SessionState['workflow']) => setTaskValue(workflow, { path: 'b', at: ['needs'], value: undefined }),
      },
    ];
    for (const edit of lossy) expect(session.edit(edit)).toMatchObject({ ok: false, failure: { code: 'text_unreadable' } });
    expect(stateOf(session).text).toBe(text);
  });

  it('keeps what does not fit whatever is edited', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), arbitraryEdit, fc.nat(), (workflow, edit, pick) => {
        const ids = Object.keys(workflow.tasks);
        const odd = ids[pick % ids.length] ?? '';
        const raw = {
          ...workflow,
          extra: { kept: [1] },
          tasks: { ...workflow.tasks, [odd]: { ...workflow.tasks[odd], misfit: { kept: 2 } } },
        };
        const session = open(JSON.stringify(raw, null, 2));
        expect(stateOf(session).graph).toBe('partial');
        const { text } = stateOf(session);

        const edited = session.edit({ label: 'Edit', change: edit });

        const now = JSON.parse(stateOf(session).text);
        expect(now.extra).toEqual(raw.extra);
        expect(JSON.stringify(now)).toContain('"misfit":{"kept":2}');
        if (!edited.ok) expect(stateOf(session).text).toBe(text);
        session.close();
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is stored', () => {
  it('makes the difference between dirty and clean', () => {
    const session = open();
    expect(isDirty(stateOf(session))).toBe(false);
    session.edit(move(1));
    expect(isDirty(stateOf(session))).toBe(true);
    session.markSaved(stateOf(session).text, '7');
    expect(isDirty(stateOf(session))).toBe(false);
    session.undo();
    expect(isDirty(stateOf(session))).toBe(true);
    expect(isDirty(stateOf(createSession({ id: 'test', text: abc, saved: null, now: () => 0 })))).toBe(true);
  });

  const other = { text: printWorkflow(graph('a -> z')), version: '2' };

  it('by others is taken over as a step when nothing is unsaved here', () => {
    const session = open();
    expect(session.meet({ text: abc, version: '1' })).toBe('same');
    expect(session.meet(other)).toBe('taken');
    expect(stateOf(session)).toMatchObject({ text: other.text, saved: other, conflict: null });
    session.undo();
    expect(stateOf(session)).toMatchObject({ text: abc, saved: other });
    expect(isDirty(stateOf(session))).toBe(true);
  });

  it('by others waits for the person when something is unsaved here', () => {
    const session = open();
    session.edit(move(1));
    const mine = stateOf(session).text;
    expect(session.meet(other)).toBe('conflict');
    expect(stateOf(session)).toMatchObject({ text: mine, conflict: other, saved: { text: abc } });

    session.resolve('keep');
    expect(stateOf(session)).toMatchObject({ text: mine, conflict: null, saved: other });
    expect(isDirty(stateOf(session))).toBe(true);
    expect(session.meet(other)).toBe('same');

    session.meet({ text: 'third', version: '3' });
    session.resolve('reload');
    expect(stateOf(session)).toMatchObject({ text: 'third', conflict: null, graph: 'stale' });
    expect(isDirty(stateOf(session))).toBe(false);
    session.undo();
    expect(stateOf(session).text).toBe(mine);
  });

  it('by others is no conflict when it is the same as here, or becomes as it was', () => {
    const session = open();
    session.edit(move(1));
    expect(session.meet({ text: stateOf(session).text, version: '2' })).toBe('same');
    expect(isDirty(stateOf(session))).toBe(false);
    session.edit(move(2));
    session.meet(other);
    expect(session.meet({ text: stateOf(session).saved?.text ?? '', version: '4' })).toBe('same');
    expect(stateOf(session).conflict).toBeNull();
  });

  it('and was deleted by others stays here, unsaved', () => {
    const session = open();
    expect(session.meet(null)).toBe('gone');
    expect(isDirty(stateOf(session))).toBe(true);
    expect(session.meet(null)).toBe('same');
  });
});

describe('any edits of any text', () => {
  it('are undone to the first text byte for byte and redone to the last, and the workflow is what the text says, also after a restart', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), arbitrarySpelling, fc.array(arbitraryEdit, { maxLength: 6 }), (workflow, spelling, edits) => {
        const first = spell(workflow as Json, spelling);
        let session = open(first);
        const isAsRead = () => expect(stateOf(session).workflow).toEqual(readText(stateOf(session).text, null).workflow);
        for (const change of edits) {
          session.edit({ label: 'Edit', change });
          isAsRead();
        }
        const last = stateOf(session).text;
        const steps = JSON.parse(JSON.stringify(stateOf(session).steps));
        session.close();
        session = createSession({ id: 'test', text: last, saved: null, steps, now: () => 0 });
        while (session.undo()) isAsRead();
        expect(stateOf(session).text).toBe(first);
        while (session.redo()) isAsRead();
        expect(stateOf(session).text).toBe(last);
        session.close();
      }),
      { numRuns: 200 },
    );
  });
});
