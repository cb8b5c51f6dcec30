// What to do when a workflow was changed elsewhere while it has unsaved changes here: never anything without being told.
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'workspace' | 'dialogs' | 'toasts'>;

const text = messages.document;

/** Stores a session, after asking where somebody else's text is in the way. Whether nothing is unsaved then. */
export async function saveSession(session: Session, services: Parts): Promise<boolean> {
  const saved = await services.workspace.save(session.id);
  if (saved.ok) return true;
  if (session.store.getState().conflict) return decideConflict(session, services);
  services.toasts.tellFailure(saved.failure);
  return false;
}

/** Asks which text to keep, and does it. Whether nothing is unsaved then. */
export async function decideConflict(session: Session, services: Parts): Promise<boolean> {
  const { workflow, conflict } = session.store.getState();
  if (!conflict) return true;
  const name = workflow.name ?? session.id;
  const choice = await services.dialogs.confirm({
    title: text.conflictTitle(name),
    text: text.conflictText,
    choices: [
      { id: 'keep', label: text.keepMine, kind: 'danger' },
      { id: 'reload', label: text.takeTheirs },
      { id: 'compare', label: text.compare, kind: 'primary' },
    ],
  });
  if (choice === 'compare') services.dialogs.open('compare');
  if (choice === 'reload') session.resolve('reload');
  if (choice === 'keep') session.resolve('keep');
  return choice === 'reload' || (choice === 'keep' && saveSession(session, services));
}
