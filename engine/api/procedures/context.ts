// What procedures work with.
import type { Drafts } from '../../adapters/drafts.ts';
import type { FolderStore } from '../../adapters/folders.ts';
import type { Templates } from '../../adapters/templates.ts';
import type { Engine } from '../../host/engine.ts';
import type { StreamMessage } from '../contract/shapes.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { EventSource } from '../events/event-source.ts';
import type { RunStarts } from './start-run.ts';

export type SystemFacts = {
  readonly version: string;
  readonly dataDir: string | null;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
};

/** One per engine, shared by all callers. */
export type Api = {
  readonly engine: Engine;
  readonly facts: SystemFacts;
  readonly feed: EventFeed;
  readonly starts: RunStarts;
  /** What windows keep of unsaved edits. */
  readonly drafts: Drafts;
  readonly folders: FolderStore;
  readonly templates: Templates;
};

export type MessageStream = AsyncIteratorObject<StreamMessage, void, void>;

/** One per call. */
export type CallContext = {
  readonly api: Api;
  /** How the caller proved who it is; null: it did not. */
  readonly caller: 'token' | 'window' | null;
  /** How a stream gets to the caller, until `signal` says that it is gone: each transport has its own way to hold a fast source back. */
  readonly deliver: (source: EventSource, signal?: AbortSignal) => MessageStream;
};
