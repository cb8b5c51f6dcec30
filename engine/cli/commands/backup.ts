import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../command.ts';
import { note, print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';

type Options = DataDirOptions & JsonOptions & { readonly secrets?: boolean };

export function backupCommand(): Command {
  const command = createCommand('backup', 'Copies the data directory, also while an engine is using it', [
    ['millrace backup /backups/monday', 'into an empty folder, or one that is not there yet'],
    ['millrace backup /backups/monday --secrets', 'with the secrets, which are encrypted; their key is never copied'],
  ])
    .argument('<folder>', 'where to')
    .option('--secrets', 'copy secrets.bin too; without its key (secrets.key or MILLRACE_SECRET_KEY) nobody can open it')
    .addOption(jsonOption('what was copied'))
    .addOption(dataDirOption())
    .addHelpText('after', backupHelp);
  return perform(command, backup);
}

const backupHelp = `
Every run that was acknowledged before is in it, with its events, log and large values, and so are definitions,
settings, environments and the folders of stored workflows. Runs that go on are in it as they were at some moment
after the beginning; a restored one goes on from there. Not copied: cached results, the API's token, keys.
Exit code 1: it was copied, and something in it is damaged, as it is in the data directory.`;

async function backup(folder: string, options: Options): Promise<ExitCode> {
  const [{ inspectedPlace }, { writeBackup }, { checkData }, { findingLines, sizeText }, { version }] = await Promise.all([
    import('../inspected-place.ts'),
    import('../../adapters/backup/write-backup.ts'),
    import('../../adapters/inspection/check-data.ts'),
    import('../findings-text.ts'),
    import('../../../package.json'),
  ]);
  const { dataDir, files, now } = await inspectedPlace(options);
  const target = resolve(folder);
  if (target === dataDir || target.startsWith(`${dataDir}/`)) throw new CliError('A backup inside of what it copies would copy itself.');
  const names = await files.list(target).catch(() => []);
  if (names.length > 0) throw new CliError(`${target} is not empty. Name a folder for this backup alone.`);
  const list = await writeBackup({ dataDir, backup: target, files, version, now, withSecrets: options.secrets === true });
  const { findings } = await checkData({ dataDir: target, files, now });
  const damaged = findings.filter(({ severity }) => severity === 'damage');
  const bytes = list.files.reduce((sum, file) => sum + file.bytes, 0);
  if (options.json) printJson({ backup: target, files: list.files.length, bytes, hasSecrets: list.hasSecrets, damage: damaged.length });
  else {
    print(`${list.files.length} files, ${sizeText(bytes)}, in ${target}`);
    if (damaged.length > 0) for (const line of findingLines(damaged)) print(line);
  }
  if (list.hasSecrets)
    note('The secrets are in it, encrypted. Their key is not: keep secrets.key or MILLRACE_SECRET_KEY in another place.');
  else note('The secrets are not in it.');
  return damaged.length === 0 ? exitCode.ok : exitCode.failed;
}
