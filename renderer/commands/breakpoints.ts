// Where runs stop: tasks that wait before they begin, until the person lets them go on.
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { isAtBreakpoint } from '../run-state/run-state.ts';
import { withBreakpoints } from '../view/run-marks.ts';
import { marksInFront, selectedTasks, shownRun } from './in-front.ts';

const text = messages.commands;

const toggle: Command = {
  id: 'run.breakpoint',
  group: 'run',
  label: (services) => (isSet(services) ? text.removeBreakpoint : text.setBreakpoint),
  shortcuts: ['B'],
  scope: 'canvas',
  icon: 'octagon-pause',
  isEnabled: (services) => selectedTasks(services).length > 0,
  reason: () => text.selectTask,
  run: (services) => {
    const session = services.workspace.active();
    if (!session) return;
    const isOn = !isSet(services);
    services.marks.change(session.id, (marks) => withBreakpoints(marks, selectedTasks(services), isOn));
  },
};

const goOn: Command = {
  id: 'run.continue',
  group: 'run',
  label: text.goOn,
  shortcuts: ['F8'],
  icon: 'step-forward',
  isEnabled: (services) => {
    const run = shownRun(services);
    return run !== null && isAtBreakpoint(run);
  },
  reason: () => text.nothingWaits,
  run: async (services) => {
    const run = shownRun(services);
    const gone = run && (await services.runs.goOn(run.id));
    if (gone && !gone.ok) services.toasts.tellFailure(gone.failure);
  },
};

const removeAll: Command = {
  id: 'run.removeBreakpoints',
  group: 'run',
  label: text.removeBreakpoints,
  icon: 'octagon-x',
  isEnabled: (services) => marksInFront(services).breakpoints.length > 0,
  run: ({ workspace, marks }) => {
    const session = workspace.active();
    if (session) marks.change(session.id, (own) => ({ ...own, breakpoints: [] }));
  },
};

export const breakpointCommands: readonly Command[] = [toggle, goOn, removeAll];

/** Whether all selected tasks have one. */
function isSet(services: Services): boolean {
  const { breakpoints } = marksInFront(services);
  const paths = selectedTasks(services);
  return paths.length > 0 && paths.every((path) => breakpoints.includes(path));
}
