import type { Command } from 'commander';
import type { TestReport } from '../../run/test-runner.ts';
import { CliError } from '../cli-error.ts';
import { createCommand, type JsonOptions, jsonOption, perform } from '../command.ts';
import { note, print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { plainText } from '../terminal/text.ts';

type Options = JsonOptions & { readonly filter?: string };
type FileReport = Pick<TestReport, 'name' | 'passed' | 'differences'> & { readonly file: string };

export function testCommand(): Command {
  const command = createCommand('test', 'Runs the tests that workflows bring along, on a virtual clock and with mocked side effects', [
    ['millrace test orders.json', 'all tests of one workflow'],
    ['millrace test workflows/*.json --filter "no orders"', 'those with these words in their name'],
  ])
    .argument('<file...>', 'workflow files')
    .option('--filter <text>', 'only tests whose name contains this text')
    .addOption(jsonOption('the results'));
  return perform(command, runTests);
}

async function runTests(files: readonly string[], options: Options): Promise<ExitCode> {
  const { testWorkflowFile } = await import('../test-file.ts');
  const reports: FileReport[] = [];
  for (const file of files) {
    const isWanted = (name: string) => options.filter === undefined || name.includes(options.filter);
    for (const { name, passed, differences } of await testWorkflowFile(file, isWanted)) reports.push({ file, name, passed, differences });
  }
  if (reports.length === 0) throw new CliError(noTests(options.filter));
  if (options.json) printJson({ passed: reports.every(({ passed }) => passed), tests: reports });
  else printReports(reports, files.length > 1);
  return reports.every(({ passed }) => passed) ? exitCode.ok : exitCode.failed;
}

function noTests(filter: string | undefined): string {
  if (filter !== undefined) return `No test has "${filter}" in its name.`;
  return 'There are no tests. Add them to the workflow: "tests": { "no orders": { "mocks": { … }, "expect": { "status": "succeeded" } } }.';
}

function printReports(reports: readonly FileReport[], isNamed: boolean): void {
  const style = styleFor(process.stdout);
  for (const report of reports) {
    print(`${report.passed ? style.good('✔') : style.bad('✖')} ${plainText(report.name)}${isNamed ? style.dim(`  ${report.file}`) : ''}`);
    for (const difference of report.differences) print(differenceText(difference, style));
  }
  const failed = reports.filter(({ passed }) => !passed).length;
  note(failed === 0 ? `${reports.length} passed` : `${failed} of ${reports.length} failed`);
}

function differenceText({ what, expected, actual }: TestReport['differences'][number], style: Style): string {
  const show = (value: unknown) => plainText(JSON.stringify(value));
  return `    ${what}\n      expected ${style.good(show(expected))}\n      actual   ${style.bad(show(actual))}`;
}
