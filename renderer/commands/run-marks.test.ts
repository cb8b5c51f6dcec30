import { beforeEach, describe, expect, it } from 'vitest';
import { storedValue } from '../../engine/run/stored-value.ts';
import { openRun } from '../../engine/run/testing/open-run.ts';
import { groupTasks } from '../../engine/workflow/edit/group-tasks.ts';
import { removeTasks } from '../../engine/workflow/edit/remove-tasks.ts';
import { renameTask } from '../../engine/workflow/edit/rename-task.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { labelOf } from '../app/command.ts';
import { followMarks } from '../app/follow-marks.ts';
import { selectTasks } from '../document/selection.ts';
import type { Session } from '../document/session.ts';
import { withEnvironment } from '../view/view.ts';
import { findCommand, runCommand } from './registry.ts';
import { openTestWindow, type TestWindow } from './testing/test-services.ts';

//  a ──► b ──► c
const workflow = graph('a -> b -> c', { id: 'orders', tasks: { b: { name: 'Load' } } });
let window: TestWindow;
let session: Session;

beforeEach(async () => {
  window = openTestWindow();
  window.engine.store('orders', printWorkflow(workflow));
  const opened = await window.services.workspace.open('orders');
  if (!opened.ok) throw new Error(opened.failure.message);
  session = opened.value;
  followMarks(window.services);
});

const run = (id: string) => runCommand(id, window.services);
const can = (id: string) => findCommand(id)?.isEnabled(window.services);
const reason = (id: string) => findCommand(id)?.reason?.(window.services);
const select = (...paths: readonly string[]) => session.select(selectTasks(paths));
const marks = () => window.services.marks.of('orders');
const label = (id: string) => {
  const command = findCommand(id);
  return command && labelOf(command, window.services);
};

/** A run in which a gave 42 and b has not begun. */
async function showRun(): Promise<void> {
  const opened = openRun(workflow);
  opened.tell({ type: 'started', path: 'a', attempt: 1 });
  opened.tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(42) } });
  const events = opened.events.map((event) => ({ ...event, run: 'run-7' }));
  window.runs.add('run-7', workflow, events);
  await window.services.runs.follow('orders', 'run-7');
  await expect.poll(() => window.services.runs.store.getState().runs.orders?.tasks.get('a')?.status).toBe('succeeded');
}

describe('a breakpoint', () => {
  it('is set on all that is selected, and taken away when all have one', async () => {
    expect([can('run.breakpoint'), reason('run.breakpoint')]).toEqual([false, 'Select a task first.']);
    select('a');
    await run('run.breakpoint');
    select('a', 'b');
    expect(label('run.breakpoint')).toBe('Set a breakpoint');
    await run('run.breakpoint');
    expect(marks().breakpoints).toEqual(['a', 'b']);
    expect(label('run.breakpoint')).toBe('Remove the breakpoint');
    await run('run.breakpoint');
    expect(marks().breakpoints).toEqual([]);
  });

  it('stays with its task when that is renamed, grouped, or one of these is undone', async () => {
    select('b');
    await run('run.breakpoint');
    session.edit({ label: 'Rename', change: (now) => renameTask(now, { path: 'b', to: 'load' }) });
    expect(marks().breakpoints).toEqual(['load']);
    session.edit({ label: 'Group', change: (now) => groupTasks(now, { paths: ['load', 'c'], id: 'g' }) });
    expect(marks().breakpoints).toEqual(['g.load']);
    session.undo();
    session.undo();
    expect(marks().breakpoints).toEqual(['b']);
  });

  it('of a deleted task is there again after an undo, and dropped when a run starts', async () => {
    select('a', 'c');
    await run('run.breakpoint');
    session.edit({ label: 'Delete', change: (now) => removeTasks(now, { paths: ['c'] }) });
    expect(marks().breakpoints).toEqual(['a', 'c']);
    await run('run.start');
    expect(marks().breakpoints).toEqual(['a']);
    expect(window.runs.calls).toContain('start orders {} {"breakpoints":["a"]}');
  });

  it('goes away with all others', async () => {
    expect(can('run.removeBreakpoints')).toBe(false);
    select('a', 'c');
    await run('run.breakpoint');
    await run('run.removeBreakpoints');
    expect(marks().breakpoints).toEqual([]);
  });

  it('keeps nothing that could be continued while nothing waits at one', async () => {
    await showRun();
    expect([can('run.continue'), reason('run.continue')]).toEqual([false, 'Nothing of the run that is shown waits at a breakpoint.']);
  });
});

describe('a pin', () => {
  it('keeps the output of the run that is shown, and is let go by the same command', async () => {
    select('a');
    expect([can('run.pin'), reason('run.pin')]).toEqual([false, 'Run it first: a pin keeps the output of a run.']);
    await showRun();
    await run('run.pin');
    expect(marks().pins).toEqual({ a: { run: 'run-7', path: 'a' } });
    expect(label('run.pin')).toBe('Unpin the output');
    await run('run.pin');
    expect(marks().pins).toEqual({});
  });

  it('needs an output', async () => {
    await showRun();
    select('b');
    expect([can('run.pin'), reason('run.pin')]).toEqual([false, 'It has no output in the run that is shown.']);
    select('a', 'b');
    await run('run.pin');
    expect(Object.keys(marks().pins)).toEqual(['a']);
    await run('run.unpinAll');
    expect(marks().pins).toEqual({});
  });
});

describe('a run', () => {
  it('goes up to the one task that is selected, in the environment of the workflow', async () => {
    expect([can('run.upTo'), label('run.upTo')]).toEqual([false, 'Run up to the selected task']);
    select('b');
    window.services.view.setState((state) => withEnvironment(state, 'orders', 'staging'));
    expect(label('run.upTo')).toBe('Run up to “Load”');
    await run('run.upTo');
    expect(window.runs.calls).toContain('start orders {} {"environment":"staging","upTo":"b"}');
    expect(window.services.view.getState()).toMatchObject({ isDrawerOpen: true, drawerTab: 'tasks' });
    select('a', 'b');
    expect(can('run.upTo')).toBe(false);
  });
});

describe('the id of the workflow', () => {
  it('takes marks and environment along', async () => {
    select('a');
    await run('run.breakpoint');
    window.services.view.setState((state) => withEnvironment(state, 'orders', 'staging'));
    window.answer('invoices');
    await run('file.changeId');
    expect(window.services.marks.of('invoices').breakpoints).toEqual(['a']);
    expect(marks().breakpoints).toEqual([]);
    expect(window.services.view.getState().environments).toEqual({ invoices: 'staging' });
  });
});

describe('a workflow that is deleted', () => {
  it('leaves its marks and environment to no other of its id, and has them again when it comes back', async () => {
    select('a');
    await run('run.breakpoint');
    window.services.view.setState((state) => withEnvironment(state, 'orders', 'staging'));

    await run('file.delete');
    expect([marks().breakpoints, window.services.view.getState().environments]).toEqual([[], {}]);

    window.services.toasts.store.getState().at(-1)?.action?.run();
    await expect.poll(() => marks().breakpoints).toEqual(['a']);
    expect(window.services.view.getState().environments).toEqual({ orders: 'staging' });
  });
});
