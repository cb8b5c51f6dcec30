// Assembles the engine. Everything it does is in the parts; here stands who exists when, and what is refused before and after.
import { availableParallelism } from 'node:os';
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
import { BlobValues } from './blob-values.ts';
import { createDefinitionLoader } from './definition.ts';
import type { DraftParts } from './draft-run.ts';
import { createEnvironments, createSecretNames } from './editable-documents.ts';
import type { Engine, EngineHealth, EngineOptions, StartReport } from './engine.ts';
import { FinishWaiters } from './finish-waiters.ts';
import type { LiveRun } from './live-run.ts';
import { recover } from './recovery.ts';
import { RunRegistry } from './registry.ts';
import { createReruns } from './reruns.ts';
import { Retainer } from './retainer.ts';
import { createRunCommands } from './run-commands.ts';
import { createRunCore, type RunCore } from './run-core.ts';
import { createRunCreation, type RunCreation } from './run-creation.ts';
import { createRunReader, type RunReader } from './run-reader.ts';
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
  readonly lock: DirectoryLock | null;
};

type FoundAtStart = { readonly lock: DirectoryLock | null; readonly limits: DispatchLimits; readonly retention: Retention };

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
  readonly #creation: RunCreation;
  #started: Started | null = null;
  #fault: { readonly state: 'stalled' | 'failed'; readonly failure: Failure; readonly since: number } | null = null;
  #isStopping = false;

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
      start: () => this.#start(),
      stop: ({ graceMs = 10_000 } = {}) => this.#stop(graceMs),
      startRun: (request) => this.#creation.start(request),
      preview: (request) => this.#creation.preview(request),
      whenFinished: (id) => this.#whenFinished(id),
      subscribe: (id, listener) => this.#subscriptions.add(id, listener),
      ...commands,
      approvals: () => listApprovals(this.#registry.all()),
      runs: {
        list: async (query) => this.#reader().list(query),
        get: async (id) => this.#reader().get(id),
        events: async (id) => this.#reader().events(id),
        logs: async (id, query) => this.#reader().logs(id, query),
        definition: async (id) => this.#reader().definition(id),
      },
      workflows: createStoredWorkflows(documents.definitions, this.#catalog),
      secrets: createSecretNames(documents.secrets),
      environments: createEnvironments(documents.environments),
      tasks: this.#catalog,
      fault: () => this.#fault?.failure ?? null,
      health: () => this.#health(),
    };
  }

  async #start(): Promise<Result<StartReport, Failure>> {
    if (this.#started) return err(userFailure('engine_started', 'The engine has started already'));
    if (this.#isStopping) return err(userFailure('engine_stopped', 'The engine was stopped; create another one'));
    const { dataDir } = this.#options;
    let lock: DirectoryLock | null = null;
    try {
      const locked = dataDir === null ? null : await lockDataDirectory(dataDir);
      if (locked && !locked.ok) return locked;
      lock = locked?.value ?? null;
      const { settings, damage } = await this.#storage.documents.settings();
      const found = { lock, limits: this.#limits(settings), retention: settings.history ?? {} };
      this.#started = this.#assemble(await this.#storage.openRecords(), found);
      const report = await this.#recover(this.#started);
      this.#started.retainer.start();
      return ok({ ...report, warnings: [...(damage === null ? [] : [damage]), ...report.warnings] });
    } catch (thrown) {
      await lock?.release();
      this.#started = null;
      return err({ ...failureFromThrown(thrown), kind: 'user', code: 'cannot_start' });
    }
  }

  /** What the caller says wins over the settings. */
  #limits(settings: Settings): DispatchLimits {
    const { slots = settings.slots ?? Math.max(4, availableParallelism() * 2), pools, defaultPoolSlots } = this.#options;
    return { slots, pools: { ...settings.pools, ...pools }, defaultPoolSlots: defaultPoolSlots ?? settings.defaultPoolSlots ?? slots };
  }

  #assemble(records: Records, { lock, limits, retention }: FoundAtStart): Started {
    const { documents } = this.#storage;
    const { privateRanges = 'allow', ownPorts = [], random = systemRandom } = this.#options;
    const definitions = createDefinitionLoader(documents.definitions, this.#catalog);
    const registry = this.#registry;
    const reader = createRunReader({ memory: registry, history: records.history, logs: documents.logs, definitions, values: this.#values });
    const core = createRunCore({
      documents,
      records,
      clock: this.#clock,
      registry,
      values: this.#values,
      subscriptions: this.#subscriptions,
      taskTypes: this.#types,
      task: { processes: createChildProcesses(), scripts: this.#scripts, privateRanges, ownPorts, notifyDesktop },
      limits,
      start: (order) => this.#creation.start(order),
      eventsOf: (id) => reader.events(id),
      onFinished: (live) => this.#finishes.settle(live, () => this.#record(reader, live)),
      onBroken: (live, thrown) => this.#finishes.reject(live.id, `Run ${live.id} stands still: ${failureFromThrown(thrown).message}`),
      onFault: (failure) => this.#fail('failed', failure),
      onStalled: (failure) => this.#fail('stalled', failure),
      onRecovered: () => {
        if (this.#fault?.state === 'stalled') this.#fault = null;
      },
    });
    const reruns = createReruns(reader, this.#values);
    return {
      records,
      core,
      reader,
      lock,
      retainer: new Retainer({ history: records.history, logs: documents.logs, clock: this.#clock, retention }),
      drafts: { clock: this.#clock, random, definitions, environments: documents.environments, reruns },
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

  #recover({ records, core, drafts, reader }: Started): Promise<StartReport> {
    return recover({
      ...records,
      definitions: drafts.definitions,
      driver: core.driver,
      calls: core.calls,
      revive: core.revive,
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
    if (live?.run.finishedAt === null || (live && !this.#finishes.isSettled(live))) {
      if (this.#fault) throw new Error(this.#fault.failure.message);
      return this.#finishes.add(id);
    }
    const record = await reader.get(id);
    if (!record) throw new Error(`There is no run ${id}`);
    return record;
  }

  async #record(reader: RunReader, live: LiveRun): Promise<RunRecord> {
    await this.#storage.documents.logs.flush(live.id);
    return reader.record(live.run);
  }

  async #stop(graceMs: number): Promise<void> {
    const started = this.#started;
    if (!started || this.#isStopping) return;
    this.#isStopping = true;
    const { core, records, lock, retainer } = started;
    core.driver.stopGranting();
    core.attempts.stop();
    core.releaseBarriers();
    await withinGrace(graceMs, abortAll(this.#registry));
    // What ended just now is a result like any other: one more turn takes it in.
    await new Promise((resolve) => setImmediate(resolve));
    await core.halt();
    this.#finishes.rejectAll(userFailure('engine_stopped', 'The engine was stopped; the run goes on at its next start'));
    await retainer.stop();
    await core.archivist.flush();
    await this.#storage.documents.logs.close();
    await records.journal.close();
    await records.history.close();
    await this.#scripts.close();
    await lock?.release();
    this.#started = null;
  }

  #ready(): Result<Started, Failure> {
    if (this.#fault) return err(this.#fault.failure);
    if (!this.#started) return err(userFailure('engine_not_started', 'The engine has not been started'));
    return this.#isStopping ? err(userFailure('engine_stopped', 'The engine is being stopped')) : ok(this.#started);
  }

  #reader(): RunReader {
    if (!this.#started) throw new Error('The engine has not been started');
    return this.#started.reader;
  }
}

async function abortAll(registry: RunRegistry): Promise<void> {
  const attempts = [...registry.all()].flatMap((live) => [...live.attempts.values()]);
  for (const attempt of attempts) attempt.abort();
  await Promise.all(attempts.map((attempt) => attempt.ended()));
}

/** Work that does not end in time is left behind; its attempts count as interrupted. */
function withinGrace(graceMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, graceMs);
    work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
