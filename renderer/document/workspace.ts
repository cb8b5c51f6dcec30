// The workflows of the data directory, and those of them that are open.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { messages } from '../messages/messages.ts';
import type { View } from '../view/view.ts';
import { createComparison } from './comparison.ts';
import { beginWith, type Draft, readDraft } from './draft.ts';
import { createDraftKeeper, removeDraft } from './draft-keeper.ts';
import { freeId } from './free-id.ts';
import { findLeftovers, type Leftover } from './leftovers.ts';
import { reuse } from './reuse.ts';
import { createSaver } from './saver.ts';
import { createSession, isDirty, type Session } from './session.ts';
import { createStoredWorkflows } from './stored-workflows.ts';
import type { WindowSlots } from './window-slot.ts';
import type { WorkspaceNews, WorkspaceState } from './workspace-state.ts';

export type { WorkspaceNews, WorkspaceState } from './workspace-state.ts';

export type Workspace = {
  readonly store: StoreApi<WorkspaceState>;
  /** The one whose tab is in front. */
  readonly active: () => Session | null;
  readonly refresh: () => Promise<Result<null, Failure>>;
  /** Opens a workflow in a tab, as it was left in this window, or brings its tab to the front. */
  readonly open: (id: string) => Promise<Result<Session, Failure>>;
  /** Stores a new workflow and opens it; its id is made from its name, and free. */
  readonly create: (workflow: Omit<Workflow, 'id' | 'format'> & { readonly id?: string }) => Promise<Result<Session, Failure>>;
  /** Stores a text to the letter under an id that is free, and opens it. */
  readonly createFrom: (id: string, text: string) => Promise<Result<Session, Failure>>;
  /**
   * Stores what is open. Never over what somebody else stored meanwhile: then it fails with `workflow_changed`, and the session's `conflict`
   * holds the other text until the person decides.
   */
  readonly save: (id: string) => Promise<Result<null, Failure>>;
  /** Gives it another id, by which its runs are listed from then on. Fails with `workflow_exists`. */
  readonly changeId: (id: string, to: string) => Promise<Result<Session, Failure>>;
  /** Deletes it from the store, and closes its tab; gives how to bring it back as it was, unsaved changes and steps included. */
  readonly remove: (id: string) => Promise<Result<{ readonly restore: () => Promise<Result<Session, Failure>> }, Failure>>;
  /** Closes the tab; what is not stored is lost, so ask before. */
  readonly close: (id: string) => void;
  /** Looks whether somebody else changed what is open. */
  readonly compareWithStore: () => Promise<void>;
  /** Unsaved changes of windows that are no longer open. */
  readonly leftovers: () => Promise<readonly Leftover[]>;
  /** Takes such changes over into this window, as a step that can be undone. */
  readonly takeOver: (leftover: Leftover) => Promise<Result<Session, Failure>>;
  readonly discard: (leftover: Leftover) => Promise<void>;
  /** Resolves when all unsaved changes are backed up. */
  readonly flush: () => Promise<void>;
  /** Gives the function that ends it. */
  readonly onNews: (listener: (news: WorkspaceNews) => void) => () => void;
};

export type WorkspaceParts = {
  readonly client: Client;
  readonly view: View;
  readonly now: () => number;
  readonly slots: WindowSlots;
};

export function createWorkspace({ client, view, now, slots }: WorkspaceParts): Workspace {
  const store = createStore<WorkspaceState>(() => ({ entries: null, failure: null, sessions: {} }));
  const { getState: get, setState: set } = store;
  const stored = createStoredWorkflows(client);
  const listeners = new Set<(news: WorkspaceNews) => void>();
  const draftId = async (workflow: string) => `${workflow}.${await slots.own()}`;
  const drafts = createDraftKeeper({
    client,
    draftId,
    onLost: (session, why) => tell({ type: why === 'too_large' ? 'draft_too_large' : 'draft_not_kept', session }),
  });
  const opening = new Map<string, Promise<Result<Session, Failure>>>();
  const saver = createSaver({ stored, sessionOf: (id) => get().sessions[id], refresh });
  const comparison = createComparison({ stored, store, isSaving: saver.isSaving, refresh, tell });

  function tell(news: WorkspaceNews): void {
    for (const listener of listeners) listener(news);
  }

  function bringToFront(id: string): void {
    const { tabs } = view.getState();
    view.setState({ active: id, tabs: tabs.includes(id) ? tabs : [...tabs, id] });
  }

  function show(session: Session): Session {
    set({ sessions: { ...get().sessions, [session.id]: session } });
    bringToFront(session.id);
    drafts.keep(session);
    return session;
  }

  async function refresh(): Promise<Result<null, Failure>> {
    try {
      const { workflows } = await client.workflows.list({});
      const entries = reuse(get().entries, workflows);
      if (entries !== get().entries || get().failure !== null) set({ entries, failure: null });
      return ok(null);
    } catch (thrown) {
      const failure = failureOf(thrown);
      set({ failure });
      return err(failure);
    }
  }

  /** Asked for by name only when it is there: browsers report what is not found as an error of the page. */
  async function readOwnDraft(workflow: string): Promise<Draft | null> {
    try {
      const id = await draftId(workflow);
      const { drafts: there } = await client.drafts.list({});
      return there.some((entry) => entry.id === id) ? readDraft((await client.drafts.get({ id })).draft) : null;
    } catch {
      return null;
    }
  }

  async function read(id: string): Promise<Result<Session, Failure>> {
    const [found, draft] = await Promise.all([stored.read(id), readOwnDraft(id)]);
    if (!found.ok) return found;
    const beginning = beginWith(found.value, draft);
    if (!beginning) return err(userFailure('workflow_not_found', messages.document.notFound(id)));
    const session = createSession({ id, now, ...beginning });
    comparison.forget(id);
    show(session);
    if (beginning.other && session.meet(beginning.other) === 'conflict') tell({ type: 'conflict', session });
    return ok(session);
  }

  /** Two that open the same one get the same. */
  async function open(id: string): Promise<Result<Session, Failure>> {
    const there = get().sessions[id];
    if (there) {
      bringToFront(id);
      return ok(there);
    }
    const started = opening.get(id) ?? read(id).finally(() => opening.delete(id));
    opening.set(id, started);
    return started;
  }

  async function createFrom(id: string, text: string): Promise<Result<Session, Failure>> {
    const written = await stored.write(id, text, null);
    if (!written.ok) return written;
    await removeDraft(client, await draftId(id));
    const session = show(createSession({ id, text, saved: written.value, now }));
    await refresh();
    return ok(session);
  }

  function create({ id: wanted, ...fields }: Parameters<Workspace['create']>[0]): Promise<Result<Session, Failure>> {
    const taken = new Set([...(get().entries ?? []).map((entry) => entry.id), ...Object.keys(get().sessions)]);
    const id = freeId(wanted ?? fields.name ?? 'workflow', taken);
    return createFrom(id, printWorkflow({ format: 1, id, ...fields }));
  }

  async function changeId(id: string, to: string): Promise<Result<Session, Failure>> {
    const opened = await open(id);
    if (!opened.ok) return opened;
    const session = opened.value;
    const edited = session.edit({
      label: messages.document.changeId,
      change: (workflow) => ok({ ...workflow, id: to }),
    });
    if (!edited.ok) return edited;
    const { text, steps, selection } = session.store.getState();
    const written = await stored.write(to, text, null);
    if (!written.ok) {
      session.undo();
      return written;
    }
    await stored.remove(id);
    const { tabs } = view.getState();
    put(id, 'forget');
    view.setState({ tabs: tabs.map((tab) => (tab === id ? to : tab)) });
    const moved = show(createSession({ id: to, text, saved: written.value, steps, selection, now }));
    await refresh();
    return ok(moved);
  }

  async function remove(id: string): ReturnType<Workspace['remove']> {
    const before = get().sessions[id]?.store.getState() ?? null;
    const there = await stored.read(id);
    if (!there.ok) return there;
    const removed = await stored.remove(id);
    if (!removed.ok) return removed;
    close(id);
    await refresh();
    const restore = async (): Promise<Result<Session, Failure>> => {
      const was = there.value ?? before?.saved ?? null;
      const written = was ? await stored.write(id, was.text, null) : null;
      if (written && !written.ok) return written;
      await refresh();
      const text = before?.text ?? was?.text ?? '';
      const { steps, selection } = before ?? {};
      const rest = { ...(steps ? { steps } : {}), ...(selection ? { selection } : {}) };
      return ok(show(createSession({ id, text, saved: written?.value ?? null, now, ...rest })));
    };
    return ok({ restore });
  }

  /** Takes a session away. */
  function put(id: string, choice: 'forget' | 'keep'): void {
    const { [id]: closed, ...sessions } = get().sessions;
    if (!closed) return;
    closed.close();
    void drafts.release(closed, choice);
    comparison.forget(id);
    set({ sessions });
  }

  function close(id: string): void {
    const { tabs, active } = view.getState();
    const at = tabs.indexOf(id);
    const left = tabs.filter((tab) => tab !== id);
    view.setState({ tabs: left, active: active === id ? (left[Math.min(at, left.length - 1)] ?? null) : active });
    const session = get().sessions[id];
    // Steps of what is stored stay for the next time it is opened.
    if (session) put(id, isDirty(session.store.getState()) ? 'forget' : 'keep');
  }

  async function takeOver(leftover: Leftover): Promise<Result<Session, Failure>> {
    const { id, workflow, draft } = leftover;
    const opened = await open(workflow);
    // This window's own, of a workflow that it did not show: it was opened with it.
    if (id === (await draftId(workflow))) return opened;
    const session = opened.ok ? opened.value : show(createSession({ id: workflow, text: draft.text, saved: null, now }));
    session.replaceText(messages.document.takeOver, draft.text);
    session.select(draft.selection);
    await drafts.flush();
    await discard(leftover);
    return ok(session);
  }

  /** Unless a window has taken it up meanwhile. */
  async function discard({ id, workflow }: Leftover): Promise<void> {
    const isOwn = id === (await draftId(workflow));
    const held = await slots.held();
    if (isOwn || !held.has(id.split('.')[1] ?? '')) await removeDraft(client, id);
  }

  return {
    store,
    active: () => get().sessions[view.getState().active ?? ''] ?? null,
    refresh,
    open,
    create,
    createFrom,
    save: saver.save,
    changeId,
    remove,
    close,
    compareWithStore: comparison.compare,
    leftovers: () => findLeftovers({ client, slots, read: stored.read, isOpen: (id) => view.getState().tabs.includes(id) }),
    takeOver,
    discard,
    flush: drafts.flush,
    onNews: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
