// An engine with everything the procedures need around it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createFileDrafts, createMemoryDrafts } from '../adapters/drafts.ts';
import { createFileFolders, createMemoryFolders } from '../adapters/folders.ts';
import { createTemplates } from '../adapters/templates.ts';
import type { Engine } from '../host/engine.ts';
import { EventFeed } from './events/event-feed.ts';
import type { Api, SystemFacts } from './procedures/context.ts';
import { RunStarts } from './procedures/start-run.ts';

/** The engine has been started. `templates`: the absolute folder they are in. */
export function createApi(engine: Engine, facts: SystemFacts, templates: string | null = null): Api {
  const epoch = randomBytes(6).toString('hex');
  const drafts = facts.dataDir === null ? createMemoryDrafts(Date.now) : createFileDrafts(join(facts.dataDir, 'drafts'));
  const folders = facts.dataDir === null ? createMemoryFolders() : createFileFolders(join(facts.dataDir, 'folders.json'));
  const feed = new EventFeed({ engine, epoch });
  return { engine, facts, feed, starts: new RunStarts(engine), drafts, folders, templates: createTemplates(templates) };
}
