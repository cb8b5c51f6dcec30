// Backs up every open workflow shortly after each change.
import type { JsonObject } from '../../engine/workflow/json.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { draftOf } from './draft.ts';
import { isDirty, type Session } from './session.ts';

export type DraftKeeper = {
  /** Follows a session until it is released. */
  readonly keep: (session: Session) => void;
  /** Follows it no more. `forget`: what is not stored is given up; else all is backed up a last time. */
  readonly release: (session: Session, choice: 'forget' | 'keep') => Promise<void>;
  /** Resolves when everything up to now is on disk, or could not be put there. */
  readonly flush: () => Promise<void>;
};

export type DraftKeeperParts = {
  readonly client: Pick<Client, 'drafts'>;
  readonly draftId: (workflow: string) => Promise<string>;
  /** Called when a session's draft cannot be kept, once until it can be again. */
  readonly onLost: (session: Session, why: 'too_large' | 'not_connected') => void;
};

/** After the first change since the last backup: nothing older than this, and the time a write takes, is lost. */
const backupMs = 300;
const retryMs = 1_000;
/** Of the procedure, and of the server that reads no more of a body. */
const tooLarge: ReadonlySet<string> = new Set(['draft_too_large', 'body_too_large']);

export function createDraftKeeper({ client, draftId, onLost }: DraftKeeperParts): DraftKeeper {
  const kept = new Map<Session, Kept>();
  const lost = new WeakSet<Session>();

  async function write(session: Session): Promise<boolean> {
    try {
      const id = await draftId(session.id);
      await client.drafts.save({ params: { id }, body: draftOf(session.store.getState()) as unknown as JsonObject });
      lost.delete(session);
      return true;
    } catch (thrown) {
      const isTooLarge = tooLarge.has(failureOf(thrown).code);
      if (!lost.has(session)) onLost(session, isTooLarge ? 'too_large' : 'not_connected');
      lost.add(session);
      return isTooLarge;
    }
  }

  return {
    keep: (session) =>
      kept.set(
        session,
        follow(session, () => write(session)),
      ),
    release: async (session, choice) => {
      const followed = kept.get(session);
      kept.delete(session);
      if (choice === 'keep') return followed?.finish();
      await followed?.stop();
      await removeDraft(client, await draftId(session.id));
    },
    flush: async () => {
      await Promise.all([...kept.values()].map(({ flush }) => flush()));
    },
  };
}

/**
 * Asked for only when it is there: browsers report what is not found as an error of the page. When the engine is away it is offered at the
 * next start: nothing is lost either way.
 */
export async function removeDraft(client: Pick<Client, 'drafts'>, id: string): Promise<void> {
  try {
    const { drafts } = await client.drafts.list({});
    if (drafts.some((entry) => entry.id === id)) await client.drafts.delete({ id });
  } catch {
    // See above.
  }
}

type Kept = { readonly flush: () => Promise<void>; readonly stop: () => Promise<void>; readonly finish: () => Promise<void> };

/** One write at a time; changes during a write are written after it. */
function follow(session: Session, write: () => Promise<boolean>): Kept {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  let writing: Promise<void> | null = null;

  const stopListening = session.store.subscribe((now, before) => {
    const isChange =
      now.text !== before.text || now.steps !== before.steps || now.selection !== before.selection || now.saved !== before.saved;
    if (isChange) schedule(backupMs);
  });
  // What begins with unsaved changes may have no draft yet: a workflow that was brought back, or got another id.
  if (isDirty(session.store.getState())) schedule(backupMs);

  function schedule(ms: number): void {
    isDue = true;
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms);
  }

  async function flush(): Promise<void> {
    await writing;
    if (!isDue) return;
    clearTimeout(timer);
    timer = undefined;
    isDue = false;
    writing = write().then((isDone) => {
      writing = null;
      if (!isDone) schedule(retryMs);
    });
    await writing;
  }

  async function stop(): Promise<void> {
    stopListening();
    isDue = false;
    clearTimeout(timer);
    await writing;
    clearTimeout(timer);
  }

  return {
    flush,
    stop,
    finish: async () => {
      await flush();
      await stop();
    },
  };
}
