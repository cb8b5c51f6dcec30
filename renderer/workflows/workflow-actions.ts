// What can be done with a stored workflow from the tree. What changes it is a command of the window, on the workflow brought to the front.
import type { Services } from '../app/services.ts';
import { runCommand } from '../commands/registry.ts';

/** Whether it is open now. */
export async function openWorkflow(id: string, { workspace, toasts }: Services): Promise<boolean> {
  const opened = await workspace.open(id);
  if (!opened.ok) toasts.tellFailure(opened.failure);
  return opened.ok;
}

/** Opens a workflow and does one of the window's commands with it. */
export async function actOnWorkflow(id: string, command: 'file.rename' | 'file.duplicate', services: Services): Promise<void> {
  if (await openWorkflow(id, services)) await runCommand(command, services);
}
