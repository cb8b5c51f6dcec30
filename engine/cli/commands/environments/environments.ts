import type { Command } from 'commander';
import { createCommand } from '../../command.ts';
import { listCommand } from './list.ts';
import { setCommand } from './set.ts';
import { showCommand } from './show.ts';
import { unsetCommand } from './unset.ts';

export function environmentsCommand(): Command {
  return createCommand('environments', 'Keeps variables by environment (staging, production), for {{ vars.name }}')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(setCommand())
    .addCommand(unsetCommand());
}
