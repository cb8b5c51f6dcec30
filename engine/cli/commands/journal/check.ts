import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function checkCommand(): Command {
  const command = createCommand('check', 'Reads everything that is recorded and names what is damaged', [
    ['millrace journal check', 'changes nothing, and may run beside an engine'],
    ['millrace journal check --json', '{ "damage": n, "findings": [{ severity, file, offset, meaning, remedy }] }'],
  ])
    .addOption(jsonOption('what was found'))
    .addOption(dataDirOption())
    .addHelpText('after', '\nExit code 1: something is damaged. Secrets are not opened.');
  return perform(command, check);
}

async function check(options: DataDirOptions & JsonOptions): Promise<ExitCode> {
  const [{ inspectedPlace }, { checkData }, { findingLines }] = await Promise.all([
    import('../../inspected-place.ts'),
    import('../../../adapters/inspection/check-data.ts'),
    import('../../findings-text.ts'),
  ]);
  const { findings } = await checkData(await inspectedPlace(options));
  const damage = findings.filter(({ severity }) => severity === 'damage').length;
  if (options.json) printJson({ damage, findings: findings.map(({ isView: _, ...finding }) => finding) });
  else for (const line of findingLines(findings)) print(line);
  return damage === 0 ? exitCode.ok : exitCode.failed;
}
