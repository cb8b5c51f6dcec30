import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function repairCommand(): Command {
  const command = createCommand(
    'repair',
    'Puts right what can be put right; what is damaged is kept aside, and nothing recorded is deleted',
    [['millrace journal repair', 'wants the data directory for itself: stop the engine first']],
  )
    .addOption(jsonOption('what was done and what is left'))
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      '\nExit code 1: something is damaged still. A start repairs most of it by itself; so does this, without running anything.',
    );
  return perform(command, repair);
}

async function repair(options: DataDirOptions & JsonOptions): Promise<ExitCode> {
  const [{ inspectedPlace, withLock }, { repairData }, { findingLines }] = await Promise.all([
    import('../../inspected-place.ts'),
    import('../../../adapters/inspection/repair-data.ts'),
    import('../../findings-text.ts'),
  ]);
  const place = await inspectedPlace(options);
  const { done, left } = await withLock(place.dataDir, () => repairData(place));
  const damage = left.findings.filter(({ severity }) => severity === 'damage').length;
  if (options.json) printJson({ done, damage, findings: left.findings.map(({ isView: _, ...finding }) => finding) });
  else {
    for (const sentence of done) print(sentence);
    if (done.length === 0) note('There was nothing to repair.');
    for (const line of findingLines(left.findings)) print(line);
  }
  return damage === 0 ? exitCode.ok : exitCode.failed;
}
