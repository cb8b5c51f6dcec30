// The parts that move runs, wired together. Each knows only what it needs; what goes round in circles meets here.
import type { Clock, LogLine } from '../ports.ts';
import { createDispatcher, type Dispatcher, type SlotRequest } from '../run/dispatch.ts';
import type { Report, RunEvent, Step } from '../run/event.ts';
import type { Program } from '../run/program.ts';
import { createRun, type Unit } from '../run/run.ts';
import type { TaskType } from '../tasks/execution.ts';
import { type Failure, failureFromThrown } from '../workflow/failure.ts';
import type { Result } from '../workflow/result.ts';
import { Admissions } from './admissions.ts';
import { Archivist } from './archivist.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import type { BlobValues } from './blob-values.ts';
import { type Calls, createCalls } from './calls.ts';
import type { DraftRun, StartOrder } from './draft-run.ts';
import { createEffects } from './effects.ts';
import type { StartFailure } from './engine.ts';
import { createContexts } from './evaluation.ts';
import { hostFactsOf, type LiveRun, tell } from './live-run.ts';
import { Outbox } from './outbox.ts';
import { Redactor } from './redaction.ts';
import type { RunRegistry } from './registry.ts';
import { replay } from './replay.ts';
import { RunDriver } from './run-driver.ts';
import { LazyFiles } from './run-files.ts';
import type { Documents, Records } from './storage.ts';
import type { Subscriptions } from './subscriptions.ts';
import { createTaskCache } from './task-cache.ts';
import { createTaskContexts, type TaskContextParts } from './task-context.ts';
import { Timers } from './timers.ts';
import { WorkLoop } from './work-loop.ts';

export type RunCoreOptions = {
  readonly documents: Documents;
  readonly records: Records;
  readonly clock: Clock;
  readonly registry: RunRegistry;
  readonly values: BlobValues;
  readonly subscriptions: Subscriptions;
  readonly taskTypes: ReadonlyMap<string, TaskType>;
  readonly task: Omit<TaskContextParts, 'clock' | 'blobs' | 'logs' | 'publishLine'>;
  readonly limits: ConstructorParameters<typeof Dispatcher>[0];
  /** Creates a run on behalf of a task. */
  readonly start: (order: StartOrder) => Promise<Result<{ readonly id: string }, StartFailure>>;
  /** A run's end is on disk. */
  readonly onFinished: (live: LiveRun) => void;
  /** A run stands still until the next start. */
  readonly onBroken: (live: LiveRun, thrown: unknown) => void;
  /** A bug in Millrace: nothing goes on until the next start. */
  readonly onFault: (failure: Failure) => void;
  /** Nothing can be recorded for now, so nothing more begins. */
  readonly onStalled: (failure: Failure) => void;
  readonly onRecovered: () => void;
};

export type RunCore = {
  readonly driver: RunDriver;
  readonly calls: Calls;
  readonly attempts: Attempts;
  readonly admissions: Admissions;
  readonly archivist: Archivist;
  /** Makes a run of its first event; its first event is on its way to the disk. */
  readonly create: (draft: DraftRun) => LiveRun;
  /** Makes a run of all its events, which are on disk. */
  readonly revive: (events: readonly RunEvent[], program: Program) => LiveRun;
  /** Waiting tasks take their pools' slots again. */
  readonly retake: (live: LiveRun, waiting: readonly Unit[]) => void;
  /** Resolves when everything recorded so far is on disk. */
  readonly durable: () => Promise<void>;
  readonly post: (live: LiveRun, report: Report, done?: (step: Step) => void) => void;
  /** Undoes `create`, as long as the first event is not on disk; false when it may be. */
  readonly withdraw: (id: string) => boolean;
  /** When the disk takes nothing, lets go what waits for it. */
  readonly releaseBarriers: () => void;
  /** Stops the loop and the timers; what was recorded still goes to the disk. */
  readonly halt: () => Promise<void>;
};

export function createRunCore(options: RunCoreOptions): RunCore {
  const { documents, records, clock, registry, values, subscriptions } = options;
  const liveRun = (id: string) => registry.get(id);
  const driver = new RunDriver(() => parts);
  const post: RunCore['post'] = (live, report, done) => driver.post(live, report, done);
  const dispatcher = createDispatcher(options.limits);
  const timers = new Timers(clock, (live) => driver.postDue(live));
  const admissions = new Admissions({ registry, post });
  const archivist = new Archivist({
    ...records,
    onArchived: (ids) => registry.forget(ids),
    eventsAtRest: (id) => {
      const live = registry.get(id);
      const isAtRest = live && live.run.phase !== 'finished' && live.durable === live.events.length;
      return isAtRest ? live.events : null;
    },
  });
  const outbox = new Outbox({
    journal: records.journal,
    clock,
    onDurable: (events) => publish(events),
    onStalled: (error) => {
      driver.holdGranting();
      options.onStalled(journalFailed(error));
    },
    onRecovered: () => {
      options.onRecovered();
      driver.goOnGranting();
    },
  });
  const loop = new WorkLoop({
    step: () => driver.step(),
    afterSlice: () => outbox.flush(),
    onBug: (thrown) => fault({ ...failureFromThrown(thrown), code: 'engine_failed' }),
  });
  const contexts = createContexts(values, documents.secrets);
  const attempts = createAttempts({
    taskTypes: options.taskTypes,
    contexts,
    taskContexts: createTaskContexts({
      ...options.task,
      clock,
      blobs: documents.blobs,
      logs: documents.logs,
      publishLine: (...line) => publishLine(...line),
    }),
    values,
    cache: createTaskCache({ store: documents.cache, blobs: documents.blobs, clock }),
    post,
    whenDurable: (callback) => outbox.whenDurable(callback),
    call: (work, cause) => calls.begin(work, cause),
  });
  const calls = createCalls({
    start: options.start,
    settle: attempts.settle,
    post,
    liveRun,
    eventsOf: async (id) => registry.get(id)?.events ?? records.history.events(id),
  });
  const perform = createEffects({
    contexts,
    values,
    post,
    offer: (live, effect) => dispatcher.offer(slotRequest(live, effect)),
    cancelCall: (run) => calls.cancel(run),
    finished: (live) => {
      registry.finish(live);
      admissions.settle(live.run.created.workflow);
    },
  });
  const onBroken = (live: LiveRun, thrown: unknown) => {
    // Others may have its place until it goes on.
    registry.finish(live);
    admissions.settle(live.run.created.workflow);
    process.emitWarning(`Run ${live.id} stands still until the next start: ${failureFromThrown(thrown).message}`, 'MillraceBug');
    options.onBroken(live, thrown);
  };
  const parts = { clock, dispatcher, outbox, timers, loop, liveRun, perform, startAttempt: attempts.start, onBroken };

  const publish = (events: readonly RunEvent[]) => {
    for (const event of events) {
      const live = registry.get(event.run);
      if (live) live.durable = event.seq;
      subscriptions.publish(event.run, { type: 'event', event });
      if (live) publishLines(live);
      if (event.type === 'run.finished' && live) end(live);
    }
  };
  const publishLines = (live: LiveRun) => {
    const { id, lines, durable } = live;
    if (lines.length === 0) return;
    const later = lines.findIndex((each) => each.behind > durable);
    const ready = lines.splice(0, later === -1 ? lines.length : later);
    for (const { line } of ready) subscriptions.publish(id, { type: 'log', run: id, line });
  };
  /** Behind the events that led to it, as everything that is told of a run. */
  const publishLine = (live: LiveRun, line: LogLine) => {
    live.lines.push({ behind: live.events.length, line });
    publishLines(live);
  };
  const end = (live: LiveRun) => {
    calls.ended(live);
    archivist.add(live);
    options.onFinished(live);
  };
  const fault = (failure: Failure) => {
    loop.stop();
    timers.stop();
    attempts.stop();
    driver.close(failure.message);
    for (const live of registry.all()) for (const attempt of live.attempts.values()) attempt.abort();
    options.onFault(failure);
  };
  const adopt = (events: RunEvent[], run: LiveRun['run'], durable: number): LiveRun => {
    const host = hostFactsOf(run.created);
    const files = new LazyFiles(run, documents.folderOf);
    const empty = { attempts: new Map(), held: new Map(), lines: [], isBroken: false, isTold: false, textsLength: 0, wakeAt: null };
    // What comes from the journal stands there already, and is written down once more at most.
    const texts = events.length === 0 ? [] : null;
    const live: LiveRun = { id: run.id, run, host, files, redactor: new Redactor(), events, texts, durable, ...empty };
    registry.add(live);
    return live;
  };

  return {
    driver,
    calls,
    attempts,
    admissions,
    archivist,
    post,
    create: ({ created, definition }: DraftRun) => {
      const live = adopt([], createRun(definition.program, created), 0);
      outbox.add(created, tell(live, created));
      loop.wake();
      return live;
    },
    retake: (live, waiting) => {
      for (const { path, attempt, waiting: cause, node } of waiting) {
        const { pool, priority } = node.program;
        // Before an attempt and between two of them a task holds nothing.
        if (pool === null || cause?.kind === 'retry' || cause?.kind === 'iteration' || cause?.kind === 'breakpoint') continue;
        const request = slotRequest(live, { path, attempt, pool, priority });
        dispatcher.hold(request);
        live.held.set(path, request);
      }
    },
    revive: (events, program) => adopt([...events], replay(program, events), events.length),
    durable: () => outbox.durable(),
    withdraw: (id) => {
      const live = registry.get(id);
      if (!live || !outbox.withdraw(id)) return false;
      driver.abandon(live);
      registry.finish(live);
      registry.forget([id]);
      return true;
    },
    releaseBarriers: () => outbox.release(),
    halt: async () => {
      loop.stop();
      timers.stop();
      driver.close('The engine was stopped; the run goes on at its next start');
      await outbox.close();
    },
  };
}

type WantedSlot = Omit<SlotRequest, 'run'>;

function slotRequest(live: LiveRun, { path, attempt, pool, priority }: WantedSlot): SlotRequest {
  return { run: live.id, path, attempt, pool, priority: priority + (live.run.created.priority ?? 0) };
}

function journalFailed(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const advice =
    'Nothing more is started until the disk takes something again, which is tried all the time; what was shown as done is safe';
  return { kind: 'transient', code: 'journal_failed', message: `The journal could not be written (${message}). ${advice}` };
}
