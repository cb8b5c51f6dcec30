// Assembles the engine. Everything it does is in the parts; here stands who exists when, and what is refused before and after.
import { availableParallelism } from 'node:os';
import { blobsNamedIn } from '../adapters/blob-references.ts';
import { createChildProcesses } from '../adapters/child-processes.ts';
import { type DirectoryLock, lockDataDirectory } from '../adapters/data-directory.ts';
import { notifyDesktop } from '../adapters/desktop-notifications.ts';
import { createScriptSandbox } from '../adapters/script-sandbox.ts';
import type { Settings } from '../adapters/settings.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { systemRandom } from '../adapters/system-random.ts';
import type { DispatchLimits } from '../run/dispatch.ts';
import type { Retention } from '../run/retention.ts';
import type { RunRecord } from '../run/view.ts';
import { taskTypes as builtInTypes } from '../tasks/registry.ts';
import { createCatalog } from '../workflow/catalog.ts';
import { type Failure, failureFromThrown, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { listApprovals } from './approvals.ts';
import type { Attempt } from './attempt.ts';
import { BlobValues } from './blob-values.ts';
import { Collector } from './collector.ts';
import { createDefinitionLoader } from './definition.ts';
import type { DraftParts } from './draft-run.ts';
import { createEngineSettings, createEnvironments, createSecretNames } from './editable-documents.ts';
import type { Engine, EngineHealth, EngineOptions, StartReport } from './engine.ts';
import { FinishWaiters } from './finish-waiters.ts';
import { Grace } from './grace.ts';
import type { LiveRun } from './live-run.ts';
import { loadOf } from './load.ts';
import { recover } from './recovery.ts';
import { RunRegistry } from './registry.ts';
import { createReruns } from './reruns.ts';
import { Retainer } from './retainer.ts';
import { createChoices } from './run-choices.ts';
import { createRunCommands } from './run-commands.ts';
import { createRunCore, type RunCore } from './run-core.ts';
import { createRunCreation, type RunCreation } from './run-creation.ts';
import { createRunReader, type RunReader } from './run-reader.ts';
import { createRunRemoval } from './run-removal.ts';
import { trackProcesses } from './running-processes.ts';
import { registerSecretsOf } from './secrets-in-use.ts';
import { fileStorage, memoryStorage, type Records, type Storage } from './storage.ts';
import { createStoredWorkflows } from './stored-workflows.ts';
import { Subscriptions } from './subscriptions.ts';

/** What exists between `start` and `stop`. */
type Started = {
  readonly records: Records;
  readonly core: RunCore;
  readonly reader: RunReader;
  readonly drafts: DraftParts;
  readonly retainer: Retainer;
  readonly stranded: { readonly runs: Set<string>; readonly blobs: Set<string> };
  readonly lock: DirectoryLock | null;
};

type FoundAtStart = {
  readonly lock: DirectoryLock | null;
  readonly limits: DispatchLimits;
  readonly retention: Retention;
  readonly keepCacheDays: number;
};

const defaultCacheDays = 30;

/** Tests give a `storage` that fails, or that outlives the engine. */
export function createEngine(options: EngineOptions, storage: Storage = storageOf(options)): Engine {
  return new EngineHost(options, storage).face();
}

function storageOf({ dataDir, env = process.env, clock = systemClock }: EngineOptions): Storage {
  const storageOptions = { env, now: () => clock.now() };
  return dataDir === null ? memoryStorage(storageOptions) : fileStorage(dataDir, storageOptions);
}

class EngineHost {
  readonly #options: EngineOptions;
  readonly #storage: Storage;
  readonly #types;
  readonly #catalog;
  readonly #clock;
  readonly #values: BlobValues;
  readonly #registry = new RunRegistry();
  readonly #subscriptions = new Subscriptions();
  readonly #finishes = new FinishWaiters();
  readonly #scripts = createScriptSandbox();
  readonly #processes = trackProcesses(createChildProcesses());
  readonly #creation: RunCreation;
  #started: Started | null = null;
  #fault: { readonly state: 'stalled' | 'failed'; readonly failure: Failure; readonly since: number } | null = null;
  #starting: Promise<unknown> | null = null;
  #stopping: { readonly grace: Grace; readonly ended: Promise<void> } | null = null;

  constructor(options: EngineOptions, storage: Storage) {
    this.#options = options;
    this.#storage = storage;
    this.#types = options.taskTypes ? new Map(options.taskTypes.map((type) => [type.manifest.type, type])) : builtInTypes;
    this.#catalog = createCatalog([...this.#types.values()].map((type) => type.manifest));
    this.#clock = options.clock ?? systemClock;
    this.#values = new BlobValues(storage.documents.blobs);
    this.#creation = createRunCreation({
      ready: () => this.#ready(),
      fault: () => this.#fault?.failure ?? null,
      registry: this.#registry,
      versions: storage.documents.definitions,
    });
  }

  face(): Engine {
    const { documents } = this.#storage;
    const commands = createRunCommands({
      ready: () => this.#ready(),
      live: (id) => this.#registry.get(id),
      exists: async (id) => (await this.#started?.records.history.has(id)) ?? false,
    });
    return {
      start: () => this.#startOnce(),
      stop: ({ graceMs = 10_000 } = {}) => this.#stop(graceMs),
      startRun: (request) => this.#creation.start(request),
      preview: (request) => this.#creation.preview(request),
      whenFinished: (id) => this.#whenFinished(id),
      subscribe: (id, listener) => this.#subscriptions.add(id, listener),
      ...commands,
      removeRuns: createRunRemoval({ ready: () => this.#ready(), live: (id) => this.#registry.get(id) }),
      approvals: () => listApprovals(this.#registry.all()),
      runs: {
        list: async (query) => this.#reader().list(query),
        statistics: async (filter) => this.#reader().statistics(filter),
        get: async (id) => this.#reader().get(id),
        events: async (id) => this.#reader().events(id),
        logs: async (id, query) => this.#reader().logs(id, query),
        followLogs: (id, query, signal) => this.#reader().followLogs(id, query, signal),
        definition: async (id) => this.#reader().definition(id),
      },
      workflows: createStoredWorkflows(documents.definitions, this.#catalog, documents.folderOf),
      secrets: createSecretNames(documents.secrets),
      environments: createEnvironments(documents.environments),
      settings: createEngineSettings(documents),
      blobs: { get: (hash) => documents.blobs.get(hash) },
      tasks: this.#catalog,
      fault: () => this.#fault?.failure ?? null,
      health: () => this.#health(),
      load: () => loadOf(this.#registry.all()),
    };
  }

  async #startOnce(): Promise<Result<StartReport, Failure>> {
    if (this.#stopping) return err(userFailure('engine_stopped', 'The engine was stopped; create another one'));
    if (this.#started || this.#starting) return err(userFailure('engine_started', 'The engine has started already'));
    const starting = this.#start();
    this.#starting = starting;
    try {
      return await starting;
    } finally {
      this.#starting = null;
    }
  }

  async #start(): Promise<Result<StartReport, Failure>> {
    const { dataDir, door } = this.#options;
    let lock: DirectoryLock | null = null;
    try {
      const locked = dataDir === null ? null : await lockDataDirectory(dataDir, door);
      if (locked && !locked.ok) return locked;
      lock = locked?.value ?? null;
      const { settings, damage } = await this.#storage.documents.settings();
      const found = {
        lock,
        limits: this.#limits(settings),
        retention: settings.history ?? {},
        keepCacheDays: settings.cache?.keepDays ?? defaultCacheDays,
      };
      const started = this.#assemble(await this.#storage.openRecords(), found);
      this.#started = started;
      const report = this.#stopping ? null : await this.#recover(started);
      // Whoever stopped it meanwhile closes what has been opened.
      if (!report || this.#stopping) return err(userFailure('engine_stopped', 'The engine was stopped while it started'));
      started.retainer.start();
      return ok({ ...report, warnings: [...(damage === null ? [] : [damage]), ...report.warnings] });
    } catch (thrown) {
      if (this.#started) await this.#abandon(this.#started);
      else await lock?.release();
      return err({ ...failureFromThrown(thrown), kind: 'user', code: 'cannot_start' });
    }
  }

  /** Nothing may go on without the lock; the engine is as it was before its start. */
  async #abandon(started: Started): Promise<void> {
    await this.#quiet(started, new Grace(0), 0);
    await this.#close(started);
    this.#registry.clear();
  }

  /** What the caller says wins over the settings. */
  #limits(settings: Settings): DispatchLimits {
    const { slots = settings.slots ?? Math.max(4, availableParallelism() * 2), pools, defaultPoolSlots } = this.#options;
    return { slots, pools: { ...settings.pools, ...pools }, defaultPoolSlots: defaultPoolSlots ?? settings.defaultPoolSlots ?? slots };
  }

  #assemble(records: Records, { lock, limits, retention, keepCacheDays }: FoundAtStart): Started {
    const { documents } = this.#storage;
    const { privateRanges = 'allow', ownPorts = [], random = systemRandom } = this.#options;
    const definitions = createDefinitionLoader(documents.definitions, this.#catalog);
    const registry = this.#registry;
    const reader = createRunReader({
      memory: registry,
      durable: () => core.durable(),
      now: () => this.#clock.now(),
      history: records.history,
      logs: documents.logs,
      definitions,
      values: this.#values,
      onNews: (id, callback) => this.#subscriptions.add(id, callback),
    });
    const core = createRunCore({
      documents,
      records,
      clock: this.#clock,
      registry,
      values: this.#values,
      subscriptions: this.#subscriptions,
      taskTypes: this.#types,
      task: { processes: this.#processes.processes, scripts: this.#scripts, privateRanges, ownPorts, notifyDesktop },
      limits,
      start: (order) => this.#creation.start(order),
      onFinished: (live) => this.#finishes.settle(live, () => this.#record(reader, live)),
      onBroken: (live, thrown) => this.#finishes.reject(live.id, `${standsStill(live)}: ${failureFromThrown(thrown).message}`),
      onFault: (failure) => this.#fail('failed', failure),
      onStalled: (failure) => this.#fail('stalled', failure),
      onRecovered: () => {
        if (this.#fault?.state === 'stalled') this.#fault = null;
      },
    });
    const reruns = createReruns(reader, this.#values);
    const choices = createChoices({ reader, values: this.#values });
    const { history, journal } = records;
    const stranded = { runs: new Set<string>(), blobs: new Set<string>() };
    const collector = new Collector({
      documents,
      history,
      clock: this.#clock,
      live: () => registry.all(),
      stranded: () => stranded,
      isWhole: () => journal.isWhole() && history.damage().length === 0,
      keepCacheDays,
    });
    return {
      records,
      core,
      reader,
      lock,
      stranded,
      retainer: new Retainer({ history, documents, collector, clock: this.#clock, retention }),
      drafts: { clock: this.#clock, random, definitions, environments: documents.environments, reruns, choices },
    };
  }

  #fail(state: 'stalled' | 'failed', failure: Failure): void {
    if (this.#fault?.state === 'failed') return;
    this.#fault = { state, failure, since: this.#clock.now() };
    this.#finishes.rejectAll(failure);
  }

  #health(): EngineHealth {
    const archiving = this.#started?.core.archivist.error ?? null;
    const { state = 'ok', failure = null, since = null } = this.#fault ?? {};
    return { state, failure, since, archiving: archiving === null ? null : failureFromThrown(archiving) };
  }

  #recover({ records, core, drafts, reader, stranded }: Started): Promise<StartReport> {
    return recover({
      ...records,
      definitions: drafts.definitions,
      driver: core.driver,
      calls: core.calls,
      revive: core.revive,
      retake: core.retake,
      strand: (id, events) => {
        stranded.runs.add(id);
        for (const hash of blobsNamedIn(JSON.stringify(events))) stranded.blobs.add(hash);
      },
      archive: (live) => {
        core.archivist.add(live);
        this.#finishes.settle(live, () => this.#record(reader, live));
      },
      admit: (workflow) => core.admissions.settle(workflow),
      registerSecrets: (live) => registerSecretsOf(live, this.#storage.documents.secrets),
    });
  }

  async #whenFinished(id: string): Promise<RunRecord> {
    const reader = this.#reader();
    const live = this.#registry.get(id);
    if (live?.isBroken) throw new Error(standsStill(live));
    if (live?.run.finishedAt === null || (live && !live.isTold)) {
      if (this.#fault) throw new Error(this.#fault.failure.message, { cause: this.#fault.failure });
      return this.#finishes.add(id);
    }
    await this.#storage.documents.logs.flush(id);
    const record = await reader.get(id);
    if (!record) throw new Error(`There is no run ${id}`);
    return record;
  }

  async #record(reader: RunReader, live: LiveRun): Promise<RunRecord> {
    await this.#storage.documents.logs.flush(live.id);
    return reader.record(live.run);
  }

  /** A second call waits for the first, and may hurry it. */
  #stop(graceMs: number): Promise<void> {
    if (this.#stopping) {
      this.#stopping.grace.shorten(graceMs);
      for (const attempt of attemptsOf(this.#registry)) attempt.abort(graceMs);
      return this.#stopping.ended;
    }
    if (!this.#started && !this.#starting) return Promise.resolve();
    const grace = new Grace(graceMs);
    const ended = this.#end(grace, graceMs);
    this.#stopping = { grace, ended };
    return ended;
  }

  async #end(grace: Grace, graceMs: number): Promise<void> {
    this.#started?.core.driver.stopGranting();
    await Promise.allSettled([this.#starting]);
    const started = this.#started;
    if (!started) return;
    await this.#quiet(started, grace, graceMs);
    this.#finishes.rejectAll(userFailure('engine_stopped', 'The engine was stopped; the run goes on at its next start'));
    await this.#storage.documents.logs.close();
    await this.#close(started);
    await this.#scripts.close();
  }

  /** Nothing runs or moves any more. */
  async #quiet({ core, retainer }: Started, grace: Grace, graceMs: number): Promise<void> {
    core.driver.stopGranting();
    core.attempts.stop();
    core.releaseBarriers();
    const attempts = attemptsOf(this.#registry);
    for (const attempt of attempts) attempt.abort(graceMs);
    await grace.within(Promise.all(attempts.map((attempt) => attempt.ended())).then(() => undefined));
    // Programs are killed by now; none may outlive the engine.
    await this.#processes.ended();
    // What ended just now is a result like any other: one more turn takes it in.
    await new Promise((resolve) => setImmediate(resolve));
    await core.halt();
    await retainer.stop();
    await core.archivist.flush();
  }

  async #close({ records, lock }: Started): Promise<void> {
    this.#started = null;
    try {
      await records.journal.close();
      await records.history.close();
    } finally {
      await lock?.release();
    }
  }

  #ready(): Result<Started, Failure> {
    if (this.#fault) return err(this.#fault.failure);
    if (!this.#started) return err(userFailure('engine_not_started', 'The engine has not been started'));
    return this.#stopping ? err(userFailure('engine_stopped', 'The engine is being stopped')) : ok(this.#started);
  }

  #reader(): RunReader {
    if (!this.#started) throw new Error('The engine has not been started');
    return this.#started.reader;
  }
}

function attemptsOf(registry: RunRegistry): readonly Attempt[] {
  return [...registry.all()].flatMap((live) => [...live.attempts.values()]);
}

function standsStill({ id }: LiveRun): string {
  return `Run ${id} stands still until the engine is started again`;
}
