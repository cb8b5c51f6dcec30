import { saveSession } from '../app/conflicts.ts';
import type { Services } from '../app/services.ts';
import { startRun } from '../app/start-run.ts';
import { isDirty } from '../document/session.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

/** What runs is what is stored: unsaved changes are saved first. Asks for inputs where the workflow has some. `upTo`: null for all of it. */
export async function beginRun(services: Services, upTo: string | null): Promise<void> {
  const { workspace, toasts, view, dialogs, marks } = services;
  const session = workspace.active();
  if (!session) return;
  if (isDirty(session.store.getState()) && !(await saveSession(session, services))) return;
  const { workflow, problems } = session.store.getState();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    view.setState({ isDrawerOpen: true, drawerTab: 'problems' });
    // The list that opens stays: the message may go.
    toasts.tell(text.notRun(workflow.name ?? session.id, errors));
    return;
  }
  if (Object.keys(workflow.tasks).length === 0) {
    toasts.tell(text.nothingToRun(workflow.name ?? session.id));
    return;
  }
  if (Object.keys(workflow.inputs ?? {}).length > 0) {
    dialogs.open('run', upTo ?? undefined);
    return;
  }
  const started = await startRun(services, session, { inputs: {}, upTo });
  if (started.ok) return;
  const isAboutPin = started.failure.code.startsWith('pinned_');
  const unpin = { label: text.unpinAll, run: () => marks.change(session.id, (own) => ({ ...own, pins: {} })) };
  toasts.tellFailure(started.failure, isAboutPin ? unpin : undefined);
}
