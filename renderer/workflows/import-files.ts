import type { PickedFile } from '../app/platform.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { readImport } from './read-import.ts';

const text = messages.workflows.import;

/** Stores each file as a workflow of its own and opens it; an id that is taken gets a number. Gives how many were imported. */
export async function importFiles(files: readonly PickedFile[], services: Services): Promise<number> {
  let count = 0;
  for (const file of files) if (await importFile(file, services)) count += 1;
  return count;
}

async function importFile(file: PickedFile, { workspace, toasts }: Services): Promise<boolean> {
  const read = readImport(file);
  if (!read.ok) {
    toasts.tellFailure(read.failure);
    return false;
  }
  const { workflow, report, text: source } = read.value;
  const { format: _format, ...fields } = workflow;
  const isTaken = (workspace.store.getState().entries ?? []).some(({ id }) => id === workflow.id);
  const made = source !== null && !isTaken ? await workspace.createFrom(workflow.id, source) : await workspace.create(fields);
  if (!made.ok) {
    toasts.tellFailure(made.failure);
    return false;
  }
  const name = workflow.name ?? workflow.id;
  const [first] = report.warnings;
  if (first === undefined) toasts.tellSuccess(text.done(name, report.tasks));
  else toasts.tell(text.warnings(name, report.warnings.length, first));
  return true;
}
