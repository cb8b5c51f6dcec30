// A workflow file from the disk to what can be said about it.
import { taskCatalog } from '../tasks/catalog.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import type { Problem } from '../workflow/problem.ts';
import type { Workflow } from '../workflow/schema.ts';
import { CliError } from './cli-error.ts';
import { note } from './console.ts';
import { type Document, readDocument } from './documents.ts';
import { countText, problemLines } from './problem-text.ts';
import { styleFor } from './terminal/style.ts';

/** `workflow` is null when it has errors, `source` when the file is not text. */
export type CheckedFile = {
  readonly file: string;
  readonly folder: string;
  readonly source: string | null;
  readonly workflow: Workflow | null;
  readonly problems: readonly Problem[];
};

/** Far above the limit of a document, so that the refusal can say how large it is. */
const readLimitBytes = 64 * 1024 * 1024;

/** Never fails: a file that cannot be read is a problem of its own (`unreadable_file`). */
export async function checkFile(file: string): Promise<CheckedFile> {
  try {
    return checkDocument(await readDocument(file, readLimitBytes));
  } catch (thrown) {
    if (!(thrown instanceof CliError)) throw thrown;
    const problem: Problem = { code: 'unreadable_file', severity: 'error', path: [], message: thrown.message };
    return { file, folder: process.cwd(), source: null, workflow: null, problems: [problem] };
  }
}

export function checkDocument({ file, bytes, folder }: Document): CheckedFile {
  const parsed = parseWorkflow(bytes, taskCatalog);
  return { file, folder, source: textOf(bytes), workflow: parsed.ok ? parsed.value.workflow : null, problems: parsed.problems };
}

/** Places count from the character after a byte order mark. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The workflow of a file without errors; otherwise its problems go to stderr and the command ends. */
export async function loadFile(file: string): Promise<CheckedFile & { readonly workflow: Workflow }> {
  const checked = checkDocument(await readDocument(file, readLimitBytes));
  const { workflow } = checked;
  if (workflow === null) throw refuse(checked);
  return { ...checked, workflow };
}

function refuse(checked: CheckedFile): CliError {
  const errors = checked.problems.filter(({ severity }) => severity === 'error');
  noteProblems(errors, checked);
  return new CliError(`${checked.file} cannot be used: ${countText(errors)}.`);
}

export function noteProblems(problems: readonly Problem[], place: { readonly file: string; readonly source: string | null }): void {
  const style = styleFor(process.stderr);
  for (const problem of problems) note(problemLines(problem, place, style).join('\n'));
}
