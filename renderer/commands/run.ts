import type { Command } from '../app/command.ts';
import { saveSession } from '../app/conflicts.ts';
import type { Services } from '../app/services.ts';
import { isDirty } from '../document/session.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

/** What runs is what is stored: unsaved changes are saved first. Asks for inputs where the workflow has some. */
export const run: Command = {
  id: 'run.start',
  group: 'run',
  label: text.run,
  shortcuts: ['Mod+Enter'],
  icon: 'play',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async (services) => {
    const { workspace, runs, toasts, view, dialogs } = services;
    const session = workspace.active();
    if (!session) return;
    if (isDirty(session.store.getState()) && !(await saveSession(session, services))) return;
    const { workflow, problems } = session.store.getState();
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    if (errors > 0) {
      view.setState({ isDrawerOpen: true, drawerTab: 'problems' });
      toasts.tellFailure({ message: text.notRun(workflow.name ?? session.id, errors) });
      return;
    }
    if (Object.keys(workflow.inputs ?? {}).length > 0) {
      dialogs.open('run');
      return;
    }
    const started = await runs.start(session.id, {});
    if (started.ok) view.setState({ isDrawerOpen: true, drawerTab: 'tasks' });
    else toasts.tellFailure(started.failure);
  },
};

export const cancelRun: Command = {
  id: 'run.cancel',
  group: 'run',
  label: text.cancelRun,
  shortcuts: ['Shift+F5'],
  icon: 'square',
  isEnabled: (services) => shownRun(services)?.finishedAt === null,
  run: async (services) => {
    const shown = shownRun(services);
    if (!shown) return;
    const canceled = await services.runs.cancel(shown.id);
    if (!canceled.ok) services.toasts.tellFailure(canceled.failure);
  },
};

export const leaveRun: Command = {
  id: 'run.leave',
  group: 'run',
  label: text.leaveRun,
  icon: 'eye-off',
  isEnabled: (services) => shownRun(services) !== null,
  run: ({ workspace, runs }) => {
    const session = workspace.active();
    if (session) runs.leave(session.id);
  },
};

function shownRun({ workspace, runs }: Services) {
  const session = workspace.active();
  return (session && runs.store.getState().runs[session.id]) ?? null;
}
