import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moveInLayout } from '../../engine/workflow/edit/layout.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import type { Result } from '../../engine/workflow/result.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { selectTasks } from './selection.ts';
import { isDirty, type Session } from './session.ts';
import { createMemoryEngine, type MemoryEngine } from './testing/memory-engine.ts';
import { createWindows } from './testing/open-workspace.ts';

let engine: MemoryEngine;
let windows: ReturnType<typeof createWindows>;
beforeEach(() => {
  vi.useFakeTimers();
  engine = createMemoryEngine();
  windows = createWindows(engine);
  engine.store('orders', textOf('orders', 'a -> b'));
});
afterEach(() => void vi.useRealTimers());

const textOf = (id: string, drawn: string) => printWorkflow({ ...graph(drawn), id });
const move = (session: Session, x: number) =>
  session.edit({ label: 'Move a', change: (workflow) => moveInLayout(workflow, { tasks: { a: [x, 0] } }) });
const stateOf = (session: Session) => session.store.getState();

async function need<T>(result: Promise<Result<T, { readonly message: string }>>): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.failure.message);
  return settled.value;
}

describe('opening', () => {
  it('shows a tab, once, also when it is asked for twice at once', async () => {
    const { workspace, view } = windows.open();
    const [one, two] = await Promise.all([need(workspace.open('orders')), need(workspace.open('orders'))]);
    expect(one).toBe(two);
    expect(await need(workspace.open('orders'))).toBe(one);
    expect(view.getState()).toMatchObject({ tabs: ['orders'], active: 'orders' });
    expect(workspace.active()).toBe(one);
    expect(isDirty(stateOf(one))).toBe(false);
  });

  it('fails by name when there is none, or nobody answers', async () => {
    const { workspace, view } = windows.open();
    expect(await workspace.open('absent')).toMatchObject({ ok: false, failure: { code: 'workflow_not_found' } });
    engine.isAway = true;
    expect(await workspace.open('orders')).toMatchObject({ ok: false, failure: { code: 'not_connected' } });
    expect(view.getState().tabs).toEqual([]);
  });

  it('of a new one takes an id that is free', async () => {
    const { workspace } = windows.open();
    await workspace.refresh();
    const session = await need(workspace.create({ name: 'Orders', tasks: {} }));
    expect(session.id).toBe('orders-2');
    expect(JSON.parse(engine.texts.get('orders-2') ?? '')).toMatchObject({ id: 'orders-2', name: 'Orders' });
  });
});

describe('saving', () => {
  it('stores the text to the letter', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    expect(await workspace.save('orders')).toEqual({ ok: true, value: null });
    move(session, 2);
    await workspace.save('orders');
    expect(engine.texts.get('orders')).toBe(stateOf(session).text);
    expect(isDirty(stateOf(session))).toBe(false);
  });

  it('twice at once stores what is there at the end, and takes nobody for somebody else', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    const first = workspace.save('orders');
    move(session, 2);
    expect(await Promise.all([first, workspace.save('orders'), workspace.save('orders')])).toEqual(
      Array(3).fill({ ok: true, value: null }),
    );
    expect(engine.texts.get('orders')).toBe(stateOf(session).text);
  });

  it('in two windows overwrites nothing: the second is told, sees the other text, and decides', async () => {
    const [left, right] = [windows.open(), windows.open()];
    const mine = await need(left.workspace.open('orders'));
    const theirs = await need(right.workspace.open('orders'));
    move(mine, 1);
    move(theirs, 2);
    await left.workspace.save('orders');

    expect(await right.workspace.save('orders')).toMatchObject({ ok: false, failure: { code: 'workflow_changed' } });
    expect(engine.texts.get('orders')).toBe(stateOf(mine).text);
    expect(stateOf(theirs).conflict?.text).toBe(stateOf(mine).text);
    expect((await right.workspace.save('orders')).ok).toBe(false);

    theirs.resolve('keep');
    expect((await right.workspace.save('orders')).ok).toBe(true);
    expect(engine.texts.get('orders')).toBe(stateOf(theirs).text);
  });

  it('of what somebody deleted says so first, and stores it anew when asked again', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    engine.texts.delete('orders');
    expect(await workspace.save('orders')).toMatchObject({ ok: false, failure: { code: 'workflow_changed' } });
    expect(await workspace.save('orders')).toEqual({ ok: true, value: null });
    expect(engine.texts.get('orders')).toBe(stateOf(session).text);
  });

  it('of the same that somebody else stored meanwhile is done already', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    engine.store('orders', stateOf(session).text);
    expect(await workspace.save('orders')).toEqual({ ok: true, value: null });
    expect(stateOf(session).conflict).toBeNull();
  });
});

describe('changes by others', () => {
  it('are shown by themselves when nothing is unsaved here, and can be undone', async () => {
    const { workspace, news } = windows.open();
    const session = await need(workspace.open('orders'));
    await workspace.compareWithStore();
    engine.store('orders', textOf('orders', 'a -> z'));
    await workspace.compareWithStore();
    expect(Object.keys(stateOf(session).workflow.tasks)).toEqual(['a', 'z']);
    expect(news).toEqual(['reloaded']);
    session.undo();
    expect(Object.keys(stateOf(session).workflow.tasks)).toEqual(['a', 'b']);
  });

  it('wait when something is unsaved here, and when they deleted it', async () => {
    const { workspace, news } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    engine.store('orders', textOf('orders', 'a -> z'));
    await workspace.compareWithStore();
    expect(stateOf(session).conflict?.text).toBe(textOf('orders', 'a -> z'));
    engine.texts.delete('orders');
    await workspace.compareWithStore();
    expect(news).toEqual(['conflict', 'deleted']);
    expect(stateOf(session)).toMatchObject({ saved: null, conflict: null });
  });

  it('are not what was saved from here a moment ago, however late it is read', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    for (let round = 0; round < 10; round += 1) {
      move(session, round);
      const comparing = workspace.compareWithStore();
      const saved = workspace.save('orders');
      const again = workspace.compareWithStore();
      move(session, round + 100);
      expect(await saved).toEqual({ ok: true, value: null });
      await Promise.all([comparing, again, workspace.compareWithStore()]);
      expect(stateOf(session)).toMatchObject({ conflict: null, workflow: { layout: { tasks: { a: [round + 100, 0] } } } });
    }
  });
});

describe('drafts', () => {
  it('are on disk within a second of an edit, and bring back text, steps and selection after the window was killed', async () => {
    const killed = windows.open();
    const session = await need(killed.workspace.open('orders'));
    const before = stateOf(session).text;
    session.select(selectTasks(['b']));
    move(session, 7);
    await vi.advanceTimersByTimeAsync(999);
    session.type([{ offset: 0, length: 1, text: '' }]);
    const after = stateOf(session).text;
    await vi.advanceTimersByTimeAsync(999);
    windows.held.clear();

    const { workspace } = windows.open();
    const restored = await need(workspace.open('orders'));

    expect(stateOf(restored)).toMatchObject({ text: after, graph: 'stale', conflict: null });
    expect(isDirty(stateOf(restored))).toBe(true);
    expect([restored.undo(), restored.undo(), restored.undo()]).toEqual(['Typing', 'Move a', null]);
    expect(stateOf(restored)).toMatchObject({ text: before, selection: selectTasks(['b']) });
    expect(isDirty(stateOf(restored))).toBe(false);
  });

  it('of a saved workflow keep its steps, as long as the stored text is the same', async () => {
    const first = windows.open();
    const session = await need(first.workspace.open('orders'));
    const before = stateOf(session).text;
    move(session, 7);
    await first.workspace.save('orders');
    await vi.advanceTimersByTimeAsync(1000);
    windows.held.clear();

    const second = windows.open();
    const restored = await need(second.workspace.open('orders'));
    expect(isDirty(stateOf(restored))).toBe(false);
    expect(restored.undo()).toBe('Move a');
    expect(stateOf(restored).text).toBe(before);
    second.workspace.close('orders');
    await vi.advanceTimersByTimeAsync(1000);

    engine.store('orders', textOf('orders', 'x'));
    const other = await need(windows.open().workspace.open('orders'));
    expect(stateOf(other)).toMatchObject({ text: textOf('orders', 'x'), steps: { past: [], future: [] } });
  });

  it('that were made of another text than is stored now are a conflict', async () => {
    const killed = windows.open();
    const session = await need(killed.workspace.open('orders'));
    move(session, 7);
    await vi.advanceTimersByTimeAsync(1000);
    windows.held.clear();
    engine.store('orders', textOf('orders', 'x'));

    const { workspace } = windows.open();
    const restored = await need(workspace.open('orders'));
    expect(stateOf(restored)).toMatchObject({ text: stateOf(session).text, conflict: { text: textOf('orders', 'x') } });
    expect((await workspace.save('orders')).ok).toBe(false);
    expect(engine.texts.get('orders')).toBe(textOf('orders', 'x'));
  });

  it('of two windows are apart; those of a window that is gone are offered and taken over as a step', async () => {
    const [left, right] = [windows.open(), windows.open()];
    for (const [index, { workspace }] of [left, right].entries()) move(await need(workspace.open('orders')), index + 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect([...engine.drafts.keys()].sort()).toEqual(['orders.window0', 'orders.window1']);
    expect(await left.workspace.leftovers()).toEqual([]);
    windows.held.delete('window1');

    const [leftover] = await left.workspace.leftovers();
    expect(leftover).toMatchObject({ id: 'orders.window1', workflow: 'orders' });
    if (!leftover) return;
    const session = await need(left.workspace.takeOver(leftover));

    expect(stateOf(session).workflow.layout?.tasks).toEqual({ a: [2, 0] });
    expect([...engine.drafts.keys()]).toEqual(['orders.window0']);
    session.undo();
    expect(stateOf(session).workflow.layout?.tasks).toEqual({ a: [1, 0] });
  });

  it('of this window are found when it does not show the workflow, and of a window that comes back are its own again', async () => {
    for (const { workspace } of [windows.open(), windows.open()]) move(await need(workspace.open('orders')), 1);
    await vi.advanceTimersByTimeAsync(1000);
    windows.held.clear();

    const { workspace } = windows.open();
    const leftovers = await workspace.leftovers();
    expect(leftovers.map(({ id }) => id).sort()).toEqual(['orders.window0', 'orders.window1']);
    const back = windows.open();
    for (const leftover of leftovers) await workspace.takeOver(leftover);

    expect([...engine.drafts.keys()].sort()).toEqual(['orders.window0', 'orders.window1']);
    expect(isDirty(stateOf(await need(back.workspace.open('orders'))))).toBe(true);
    await need(workspace.open('orders'));
    expect(engine.drafts.get('orders.window0')).toMatchObject({ text: expect.stringContaining('layout') });
  });

  it('of a workflow that nobody stores any more are offered too', async () => {
    move(await need(windows.open().workspace.open('orders')), 1);
    await vi.advanceTimersByTimeAsync(1000);
    windows.held.clear();
    engine.texts.delete('orders');
    const { workspace } = windows.open();
    const [leftover] = await workspace.leftovers();
    if (!leftover) throw new Error('nothing is offered');
    expect(isDirty(stateOf(await need(workspace.takeOver(leftover))))).toBe(true);
  });

  it('of what is closed without saving are gone', async () => {
    const { workspace } = windows.open();
    move(await need(workspace.open('orders')), 1);
    await vi.advanceTimersByTimeAsync(1000);
    workspace.close('orders');
    await vi.advanceTimersByTimeAsync(1000);
    expect([...engine.drafts.keys()]).toEqual([]);
  });

  it('that cannot be kept are said once, and kept when the engine is back', async () => {
    const { workspace, news } = windows.open();
    const session = await need(workspace.open('orders'));
    engine.isAway = true;
    move(session, 1);
    await vi.advanceTimersByTimeAsync(5000);
    move(session, 2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(news).toEqual(['draft_not_kept']);
    engine.isAway = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(engine.drafts.get('orders.window0')).toMatchObject({ text: stateOf(session).text });
  });

  it('are written one after the other, the last one last', async () => {
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    let release: () => void = () => undefined;
    engine.hold = new Promise((resolve) => {
      release = resolve;
    });
    for (let x = 0; x < 5; x += 1) {
      move(session, x);
      await vi.advanceTimersByTimeAsync(400);
    }
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(engine.writes).toEqual(['draft orders.window0', 'draft orders.window0']);
    expect(engine.drafts.get('orders.window0')).toMatchObject({ text: stateOf(session).text });
  });
});

describe('another id', () => {
  it('moves the stored workflow, its tab, its steps and its selection', async () => {
    const { workspace, view } = windows.open();
    const session = await need(workspace.open('orders'));
    move(session, 1);
    session.select(selectTasks(['a']));
    const moved = await need(workspace.changeId('orders', 'sales'));
    expect([...engine.texts.keys()]).toEqual(['sales']);
    expect(JSON.parse(engine.texts.get('sales') ?? '')).toMatchObject({ id: 'sales' });
    expect(view.getState()).toMatchObject({ tabs: ['sales'], active: 'sales' });
    expect(stateOf(moved).selection).toEqual(selectTasks(['a']));
    expect(moved.undo()).toBe('Change the id');
    expect(moved.undo()).toBe('Move a');
  });

  it('that is taken changes nothing', async () => {
    engine.store('sales', 'x');
    const { workspace } = windows.open();
    const session = await need(workspace.open('orders'));
    const { text } = stateOf(session);
    expect(await workspace.changeId('orders', 'sales')).toMatchObject({ ok: false, failure: { code: 'workflow_exists' } });
    expect([stateOf(session).text, engine.texts.get('sales')]).toEqual([text, 'x']);
  });
});

describe('deleting', () => {
  it('closes the tab, and can be taken back with unsaved changes and steps', async () => {
    const { workspace, view } = windows.open();
    const session = await need(workspace.open('orders'));
    const stored = engine.texts.get('orders');
    move(session, 1);
    const { restore } = await need(workspace.remove('orders'));
    expect([view.getState().tabs, engine.texts.size]).toEqual([[], 0]);

    const restored = await need(restore());
    expect(engine.texts.get('orders')).toBe(stored);
    expect(stateOf(restored).text).toBe(stateOf(session).text);
    expect(isDirty(stateOf(restored))).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(engine.drafts.get('orders.window0')).toMatchObject({ text: stateOf(session).text });
    expect(restored.undo()).toBe('Move a');
  });
});
