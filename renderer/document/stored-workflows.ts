// Reading and writing stored workflows so that nobody's changes are lost: what is replaced is named, and anything else is refused.
import type { Failure } from '../../engine/workflow/failure.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import type { Stored } from './session-state.ts';

export type StoredWorkflows = {
  /** Null: there is none. */
  readonly read: (id: string) => Promise<Result<Stored | null, Failure>>;
  /**
   * Stores a text in place of `replaces`; null: as a new workflow. Fails with `workflow_changed` or `workflow_exists` when something else
   * is there.
   */
  readonly write: (id: string, text: string, replaces: Stored | null) => Promise<Result<Stored, Failure>>;
  /** Whether there was one. */
  readonly remove: (id: string) => Promise<Result<boolean, Failure>>;
};

export function createStoredWorkflows(client: Client): StoredWorkflows {
  async function read(id: string): Promise<Result<Stored | null, Failure>> {
    try {
      return ok(storedOf(await client.workflows.get({ id })));
    } catch (thrown) {
      const failure = failureOf(thrown);
      return failure.code === 'workflow_not_found' ? ok(null) : err(failure);
    }
  }

  async function write(id: string, text: string, replaces: Stored | null): Promise<Result<Stored, Failure>> {
    const version = replaces?.version ?? null;
    const headers = version === null ? {} : { headers: { 'if-match': `"${version}"` } };
    try {
      return ok({ ...storedOf(await client.workflows.save({ params: { id }, ...headers, body: { text } })), text });
    } catch (thrown) {
      return err(failureOf(thrown));
    }
  }

  async function remove(id: string): Promise<Result<boolean, Failure>> {
    try {
      await client.workflows.delete({ id });
      return ok(true);
    } catch (thrown) {
      const failure = failureOf(thrown);
      return failure.code === 'workflow_not_found' ? ok(false) : err(failure);
    }
  }

  return { read, write, remove };
}

function storedOf({ text, revision }: { readonly text: string; readonly revision: string }): Stored {
  return { text, version: revision };
}

/** Whether somebody else's text is in the way of a write. */
export function isClash({ code }: Failure): boolean {
  return code === 'workflow_changed' || code === 'workflow_exists' || code === 'workflow_not_found';
}
