// The engine as far as documents need it, in memory: stored workflows with revisions, and drafts. It can be away, and be slow.
import { ORPCError } from '@orpc/client';
import type { Client } from '../../api/client.ts';

export type MemoryEngine = {
  readonly client: Client;
  readonly texts: Map<string, string>;
  readonly drafts: Map<string, unknown>;
  /** Names of the calls that changed something, in order. */
  readonly writes: string[];
  /** Somebody else stores a text. */
  readonly store: (id: string, text: string) => void;
  isAway: boolean;
  /** Awaited by every call before it does anything. */
  hold: Promise<void>;
};

type Save = {
  readonly params: { readonly id: string };
  readonly headers?: { readonly 'if-match'?: string };
  readonly body: { readonly text: string };
};

export function createMemoryEngine(): MemoryEngine {
  const texts = new Map<string, string>();
  const times = new Map<string, number>();
  const drafts = new Map<string, unknown>();
  const writes: string[] = [];
  let clock = 0;
  const refuse = (code: string): never => {
    throw new ORPCError(code, { status: 404, message: code, defined: true });
  };
  const store = (id: string, text: string) => {
    texts.set(id, text);
    clock += 1;
    times.set(id, clock);
  };
  const revision = (text: string) => `rev-${text.length}-${text}`;
  const answer = (id: string) => {
    const text = texts.get(id) ?? refuse('workflow_not_found');
    return { id, text, workflow: null, problems: [], revision: revision(text) };
  };
  const call =
    <Input, Output>(work: (input: Input) => Output) =>
    async (input: Input): Promise<Output> => {
      await engine.hold;
      if (engine.isAway) throw new TypeError('Failed to fetch');
      return work(input);
    };
  const workflows = {
    list: call(() => ({
      workflows: [...texts.keys()].sort().map((id) => ({ id, name: id, tags: [], errors: 0, warnings: 0, modifiedAt: times.get(id) ?? 0 })),
    })),
    get: call(({ id }: { id: string }) => answer(id)),
    save: call(({ params: { id }, headers, body }: Save) => {
      const current = texts.get(id);
      const wanted = headers?.['if-match'];
      if (current !== undefined && wanted === undefined) refuse('workflow_exists');
      if (wanted !== undefined && wanted !== (current === undefined ? null : `"${revision(current)}"`)) refuse('workflow_changed');
      writes.push(`save ${id}`);
      store(id, body.text);
      return answer(id);
    }),
    delete: call(({ id }: { id: string }) => {
      if (!texts.delete(id)) refuse('workflow_not_found');
      writes.push(`delete ${id}`);
      return { backup: '' };
    }),
  };
  const client = {
    workflows,
    drafts: {
      list: call(() => ({ drafts: [...drafts.keys()].map((id, at) => ({ id, modifiedAt: at, sizeBytes: 1 })) })),
      get: call(({ id }: { id: string }) => ({ id, draft: drafts.get(id) ?? refuse('draft_not_found') })),
      save: call(({ params: { id }, body }: { params: { id: string }; body: unknown }) => {
        drafts.set(id, JSON.parse(JSON.stringify(body)));
        writes.push(`draft ${id}`);
        return { id };
      }),
      delete: call(({ id }: { id: string }) => {
        if (!drafts.delete(id)) refuse('draft_not_found');
        return { id };
      }),
    },
  };
  const engine: MemoryEngine = {
    client: client as unknown as Client,
    ...{ texts, drafts, writes, store, isAway: false, hold: Promise.resolve() },
  };
  return engine;
}
