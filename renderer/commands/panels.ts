import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

type Flag = 'isSideOpen' | 'isInspectorOpen' | 'isDrawerOpen';

const toggle = (id: string, flag: Flag, what: string, rest: Pick<Command, 'icon' | 'shortcuts'>): Command => ({
  id,
  group: 'view',
  label: ({ view }) => text.toggle(view.getState()[flag], what),
  ...rest,
  isEnabled: () => true,
  run: ({ view }) => view.setState({ [flag]: !view.getState()[flag] }),
});

const problems: Command = {
  id: 'view.problems',
  group: 'view',
  label: text.problems,
  shortcuts: ['Mod+Shift+M'],
  icon: 'triangle-alert',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: ({ view }) => view.setState({ isDrawerOpen: true, drawerTab: 'problems' }),
};

export const panels: readonly Command[] = [
  toggle('view.side', 'isSideOpen', text.sidePanel, { icon: 'panel-left', shortcuts: ['Mod+B'] }),
  toggle('view.inspector', 'isInspectorOpen', text.inspector, { icon: 'panel-right', shortcuts: ['Mod+Alt+B'] }),
  toggle('view.drawer', 'isDrawerOpen', text.drawer, { icon: 'panel-bottom', shortcuts: ['Mod+J'] }),
  problems,
];
