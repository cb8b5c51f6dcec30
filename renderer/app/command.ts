import type { Services } from './services.ts';

export const commandGroups = ['file', 'edit', 'insert', 'view', 'go', 'run', 'help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/**
 * Something a person can do. One registry of them feeds the menus, the palette, the keys and the context menus, so that each is
 * described once.
 */
export type Command = {
  /** `edit.undo`, fixed: kept settings and tests name it. */
  readonly id: string;
  readonly group: CommandGroup;
  /** Present tense, sentence case: "Duplicate". */
  readonly label: string | ((services: Services) => string);
  /** `Mod+Shift+Z`; several when there are habits to meet. */
  readonly shortcuts?: readonly string[];
  /** Where its shortcut counts: `canvas` only while the canvas has the focus; `window` everywhere but in fields that want the key. */
  readonly scope?: 'window' | 'canvas';
  /**
   * The window has an event of its own for the key (copy, cut, paste), which reaches the clipboard without asking: the shortcut is shown,
   * and the key is left alone.
   */
  readonly isNative?: boolean;
  /** Of lucide, in kebab case. */
  readonly icon?: string;
  readonly isEnabled: (services: Services) => boolean;
  /** Why it cannot be done now, where that is not plain to see: menus show it, and its key tells it. */
  readonly reason?: (services: Services) => string | null;
  readonly run: (services: Services) => void | Promise<void>;
};

export function labelOf(command: Command, services: Services): string {
  return typeof command.label === 'string' ? command.label : command.label(services);
}
