import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';
import type { Mode } from '../view/view.ts';

const show = (mode: Mode, icon: string, shortcut: string): Command => ({
  id: `view.${mode}`,
  group: 'view',
  label: messages.commands[mode],
  shortcuts: [shortcut],
  icon,
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: ({ workspace, view }) => {
    const session = workspace.active();
    if (session) view.setState({ modes: { ...view.getState().modes, [session.id]: mode } });
  },
});

export const viewModes: readonly Command[] = [
  show('design', 'workflow', 'Alt+1'),
  show('split', 'columns-2', 'Alt+2'),
  show('code', 'code-xml', 'Alt+3'),
];
