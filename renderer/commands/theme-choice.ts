import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';
import { themes } from '../view/view.ts';

export const themeChoice: readonly Command[] = themes.map((theme) => ({
  id: `view.theme.${theme}`,
  group: 'view',
  label: messages.commands.theme[theme],
  icon: 'contrast',
  isEnabled: ({ view }) => view.getState().theme !== theme,
  run: ({ view }) => view.setState({ theme }),
}));
