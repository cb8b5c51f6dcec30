// Every command of the window, in the order of the menus. A new one is a file here beside and a line below.
import { useMemo } from 'react';
import type { Command } from '../app/command.ts';
import { type Services, useServices } from '../app/services.ts';
import { breakpointCommands } from './breakpoints.ts';
import { arrangeCommands } from './canvas-arrange.ts';
import { canvasEditCommands } from './canvas-edit.ts';
import { canvasInsertCommands } from './canvas-insert.ts';
import { pictureCommands } from './canvas-picture.ts';
import { canvasViewCommands } from './canvas-view.ts';
import { changeId } from './change-id.ts';
import { close } from './close.ts';
import { copyText } from './copy-text.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { duplicateWorkflow } from './duplicate-workflow.ts';
import { exportWorkflow } from './export-workflow.ts';
import { formatText } from './format-text.ts';
import { goCommands } from './go.ts';
import { newWorkflow } from './new-workflow.ts';
import { importWorkflow, palette, shortcuts, templates } from './open-dialogs.ts';
import { panels } from './panels.ts';
import { pinCommands } from './pins.ts';
import { redo } from './redo.ts';
import { renameWorkflow } from './rename-workflow.ts';
import { cancelRun, leaveRun, run } from './run.ts';
import { runUpTo } from './run-up-to.ts';
import { save } from './save.ts';
import { saveAll } from './save-all.ts';
import { themeChoice } from './theme-choice.ts';
import { undo } from './undo.ts';
import { viewModes } from './view-modes.ts';

export const commands: readonly Command[] = [
  // file
  newWorkflow,
  templates,
  importWorkflow,
  save,
  saveAll,
  exportWorkflow,
  duplicateWorkflow,
  renameWorkflow,
  changeId,
  deleteWorkflow,
  close,
  // edit
  undo,
  redo,
  copyText,
  formatText,
  // on the canvas
  ...canvasEditCommands,
  ...arrangeCommands,
  ...canvasInsertCommands,
  ...canvasViewCommands,
  ...pictureCommands,
  // view
  ...viewModes,
  ...panels,
  ...themeChoice,
  // go
  ...goCommands,
  // run
  run,
  runUpTo,
  ...breakpointCommands,
  ...pinCommands,
  cancelRun,
  leaveRun,
  // help
  palette,
  shortcuts,
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
