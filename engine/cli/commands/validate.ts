import type { Command } from 'commander';
import type { Problem } from '../../workflow/problem.ts';
import { createCommand, type JsonOptions, jsonOption, perform } from '../command.ts';
import { note, print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { countText, problemLines } from '../problem-text.ts';
import { styleFor } from '../terminal/style.ts';

export function validateCommand(): Command {
  const command = createCommand('validate', 'Checks workflow files and prints every problem with its place and remedy', [
    ['millrace validate orders.json', 'one file'],
    ['millrace validate workflows/*.json --strict', 'many files; warnings count as errors'],
    ['millrace validate orders.json --json', '{ "problems": [ { file, code, severity, path, range, message, fix } ] }'],
  ])
    .argument('<file...>', 'workflow files; - reads standard input')
    .option('--strict', 'fail for warnings, too')
    .addOption(jsonOption('the problems'));
  return perform(command, validate);
}

type Checked = { readonly file: string; readonly source: string | null; readonly problems: readonly Problem[] };

async function validate(files: readonly string[], options: JsonOptions & { readonly strict?: boolean }): Promise<ExitCode> {
  const { checkFile } = await import('../check-file.ts');
  const checked: Checked[] = [];
  for (const file of files) checked.push(await checkFile(file));
  const problems = checked.flatMap((each) => each.problems);
  if (options.json) printJson({ problems: checked.flatMap((each) => each.problems.map((problem) => ({ file: each.file, ...problem }))) });
  else printProblems(checked);
  const isBad = problems.some(({ severity }) => severity === 'error' || options.strict === true);
  return isBad ? exitCode.badInput : exitCode.ok;
}

function printProblems(checked: readonly Checked[]): void {
  const style = styleFor(process.stdout);
  for (const { file, source, problems } of checked) {
    for (const problem of problems) print(problemLines(problem, { file, source }, style).join('\n'));
  }
  const files = checked.length === 1 ? (checked[0]?.file ?? '') : `${checked.length} files`;
  const counts = countText(checked.flatMap(({ problems }) => problems));
  note(counts === '' ? `${files}: no problems` : `${files}: ${counts}`);
}
