// Every command of the window, in the order of the menus. A new one is a file here beside and a line below.
import { useMemo } from 'react';
import type { Command } from '../app/command.ts';
import { type Services, useServices } from '../app/services.ts';
import { arrangeCommands } from './canvas-arrange.ts';
import { canvasEditCommands } from './canvas-edit.ts';
import { canvasInsertCommands } from './canvas-insert.ts';
import { pictureCommands } from './canvas-picture.ts';
import { canvasViewCommands } from './canvas-view.ts';
import { redo } from './redo.ts';
import { save } from './save.ts';
import { undo } from './undo.ts';

export const commands: readonly Command[] = [
  // file
  save,
  // edit
  undo,
  redo,
  // on the canvas
  ...canvasEditCommands,
  ...arrangeCommands,
  ...canvasInsertCommands,
  ...canvasViewCommands,
  ...pictureCommands,
];

const byId: ReadonlyMap<string, Command> = new Map(commands.map((command) => [command.id, command]));

export function findCommand(id: string): Command | null {
  return byId.get(id) ?? null;
}

/** Whether it was there and could be done; resolves when it is done. */
export async function runCommand(id: string, services: Services): Promise<boolean> {
  const command = findCommand(id);
  if (!command?.isEnabled(services)) return false;
  await command.run(services);
  return true;
}

/** For buttons and menus: `run('edit.undo')`. */
export function useCommands(): { readonly run: (id: string) => void; readonly isEnabled: (id: string) => boolean } {
  const services = useServices();
  return useMemo(
    () => ({
      run: (id) => void runCommand(id, services),
      isEnabled: (id) => findCommand(id)?.isEnabled(services) ?? false,
    }),
    [services],
  );
}
