import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moveInLayout } from '../../engine/workflow/edit/layout.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { labelOf } from '../app/command.ts';
import { isDirty, type Session } from '../document/session.ts';
import { commands, findCommand, runCommand } from './registry.ts';
import { openTestWindow, type TestWindow } from './testing/test-services.ts';

let window: TestWindow;
let session: Session;
const first = printWorkflow({ ...graph('a -> b'), id: 'orders', name: 'Orders' });
const other = printWorkflow({ ...graph('a -> z'), id: 'orders', name: 'Orders' });

beforeEach(async () => {
  vi.useFakeTimers();
  window = openTestWindow();
  window.engine.store('orders', first);
  const opened = await window.services.workspace.open('orders');
  if (!opened.ok) throw new Error(opened.failure.message);
  session = opened.value;
});
afterEach(() => void vi.useRealTimers());

const run = (id: string) => runCommand(id, window.services);
const can = (id: string) => findCommand(id)?.isEnabled(window.services);
const state = () => session.store.getState();
const dirty = () => isDirty(state());
const move = (x = 1) => session.edit({ label: 'Move a', change: (workflow) => moveInLayout(workflow, { tasks: { a: [x, 0] } }) });
const tabs = () => window.services.view.getState().tabs;

it('the code is formatted as one step, and left alone where it is not JSON', async () => {
  session.replaceText('Squeeze', JSON.stringify(JSON.parse(first)));
  await run('edit.formatText');
  expect(state().text).toBe(first);
  session.undo();
  expect(state().text).toBe(JSON.stringify(JSON.parse(first)));

  session.replaceText('Break', '{');
  await run('edit.formatText');
  expect(state().text).toBe('{');
  expect(window.services.toasts.store.getState().at(-1)?.text).toContain('not JSON');
});

describe('undo and redo', () => {
  it('say what they would take back, and can do nothing when there is nothing', async () => {
    const label = (id: string) =>
      commands
        .filter((command) => command.id === id)
        .map((command) => labelOf(command, window.services))
        .join();
    expect([can('edit.undo'), can('edit.redo'), label('edit.undo')]).toEqual([false, false, 'Undo']);
    move();
    expect([can('edit.undo'), label('edit.undo')]).toEqual([true, 'Undo: Move a']);
    await run('edit.undo');
    expect([can('edit.redo'), label('edit.redo'), state().text]).toEqual([true, 'Redo: Move a', first]);
    await run('edit.redo');
    expect(state().workflow.layout?.tasks).toEqual({ a: [1, 0] });
  });
});

describe('save', () => {
  it('stores what is in front, and is not there when nothing is unsaved', async () => {
    expect(can('file.save')).toBe(false);
    expect(await run('file.save')).toBe(false);
    move();
    await run('file.save');
    expect(window.engine.texts.get('orders')).toBe(state().text);
    expect(can('file.save')).toBe(false);
  });

  it('says why it failed', async () => {
    move();
    window.engine.isAway = true;
    await run('file.save');
    expect(window.toasts()).toEqual([expect.stringContaining('does not answer')]);
    expect(dirty()).toBe(true);
  });

  describe('over what somebody else stored', () => {
    beforeEach(() => {
      move();
      window.engine.store('orders', other);
    });

    it('asks first, and does nothing when the person does not decide', async () => {
      const mine = state().text;
      await run('file.save');
      expect(window.asked).toEqual(['“Orders” was changed elsewhere']);
      expect([window.engine.texts.get('orders'), state().text]).toEqual([other, mine]);
    });

    it('stores mine when that is chosen', async () => {
      window.answer('keep');
      await run('file.save');
      expect(window.engine.texts.get('orders')).toBe(state().text);
      expect(dirty()).toBe(false);
    });

    it('takes theirs when that is chosen, as a step', async () => {
      const mine = state().text;
      window.answer('reload');
      await run('file.save');
      expect([state().text, dirty()]).toEqual([other, false]);
      session.undo();
      expect(state().text).toBe(mine);
    });

    it('shows both when that is chosen', async () => {
      window.answer('compare');
      await run('file.save');
      expect(window.services.dialogs.store.getState().dialog).toEqual({ kind: 'named', name: 'compare' });
      expect(state().conflict?.text).toBe(other);
    });
  });

  it('of all stores each, and asks for each that needs it', async () => {
    move();
    await run('file.new');
    const made = window.services.workspace.active();
    made?.type([{ offset: 0, length: 0, text: ' ' }]);
    expect(can('file.saveAll')).toBe(true);
    await run('file.saveAll');
    expect(window.engine.texts.get('new-workflow')).toBe(made?.store.getState().text);
    expect(window.engine.texts.get('orders')).toBe(state().text);
    expect(can('file.saveAll')).toBe(false);
  });
});

describe('close', () => {
  it('closes at once when nothing is unsaved', async () => {
    await run('file.close');
    expect([tabs(), window.asked]).toEqual([[], []]);
    expect(can('file.close')).toBe(false);
  });

  it('asks when something is unsaved: cancel, close without saving, save and close', async () => {
    move();
    await run('file.close');
    expect([tabs(), window.asked]).toEqual([['orders'], ['Save the changes of “Orders”?']]);
    window.answer('save');
    await run('file.close');
    expect([tabs(), window.engine.texts.get('orders')]).toEqual([[], state().text]);

    const again = await window.services.workspace.open('orders');
    if (again.ok) session = again.value;
    const stored = window.engine.texts.get('orders');
    move(9);
    window.answer('discard');
    await run('file.close');
    expect([tabs(), window.engine.texts.get('orders')]).toEqual([[], stored]);
  });

  it('keeps the tab when it cannot be saved', async () => {
    move();
    window.engine.isAway = true;
    window.answer('save');
    await run('file.close');
    expect(tabs()).toEqual(['orders']);
  });
});

describe('new, duplicate, rename, id', () => {
  it('makes an empty workflow with an id of its own each time', async () => {
    await run('file.new');
    await run('file.new');
    expect(tabs()).toEqual(['orders', 'new-workflow', 'new-workflow-2']);
  });

  it('duplicates with unsaved changes, written as the original is', async () => {
    session.replaceText('Format', state().text.replaceAll('  ', '\t'));
    await run('file.duplicate');
    const copy = window.engine.texts.get('orders-2') ?? '';
    expect(copy).toBe(state().text.replace('"orders"', '"orders-2"').replace('"Orders"', '"Orders (copy)"'));
    expect(tabs()).toEqual(['orders', 'orders-2']);
  });

  it('duplicates nothing while the text is no JSON', async () => {
    session.type([{ offset: 0, length: 1, text: '' }]);
    await run('file.duplicate');
    expect([...window.engine.texts.keys()]).toEqual(['orders']);
    expect(window.toasts()).toHaveLength(1);
  });

  it('renames as an edit that can be undone, or not at all', async () => {
    window.answer('Sales');
    await run('file.rename');
    expect(state().workflow.name).toBe('Sales');
    await run('edit.undo');
    expect(state().text).toBe(first);
    await run('file.rename');
    expect(state().text).toBe(first);
  });

  it('changes the id when it is a valid one that nobody has', async () => {
    window.engine.store('taken', 'x');
    await window.services.workspace.refresh();
    for (const id of ['Not Valid', 'taken', 'orders', null]) {
      window.answer(id);
      await run('file.changeId');
      expect([...window.engine.texts.keys()]).toEqual(['orders', 'taken']);
    }
    window.answer('sales');
    await run('file.changeId');
    expect([...window.engine.texts.keys()].sort()).toEqual(['sales', 'taken']);
    expect(tabs()).toEqual(['sales']);
  });
});

describe('delete', () => {
  it('closes the tab, and its toast brings the workflow back with unsaved changes', async () => {
    move();
    await run('file.delete');
    expect([tabs(), window.engine.texts.size]).toEqual([[], 0]);
    window.services.toasts.store.getState()[0]?.action?.run();
    await vi.advanceTimersByTimeAsync(0);
    expect([tabs(), window.engine.texts.get('orders')]).toEqual([['orders'], first]);
    expect(window.services.workspace.active()?.store.getState().text).toBe(state().text);
  });
});

describe('export', () => {
  it('saves the text to the letter under the name of the workflow', async () => {
    session.type([{ offset: 0, length: 0, text: '  ' }]);
    await run('file.export');
    expect(await window.files.get('orders.millrace.json')?.text()).toBe(state().text);
  });
});

describe('run', () => {
  const definition = { ...graph('a -> b'), id: 'orders' };

  it('saves first, starts at once where there are no inputs, and shows the tasks', async () => {
    window.runs.add('run-1', definition);
    move();
    await run('run.start');
    expect(window.engine.texts.get('orders')).toBe(state().text);
    expect(window.runs.calls).toContain('start orders {}');
    expect(window.services.view.getState()).toMatchObject({ isDrawerOpen: true, drawerTab: 'tasks' });
    expect(can('run.cancel')).toBe(true);
    await run('run.cancel');
    expect(window.runs.calls).toContain('cancel run-1');
    await run('run.leave');
    expect([can('run.cancel'), can('run.leave')]).toEqual([false, false]);
  });

  it('asks for inputs where there are some', async () => {
    session.edit({ label: 'Input', change: (workflow) => ({ ok: true, value: { ...workflow, inputs: { day: { type: 'string' } } } }) });
    await run('run.start');
    expect(window.services.dialogs.store.getState().dialog).toEqual({ kind: 'named', name: 'run' });
    expect(window.runs.calls).toEqual([]);
  });

  it('of what has errors shows them instead', async () => {
    session.type([{ offset: state().text.indexOf('data.set'), length: 8, text: 'no.such' }]);
    await run('run.start');
    expect(window.runs.calls).toEqual([]);
    expect(window.services.view.getState()).toMatchObject({ isDrawerOpen: true, drawerTab: 'problems' });
    expect(window.toasts()).toHaveLength(1);
  });

  it('does not happen when it could not be saved', async () => {
    move();
    window.engine.store('orders', other);
    await run('run.start');
    expect(window.runs.calls).toEqual([]);
  });
});
