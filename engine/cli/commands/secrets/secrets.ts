import type { Command } from 'commander';
import { createCommand } from '../../command.ts';
import { deleteCommand } from './delete.ts';
import { listCommand } from './list.ts';
import { setCommand } from './set.ts';

export function secretsCommand(): Command {
  return createCommand('secrets', 'Keeps passwords and tokens encrypted, for {{ secrets.NAME }} in task parameters')
    .addCommand(setCommand())
    .addCommand(listCommand())
    .addCommand(deleteCommand());
}
