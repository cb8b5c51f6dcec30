// Storing what is open, never over what somebody else stored.
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import { messages } from '../messages/messages.ts';
import { isDirty, type Session } from './session.ts';
import { isClash, type StoredWorkflows } from './stored-workflows.ts';

export type SaverParts = {
  readonly stored: StoredWorkflows;
  readonly sessionOf: (id: string) => Session | undefined;
  /** Reads the list of stored workflows again. */
  readonly refresh: () => Promise<Result<null, Failure>>;
};

export type Saver = {
  /** Fails with `workflow_changed` where somebody else's text is in the way: the session's `conflict` holds it then. */
  readonly save: (id: string) => Promise<Result<null, Failure>>;
  readonly isSaving: (id: string) => boolean;
};

export function createSaver({ stored, sessionOf, refresh }: SaverParts): Saver {
  const saving = new Map<string, Promise<Result<null, Failure>>>();

  /** One at a time: the second would take the first for somebody else. */
  async function save(id: string): Promise<Result<null, Failure>> {
    const before = saving.get(id);
    const session = sessionOf(id);
    if (!session) return ok(null);
    if (before) {
      const done = await before;
      return done.ok && isDirty(session.store.getState()) ? save(id) : done;
    }
    const started = write(session).finally(() => saving.delete(id));
    saving.set(id, started);
    const written = await started;
    return written.ok ? refresh() : written;
  }

  async function write(session: Session): Promise<Result<null, Failure>> {
    const { id } = session;
    const { text, saved, conflict, workflow } = session.store.getState();
    const name = workflow.name ?? id;
    if (conflict) return err(userFailure('workflow_changed', messages.document.conflict(name)));
    const written = await stored.write(id, text, saved);
    if (written.ok) session.markSaved(text, written.value.version);
    if (written.ok || !isClash(written.failure)) return written.ok ? ok(null) : written;
    const other = await stored.read(id);
    if (!other.ok) return other;
    const met = session.meet(other.value);
    if (met === 'gone') return err(userFailure('workflow_changed', messages.document.deletedElsewhere(name)));
    if (met === 'conflict') return err(userFailure('workflow_changed', messages.document.conflict(name)));
    // It was known by an old mark only.
    return isDirty(session.store.getState()) ? write(session) : ok(null);
  }

  return { save, isSaving: (id) => saving.has(id) };
}
