// An engine with everything the procedures need around it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createFileDrafts, createMemoryDrafts } from '../adapters/drafts.ts';
import type { Engine } from '../host/engine.ts';
import type { Api, SystemFacts } from './context.ts';
import { EventFeed } from './event-feed.ts';
import { RunStarts } from './start-run.ts';

/** The engine has been started. */
export function createApi(engine: Engine, facts: SystemFacts): Api {
  const epoch = randomBytes(6).toString('hex');
  const drafts = facts.dataDir === null ? createMemoryDrafts(Date.now) : createFileDrafts(join(facts.dataDir, 'drafts'));
  return { engine, facts, feed: new EventFeed({ engine, epoch }), starts: new RunStarts(engine), drafts };
}
