// Assembles the engine. Everything it does is in the parts; here stands who exists when, and what is refused before and after.
import { availableParallelism } from 'node:os';
import { createChildProcesses } from '../adapters/child-processes.ts';
import { type DirectoryLock, lockDataDirectory } from '../adapters/data-directory.ts';
import { notifyDesktop } from '../adapters/desktop-notifications.ts';
import { createScriptSandbox } from '../adapters/script-sandbox.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { systemRandom } from '../adapters/system-random.ts';
import type { RunRecord } from '../run/view.ts';
import { taskTypes as builtInTypes } from '../tasks/registry.ts';
import { createCatalog } from '../workflow/catalog.ts';
import { type Failure, failureFromThrown, userFailure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { listApprovals } from './approvals.ts';
import { BlobValues } from './blob-values.ts';
import { createDefinitionLoader, type Definition } from './definition.ts';
import { type DraftParts, draftRun, type StartOrder } from './draft-run.ts';
import { createEnvironments, createSecretNames } from './editable-documents.ts';
import type { Engine, EngineOptions, StartFailure, StartReport } from './engine.ts';
import { FinishWaiters } from './finish-waiters.ts';
import type { LiveRun } from './live-run.ts';
import { previewRun } from './preview.ts';
import { recover } from './recovery.ts';
import { RunRegistry } from './registry.ts';
import { createReruns } from './reruns.ts';
import { createRunCommands } from './run-commands.ts';
import { createRunCore, type RunCore } from './run-core.ts';
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
  readonly lock: DirectoryLock | null;
};

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
  #started: Started | null = null;
  #fault: Failure | null = null;
  #isStopping = false;

  constructor(options: EngineOptions, storage: Storage) {
    this.#options = options;
    this.#storage = storage;
    this.#types = options.taskTypes ? new Map(options.taskTypes.map((type) => [type.manifest.type, type])) : builtInTypes;
    this.#catalog = createCatalog([...this.#types.values()].map((type) => type.manifest));
    this.#clock = options.clock ?? systemClock;
    this.#values = new BlobValues(storage.documents.blobs);
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
      startRun: (request) => this.#startRun(request),
      preview: (request) => this.#preview(request),
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
      fault: () => this.#fault,
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
      const records = await this.#storage.openRecords();
      this.#started = this.#assemble(records, lock);
      return ok(await this.#recover(this.#started));
    } catch (thrown) {
      await lock?.release();
      this.#started = null;
      return err({ ...failureFromThrown(thrown), kind: 'user', code: 'cannot_start' });
    }
  }

  #assemble(records: Records, lock: DirectoryLock | null): Started {
    const { documents } = this.#storage;
    const { slots, pools = {}, defaultPoolSlots = 1, privateRanges = 'allow', ownPorts = [], random = systemRandom } = this.#options;
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
      limits: { slots: slots ?? Math.max(4, availableParallelism() * 2), pools, defaultPoolSlots },
      start: (order) => this.#startRun(order),
      eventsOf: (id) => reader.events(id),
      onFinished: (live) => this.#finishes.settle(live, () => this.#record(reader, live)),
      onFault: (failure) => {
        this.#fault = failure;
        this.#finishes.rejectAll(failure);
      },
    });
    const reruns = createReruns(reader, this.#values);
    return {
      records,
      core,
      reader,
      lock,
      drafts: { clock: this.#clock, random, definitions, environments: documents.environments, reruns },
    };
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

  async #startRun(order: StartOrder): Promise<Result<{ readonly id: string }, StartFailure>> {
    const started = this.#ready();
    if (!started.ok) return started;
    const { core, drafts, records } = started.value;
    const draft = await draftRun(drafts, order);
    if (!draft.ok) return draft;
    const { created, definition } = draft.value;
    const kept = await this.#keepVersion(definition);
    if (!kept.ok) return kept;
    if (order.id !== undefined && (this.#registry.get(created.run) || (await records.history.has(created.run))))
      return err(runExists(created.run));
    // From here to the creation nothing is awaited, so that two runs cannot take the same place.
    const stillReady = this.#ready();
    if (!stillReady.ok) return stillReady;
    if (this.#registry.get(created.run)) return err(runExists(created.run));
    const admission = core.admissions.ask(definition.workflow);
    if (admission.type === 'refuse') return err(userFailure('concurrency_limit', admission.message));
    core.create(draft.value);
    core.admissions.settle(definition.workflow.id);
    try {
      await core.durable();
    } catch (thrown) {
      return err(this.#fault ?? failureFromThrown(thrown));
    }
    return ok({ id: created.run });
  }

  async #keepVersion({ hash, workflow }: Definition): Promise<Result<null, Failure>> {
    try {
      await this.#storage.documents.definitions.keepVersion(hash, workflow as unknown as Json);
      return ok(null);
    } catch (thrown) {
      const { message } = failureFromThrown(thrown);
      return err(userFailure('not_recorded', `The run was not started, because its definition could not be kept: ${message}`));
    }
  }

  async #preview(order: StartOrder) {
    const started = this.#ready();
    if (!started.ok) return started;
    const draft = await draftRun(started.value.drafts, order);
    return draft.ok ? ok(previewRun(draft.value)) : draft;
  }

  async #whenFinished(id: string): Promise<RunRecord> {
    const reader = this.#reader();
    const live = this.#registry.get(id);
    if (live?.run.finishedAt === null || (live && !this.#finishes.isSettled(live))) {
      if (this.#fault) throw new Error(this.#fault.message);
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
    const { core, records, lock } = started;
    core.driver.stopGranting();
    core.attempts.stop();
    await withinGrace(graceMs, abortAll(this.#registry));
    // What ended just now is a result like any other: one more turn takes it in.
    await new Promise((resolve) => setImmediate(resolve));
    await core.halt();
    this.#finishes.rejectAll(userFailure('engine_stopped', 'The engine was stopped; the run goes on at its next start'));
    await core.archivist.flush();
    await this.#storage.documents.logs.close();
    await records.journal.close();
    await records.history.close();
    await this.#scripts.close();
    await lock?.release();
    this.#started = null;
  }

  #ready(): Result<Started, Failure> {
    if (this.#fault) return err(this.#fault);
    if (!this.#started) return err(userFailure('engine_not_started', 'The engine has not been started'));
    return this.#isStopping ? err(userFailure('engine_stopped', 'The engine is being stopped')) : ok(this.#started);
  }

  #reader(): RunReader {
    if (!this.#started) throw new Error('The engine has not been started');
    return this.#started.reader;
  }
}

function runExists(id: string): StartFailure {
  return userFailure('run_exists', `There is a run ${id} already`);
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
