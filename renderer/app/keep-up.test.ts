import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moveInLayout } from '../../engine/workflow/edit/layout.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { openTestWindow, type TestWindow } from '../commands/testing/test-services.ts';
import type { Session } from '../document/session.ts';
import { keepUp, type WindowEvents } from './keep-up.ts';

const textOf = (drawn: string) => printWorkflow({ ...graph(drawn), id: 'orders', name: 'Orders' });

/** A page that can be hidden and come to the front again. */
function createPage() {
  const page = new EventTarget() as EventTarget & WindowEvents;
  const document = Object.assign(new EventTarget(), { hidden: false });
  const show = (isShown: boolean) => {
    document.hidden = !isShown;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  return { page: Object.assign(page, { document }) as WindowEvents, show };
}

let window: TestWindow;
let session: Session;
let page: ReturnType<typeof createPage>;
let stop: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  window = openTestWindow();
  page = createPage();
  window.engine.store('orders', textOf('a -> b'));
  const opened = await window.services.workspace.open('orders');
  if (!opened.ok) throw new Error(opened.failure.message);
  session = opened.value;
  stop = keepUp(window.services, page.page);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const state = () => session.store.getState();
const move = () => session.edit({ label: 'Move a', change: (workflow) => moveInLayout(workflow, { tasks: { a: [1, 0] } }) });

describe('changes by others', () => {
  it('are noticed within some seconds, and said', async () => {
    window.engine.store('orders', textOf('a -> z'));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(state().text).toBe(textOf('a -> z'));
    expect(window.toasts()).toEqual(['“Orders” was changed elsewhere and is shown as it is now.']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(window.toasts()).toHaveLength(1);
  });

  it('are noticed at once when the window is looked at again, and not before', async () => {
    page.show(false);
    window.engine.store('orders', textOf('a -> z'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state().text).toBe(textOf('a -> b'));
    page.show(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(state().text).toBe(textOf('a -> z'));
  });

  it('wait for a decision where something is unsaved, without a toast where that is in front', async () => {
    move();
    window.engine.store('orders', textOf('a -> z'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(window.toasts()).toEqual([]);
    expect(state().conflict?.text).toBe(textOf('a -> z'));
  });

  it('are said once where another workflow is in front, and the toast asks', async () => {
    move();
    window.engine.store('other', textOf('a'));
    await window.services.workspace.open('other');
    window.engine.store('orders', textOf('a -> z'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(window.toasts()).toEqual(['“Orders” was changed elsewhere while it has unsaved changes here.']);
    window.answer('reload');
    window.services.toasts.store.getState()[0]?.action?.run();
    await vi.advanceTimersByTimeAsync(0);
    expect(window.asked).toEqual(['“Orders” was changed elsewhere']);
    expect(state()).toMatchObject({ text: textOf('a -> z'), conflict: null });
  });

  it('are not looked for any more when the window is done with', async () => {
    stop();
    window.engine.store('orders', textOf('a -> z'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state().text).toBe(textOf('a -> b'));
  });
});

describe('what a closed window left unsaved', () => {
  const leave = async () => {
    move();
    await vi.advanceTimersByTimeAsync(1_000);
    window.engine.drafts.set('orders.window7', window.engine.drafts.get('orders.window0'));
    session.undo();
  };

  const decide = async () => {
    window.services.toasts.store.getState().at(-1)?.action?.run();
    await vi.advanceTimersByTimeAsync(0);
  };

  it('is restored when the person wants that', async () => {
    await leave();
    window.answer('restore');
    await vi.advanceTimersByTimeAsync(3_000);
    // Nothing comes into the middle of what the person does.
    expect([window.asked, window.toasts()]).toEqual([[], ['There are unsaved changes of “orders”.']]);
    await decide();
    expect(window.asked).toEqual(['Restore unsaved changes of “orders”?']);
    expect(state().workflow.layout?.tasks).toEqual({ a: [1, 0] });
    expect(window.engine.drafts.has('orders.window7')).toBe(false);
  });

  it('is deleted when the person wants that, and else kept for the next time', async () => {
    await leave();
    await vi.advanceTimersByTimeAsync(3_000);
    await decide();
    expect([window.asked.length, window.engine.drafts.has('orders.window7')]).toEqual([1, true]);
    window.answer('discard');
    stop();
    stop = keepUp(window.services, page.page);
    await vi.advanceTimersByTimeAsync(3_000);
    await decide();
    expect([window.engine.drafts.has('orders.window7'), state().text]).toEqual([false, textOf('a -> b')]);
  });
});
