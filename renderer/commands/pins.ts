// Outputs that runs take from the run that is shown instead of running the task.
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { pinFrom } from '../run-state/pin-from.ts';
import { hasPin, type Pin, withPins } from '../view/run-marks.ts';
import { marksInFront, selectedTasks, shownRun } from './in-front.ts';

const text = messages.commands;

const toggle: Command = {
  id: 'run.pin',
  group: 'run',
  label: (services) => (isPinned(services) ? text.unpin : text.pin),
  shortcuts: ['P'],
  scope: 'canvas',
  icon: 'pin',
  isEnabled: (services) => isPinned(services) || pinsOf(services).size > 0,
  reason: (services) => {
    if (selectedTasks(services).length === 0) return text.selectTask;
    return shownRun(services) ? text.noOutput : text.noRunToPin;
  },
  run: (services) => {
    const session = services.workspace.active();
    if (!session) return;
    const changes = isPinned(services) ? new Map(selectedTasks(services).map((path) => [path, null])) : pinsOf(services);
    services.marks.change(session.id, (marks) => withPins(marks, changes));
  },
};

const unpinAll: Command = {
  id: 'run.unpinAll',
  group: 'run',
  label: text.unpinAll,
  icon: 'pin-off',
  isEnabled: (services) => Object.keys(marksInFront(services).pins).length > 0,
  run: ({ workspace, marks }) => {
    const session = workspace.active();
    if (session) marks.change(session.id, (own) => ({ ...own, pins: {} }));
  },
};

export const pinCommands: readonly Command[] = [toggle, unpinAll];

/** Whether all selected tasks are. */
function isPinned(services: Services): boolean {
  const marks = marksInFront(services);
  const paths = selectedTasks(services);
  return paths.length > 0 && paths.every((path) => hasPin(marks, path));
}

/** Of the selected tasks, those that have an output in the run that is shown. */
function pinsOf(services: Services): ReadonlyMap<string, Pin> {
  const run = shownRun(services);
  if (!run) return new Map();
  return new Map(
    selectedTasks(services).flatMap((path): [string, Pin][] => {
      const pin = pinFrom(run, path);
      return pin ? [[path, pin]] : [];
    }),
  );
}
