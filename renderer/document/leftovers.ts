// Unsaved changes that a window left behind when it ended and that no window has taken up again.
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Result } from '../../engine/workflow/result.ts';
import type { Client } from '../api/client.ts';
import { type Draft, readDraft } from './draft.ts';
import type { Stored } from './session-state.ts';
import type { WindowSlots } from './window-slot.ts';

export type Leftover = {
  /** Of the draft. */
  readonly id: string;
  readonly workflow: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly draft: Draft & { readonly text: string };
};

export type LeftoverParts = {
  readonly client: Pick<Client, 'drafts'>;
  readonly slots: WindowSlots;
  readonly read: (workflow: string) => Promise<Result<Stored | null, Failure>>;
  /** Whether this window shows the workflow: its own draft is in use then. */
  readonly isOpen: (workflow: string) => boolean;
};

/** The newest first; none when the engine does not answer. */
export async function findLeftovers({ client, slots, read, isOpen }: LeftoverParts): Promise<readonly Leftover[]> {
  try {
    const [{ drafts }, held, own] = await Promise.all([client.drafts.list({}), slots.held(), slots.own()]);
    const found: Leftover[] = [];
    for (const { id, modifiedAt } of drafts) {
      const [workflow = '', slot = ''] = id.split('.');
      const isInUse = slot === own ? isOpen(workflow) : held.has(slot);
      const draft = isInUse ? null : await readUnsaved(client, id);
      if (!draft) continue;
      const stored = await read(workflow);
      if (stored.ok && stored.value?.text !== draft.text) found.push({ id, workflow, modifiedAt, draft });
    }
    return found.sort((a, b) => b.modifiedAt - a.modifiedAt);
  } catch {
    return [];
  }
}

async function readUnsaved(client: Pick<Client, 'drafts'>, id: string): Promise<Leftover['draft'] | null> {
  const { draft: value } = await client.drafts.get({ id });
  const draft = readDraft(value);
  return draft && draft.text !== null ? { ...draft, text: draft.text } : null;
}
