// The workflows of the data directory, and those of them that are open.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WorkflowEntry } from '../../engine/api/shapes.ts';
import type { Failure } from '../../engine/workflow/failure.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import type { View } from '../view/view.ts';
import { createSession, type Session } from './session.ts';

export type WorkspaceState = {
  /** All stored workflows; null until they were read. */
  readonly entries: readonly WorkflowEntry[] | null;
  /** Why they could not be read. */
  readonly failure: Failure | null;
  /** Open workflows by id. */
  readonly sessions: { readonly [id: string]: Session };
};

export type Workspace = {
  readonly store: StoreApi<WorkspaceState>;
  /** The one whose tab is in front. */
  readonly active: () => Session | null;
  readonly refresh: () => Promise<Result<null, Failure>>;
  /** Opens a stored workflow in a tab, or brings its tab to the front. */
  readonly open: (id: string) => Promise<Result<Session, Failure>>;
  /** Stores a new workflow and opens it; its id is made from its name, and free. */
  readonly create: (workflow: Omit<Workflow, 'id' | 'format'> & { readonly id?: string }) => Promise<Result<Session, Failure>>;
  readonly save: (id: string) => Promise<Result<null, Failure>>;
  /** Closes the tab; what is not stored is lost, so ask before. */
  readonly close: (id: string) => void;
};

export function createWorkspace({
  client,
  view,
  now,
}: {
  readonly client: Client;
  readonly view: View;
  readonly now: () => number;
}): Workspace {
  const store = createStore<WorkspaceState>(() => ({ entries: null, failure: null, sessions: {} }));
  const { getState: get, setState: set } = store;

  function show(session: Session): void {
    set({ sessions: { ...get().sessions, [session.id]: session } });
    const { tabs } = view.getState();
    view.setState({ active: session.id, tabs: tabs.includes(session.id) ? tabs : [...tabs, session.id] });
  }

  async function refresh(): Promise<Result<null, Failure>> {
    try {
      const { workflows } = await client.workflows.list({});
      set({ entries: workflows, failure: null });
      return ok(null);
    } catch (thrown) {
      const failure = failureOf(thrown);
      set({ failure });
      return err(failure);
    }
  }

  async function open(id: string): Promise<Result<Session, Failure>> {
    const there = get().sessions[id];
    if (there) {
      show(there);
      return ok(there);
    }
    try {
      const { text } = await client.workflows.get({ id });
      const session = createSession({ id, text, saved: { text, version: null }, now });
      show(session);
      return ok(session);
    } catch (thrown) {
      return err(failureOf(thrown));
    }
  }

  async function save(id: string): Promise<Result<null, Failure>> {
    const session = get().sessions[id];
    if (!session) return ok(null);
    const { text } = session.store.getState();
    try {
      await client.workflows.save({ params: { id }, body: { text } });
      session.markSaved(text, null);
      return await refresh();
    } catch (thrown) {
      return err(failureOf(thrown));
    }
  }

  async function create({
    id: wanted,
    ...fields
  }: Omit<Workflow, 'id' | 'format'> & { readonly id?: string }): Promise<Result<Session, Failure>> {
    const id = freeId(wanted ?? fields.name ?? 'workflow', new Set((get().entries ?? []).map((entry) => entry.id)));
    const text = printWorkflow({ format: 1, id, ...fields });
    try {
      await client.workflows.save({ params: { id }, body: { text } });
      const session = createSession({ id, text, saved: { text, version: null }, now });
      show(session);
      await refresh();
      return ok(session);
    } catch (thrown) {
      return err(failureOf(thrown));
    }
  }

  function close(id: string): void {
    const { [id]: _closed, ...sessions } = get().sessions;
    const { tabs, active } = view.getState();
    const at = tabs.indexOf(id);
    const left = tabs.filter((tab) => tab !== id);
    view.setState({ tabs: left, active: active === id ? (left[Math.min(at, left.length - 1)] ?? null) : active });
    set({ sessions });
  }

  return {
    store,
    active: () => get().sessions[view.getState().active ?? ''] ?? null,
    refresh,
    open,
    create,
    save,
    close,
  };
}

/** An id made of a name, with a number behind it when it is taken. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  const stem = words.slice(0, 56) || 'workflow';
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
