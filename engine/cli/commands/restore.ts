import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../command.ts';
import { note, print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';

type Options = DataDirOptions & JsonOptions & { readonly force?: boolean };

export function restoreCommand(): Command {
  const command = createCommand('restore', 'Puts a backup in the place of the data directory', [
    ['millrace restore /backups/monday --data-dir /srv/millrace', 'into an empty folder, or one that is not there yet'],
    ['millrace restore /backups/monday --force', 'what is there is moved aside, not deleted'],
  ])
    .argument('<folder>', 'the backup')
    .option('--force', 'move a data directory that is not empty aside')
    .addOption(jsonOption('what was restored'))
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      '\nEverything is compared with its checksum first. Runs that had not ended go on at the next start of an engine there.',
    );
  return perform(command, restore);
}

async function restore(folder: string, options: Options): Promise<ExitCode> {
  const [{ dataDirectory }, { withLock }, { restoreBackup }, { refusal }, { nodeFiles }] = await Promise.all([
    import('../data-directory.ts'),
    import('../inspected-place.ts'),
    import('../../adapters/backup/restore-backup.ts'),
    import('../refusal.ts'),
    import('../../adapters/file-system.ts'),
  ]);
  const dataDir = dataDirectory(options.dataDir);
  // Nobody may be using it. The lock is a file in the directory, which must be gone before that takes its new place.
  if (await nodeFiles.look(dataDir).catch(() => null)) await withLock(dataDir, async () => undefined);
  const order = { backup: resolve(folder), dataDir, files: nodeFiles, now: Date.now(), isForced: options.force === true };
  const restored = await restoreBackup(order);
  if (!restored.ok) throw refusal(restored.failure);
  const { list, movedTo } = restored.value;
  const startedAt = new Date(list.startedAt).toISOString();
  if (options.json) printJson({ dataDir, startedAt, files: list.files.length, movedTo });
  else print(`${dataDir} is what it was at ${startedAt}: ${list.files.length} files.`);
  if (movedTo !== null) note(`What was there before is in ${movedTo}.`);
  if (list.hasSecrets)
    note(`Its secrets open with the key they were written with: put secrets.key into ${dataDir}, or set MILLRACE_SECRET_KEY.`);
  return exitCode.ok;
}
