import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';
import { beginRun } from './begin-run.ts';
import { shownRun } from './in-front.ts';

const text = messages.commands;

export const run: Command = {
  id: 'run.start',
  group: 'run',
  label: text.run,
  shortcuts: ['Mod+Enter'],
  icon: 'play',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: (services) => beginRun(services, null),
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
