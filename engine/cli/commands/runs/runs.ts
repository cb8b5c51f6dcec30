import type { Command } from 'commander';
import { createCommand } from '../../command.ts';
import { approveCommand } from './approve.ts';
import { cancelCommand } from './cancel.ts';
import { continueCommand } from './continue.ts';
import { listCommand } from './list.ts';
import { logsCommand } from './logs.ts';
import { pauseCommand } from './pause.ts';
import { removeCommand } from './remove.ts';
import { rerunCommand } from './rerun.ts';
import { resumeCommand } from './resume.ts';
import { showCommand } from './show.ts';
import { statsCommand } from './stats.ts';

export function runsCommand(): Command {
  return createCommand('runs', 'Looks at runs and brings them on')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(statsCommand())
    .addCommand(logsCommand())
    .addCommand(approveCommand())
    .addCommand(continueCommand())
    .addCommand(pauseCommand())
    .addCommand(resumeCommand())
    .addCommand(cancelCommand())
    .addCommand(rerunCommand())
    .addCommand(removeCommand());
}
