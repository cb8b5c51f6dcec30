// An engine in this process. Other commands on the same data directory work through it while it is there.
import { version } from '../../package.json';
import { createApi } from '../api/create-api.ts';
import type { ServerLog } from '../api/http/server-log.ts';
import { createOwnerDoor } from '../api/owner-door.ts';
import { createEngine, type Engine, type RunMessage, type StartReport } from '../host/engine.ts';
import type { Failure } from '../workflow/failure.ts';
import { ok, type Result } from '../workflow/result.ts';
import { note } from './console.ts';
import { type Feed, type OpenedEngine, openedRuns } from './opened-engine.ts';

export type LocalEngine = {
  readonly engine: OpenedEngine;
  readonly report: StartReport;
  /** Stays for other commands that work through this engine, then stops it: what is unfinished goes on at the next start. */
  readonly close: () => Promise<void>;
};

export async function startLocalEngine(dataDir: string, slots: number | undefined): Promise<Result<LocalEngine, Failure>> {
  const door = createOwnerDoor(dataDir, failuresOnly);
  const engine = createEngine({ dataDir, door: door.handle, ...(slots === undefined ? {} : { slots }) });
  const started = await engine.start();
  if (!started.ok) return started;
  const api = createApi(engine, { version, dataDir, pid: process.pid, startedAt: Date.now() });
  door.open(api);
  let isKilled = false;
  const kill = () => {
    isKilled = true;
    return engine.stop({ graceMs: 0 });
  };
  const close = async () => {
    if (!isKilled) await stayFor(door.whenQuiet());
    api.feed.close('the engine stops');
    await engine.stop();
  };
  return ok({ engine: { ...faceOf(engine), kill }, report: started.value, close });
}

/** Who else asks, and for what, is not what the person at this terminal wants to read. */
const failuresOnly: ServerLog = {
  always: (level, message, fields) => {
    if (level === 'error') note(`${message}: ${String(fields?.error ?? '')}`);
  },
  some: () => undefined,
};

/** Most commands are short. */
const silentMs = 1000;

/** Ending now would interrupt the runs of others. */
async function stayFor(left: Promise<void>): Promise<void> {
  const tell = () => note('Other commands work through this engine; it stays until they are done. Ctrl+C ends it now.');
  const telling = setTimeout(tell, silentMs);
  let leave = () => {};
  const interrupted = new Promise<void>((resolve) => {
    leave = resolve;
  });
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
  await Promise.race([left, interrupted]);
  clearTimeout(telling);
  process.off('SIGINT', leave);
  process.off('SIGTERM', leave);
}

function faceOf(engine: Engine): Omit<OpenedEngine, 'kill'> {
  return {
    ...engine,
    runs: openedRuns(engine.runs),
    approvals: async () => engine.approvals(),
    openFeed: () => openFeed(engine),
    owner: null,
  };
}

function openFeed(engine: Engine): Feed {
  let listener: ((message: RunMessage) => void) | null = null;
  const kept: RunMessage[] = [];
  const close = engine.subscribe('*', (message) => {
    if (listener) listener(message);
    else kept.push(message);
  });
  return {
    listen: (_run, { read }, wanted) => {
      for (const event of read) wanted({ type: 'event', event });
      listener = wanted;
      for (const message of kept.splice(0)) wanted(message);
    },
    // An engine tells whoever listens first, and then whoever waits for the end.
    whenTold: async () => undefined,
    close,
  };
}
