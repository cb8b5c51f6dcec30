import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { modeOf } from '../view/view.ts';

const text = messages.commands;

const tab = (id: string, label: string, step: number, shortcut: string): Command => ({
  id,
  group: 'go',
  label,
  shortcuts: [shortcut],
  isEnabled: ({ view }) => view.getState().tabs.length > 1,
  run: ({ view }) => {
    const { tabs, active } = view.getState();
    const at = active === null ? 0 : tabs.indexOf(active);
    view.setState({ active: tabs.at((at + step) % tabs.length) ?? active });
  },
});

/** Makes room for what is not shown, then takes the focus there once it is. */
function show(which: 'canvas' | 'code', { workspace, view, surfaces }: Services): void {
  const session = workspace.active();
  if (!session) return;
  const hidden = which === 'canvas' ? 'code' : 'design';
  if (modeOf(view.getState(), session.id) === hidden) view.setState({ modes: { ...view.getState().modes, [session.id]: 'split' } });
  setTimeout(() => surfaces[which]()?.focus(), 0);
}

const focus = (id: string, label: string, which: 'canvas' | 'code'): Command => ({
  id,
  group: 'go',
  label,
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: (services) => show(which, services),
});

export const goCommands: readonly Command[] = [
  tab('go.nextWorkflow', text.nextTab, 1, 'Alt+PageDown'),
  tab('go.previousWorkflow', text.previousTab, -1, 'Alt+PageUp'),
  focus('go.canvas', text.toCanvas, 'canvas'),
  focus('go.code', text.toCode, 'code'),
];
