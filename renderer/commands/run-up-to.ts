import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { taskNameAt } from '../document/task-name.ts';
import { messages } from '../messages/messages.ts';
import { beginRun } from './begin-run.ts';

const text = messages.commands;

/** Runs the selected task with what it stands on, and nothing else. */
export const runUpTo: Command = {
  id: 'run.upTo',
  group: 'run',
  label: (services) => {
    const target = targetOf(services);
    return target ? text.runUpTo(target.name) : text.runUpToSelected;
  },
  shortcuts: ['Shift+Enter'],
  scope: 'canvas',
  icon: 'arrow-right-to-line',
  isEnabled: (services) => targetOf(services) !== null,
  reason: () => text.selectOneTask,
  run: async (services) => {
    const target = targetOf(services);
    if (target) await beginRun(services, target.path);
  },
};

/** The one selected task. */
function targetOf({ workspace }: Services): { readonly path: string; readonly name: string } | null {
  const state = workspace.active()?.store.getState();
  const [path, ...others] = state?.selection.tasks ?? [];
  if (!state || path === undefined || others.length > 0 || !taskAt(state.workflow, path)) return null;
  return { path, name: taskNameAt(state.workflow, path) };
}
