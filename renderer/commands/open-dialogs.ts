import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

/** Commands that only show a dialog of the shell. */
const opens = (id: `${Command['group']}.${string}`, dialog: string, rest: Pick<Command, 'label' | 'shortcuts' | 'icon'>): Command => ({
  id,
  group: id.slice(0, id.indexOf('.')) as Command['group'],
  ...rest,
  isEnabled: () => true,
  run: ({ dialogs }) => dialogs.open(dialog),
});

export const templates = opens('file.templates', 'templates', { label: text.templates, icon: 'layout-template' });
export const importWorkflow = opens('file.import', 'import', { label: text.import, icon: 'upload', shortcuts: ['Mod+O'] });
export const palette = opens('help.palette', 'palette', { label: text.palette, icon: 'search', shortcuts: ['Mod+K', 'F1'] });
export const shortcuts = opens('help.shortcuts', 'shortcuts', { label: text.shortcuts, icon: 'keyboard', shortcuts: ['?'] });
