// Hands the window what was kept of its look, and takes what changes.
import { channels } from './channels.ts';
import { onMessage, onUrgentQuestion } from './gate.ts';
import { type KeptView, keptEntry, openKeptView } from './kept-view.ts';
import { viewFile } from './paths.ts';

export function handleViewKeeping(): KeptView {
  const view = openKeptView(viewFile(), (reason) => process.stderr.write(`The look of the window was not kept: ${String(reason)}\n`));
  onUrgentQuestion(channels.readView, view.read);
  onMessage(channels.keepView, keptEntry, ({ key, text }) => view.write(key, text));
  return view;
}
