import type { Command } from 'commander';
import { createCommand } from '../../command.ts';
import { checkCommand } from './check.ts';
import { repairCommand } from './repair.ts';
import { statsCommand } from './stats.ts';

export function journalCommand(): Command {
  return createCommand('journal', 'Looks after what is recorded: journal, history, large values, definitions')
    .addCommand(checkCommand())
    .addCommand(repairCommand())
    .addCommand(statsCommand());
}
