// Engines for tests: on a fresh data directory, started, stopped when the test ends, and able to die without a word.
import { onTestFinished } from 'vitest';
import type { LogLine } from '../../ports.ts';
import type { RunEvent } from '../../run/event.ts';
import type { TaskType } from '../../tasks/execution.ts';
import { taskTypes } from '../../tasks/registry.ts';
import { createTemporaryFolder } from '../../tasks/testing/context.ts';
import { createEngine, type Engine, type EngineOptions, type LogQuery, type StartReport, type StartRequest } from '../engine.ts';
import { fileStorage, type Storage } from '../storage.ts';
import { mortal } from './mortal-storage.ts';

export type TestEngine = {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly report: StartReport;
  /** Ends it as a kill would: nothing more reaches the disk. */
  readonly kill: () => void;
};

type TestOptions = Partial<EngineOptions> & { readonly types?: readonly TaskType[]; readonly storage?: Storage };

/** `types` are added to the built-in ones. */
export async function startTestEngine({ types = [], storage, ...options }: TestOptions = {}): Promise<TestEngine> {
  const dataDir = options.dataDir ?? createTemporaryFolder();
  const clock = options.clock;
  const kept = storage ?? fileStorage(dataDir, { env: options.env ?? {}, now: () => clock?.now() ?? Date.now() });
  const { storage: mortalStorage, kill, bury } = mortal(kept);
  // Without a directory of its own it takes no lock, which a kill would release and this process cannot.
  const engine = createEngine({ env: {}, ...options, dataDir: null, taskTypes: [...taskTypes.values(), ...types] }, mortalStorage);
  const published: RunEvent[] = [];
  publishedBy.set(engine, published);
  engine.subscribe('*', (message) => {
    if (message.type === 'event') published.push(message.event);
  });
  const started = await engine.start();
  if (!started.ok) throw new Error(started.failure.message);
  onTestFinished(async () => {
    if (!(await bury())) await engine.stop({ graceMs: 0 });
  });
  return { engine, dataDir, report: started.value, kill };
}

/** Starts a run and gives its id. */
export async function startRun(engine: Engine, request: StartRequest): Promise<string> {
  const started = await engine.startRun(request);
  if (!started.ok) throw new Error(`${started.failure.code}: ${started.failure.message}`);
  return started.value.id;
}

export function source(document: object, folder: string = createTemporaryFolder()) {
  return { value: { format: 1, id: 'test', ...document }, folder };
}

/** What the tasks of a run wrote. */
export async function linesOf({ runs }: Pick<Engine, 'runs'>, run: string, query: LogQuery = {}): Promise<readonly LogLine[]> {
  return (await runs.logs(run, query)).lines.map(({ line }) => line);
}

const publishedBy = new WeakMap<Engine, RunEvent[]>();

/** Resolves when such an event of the run is on disk, be it already. */
export function eventOf(engine: Engine, run: string, type: RunEvent['type']): Promise<void> {
  return new Promise((resolve) => {
    if (publishedBy.get(engine)?.some((event) => event.run === run && event.type === type)) return resolve();
    const end = engine.subscribe(run, (message) => {
      if (message.type !== 'event' || message.event.type !== type) return;
      end();
      resolve();
    });
  });
}
