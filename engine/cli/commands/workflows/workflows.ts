import type { Command } from 'commander';
import { createCommand } from '../../command.ts';
import { deleteCommand } from './delete.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { listCommand } from './list.ts';
import { showCommand } from './show.ts';

export function workflowsCommand(): Command {
  return createCommand('workflows', 'Keeps workflows in the data directory, so that they run by their id')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(deleteCommand());
}
