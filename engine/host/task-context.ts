// What an attempt may use, as its workflow's permissions allow, with secrets kept out of everything that leaves it.
import type { RunLogs } from '../adapters/run-logs.ts';
import type { Blobs, Clock, LogLevel, LogLine, Processes, Scripts } from '../ports.ts';
import { createEvaluator, type EvaluationContext } from '../run/evaluate.ts';
import { type NetworkPolicy, type TaskContext, TaskFailure } from '../tasks/execution.ts';
import type { AttemptWork } from './attempts.ts';
import type { LiveRun } from './live-run.ts';

export type TaskContextParts = {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly scripts: Scripts;
  readonly blobs: Blobs;
  readonly logs: RunLogs;
  /** Tells those who listen. */
  readonly publishLine: (live: LiveRun, line: LogLine) => void;
  readonly privateRanges: NetworkPolicy['privateRanges'];
  readonly ownPorts: readonly number[];
  readonly notifyDesktop: TaskContext['notifyDesktop'];
};

export type TaskContexts = { readonly create: (work: AttemptWork, context: EvaluationContext) => TaskContext };

export function createTaskContexts(parts: TaskContextParts): TaskContexts {
  const shared = { ...parts, now: () => parts.clock.now() };
  return { create: (work, context) => new AttemptContext(shared, work, context) };
}

/** Everything but the attempt's names is made when it is asked for: most tasks ask for nothing. */
class AttemptContext implements TaskContext {
  readonly #parts: TaskContextParts & Pick<TaskContext, 'now'>;
  readonly #work: AttemptWork;
  readonly #context: EvaluationContext;
  #evaluate: TaskContext['evaluate'] | null = null;

  constructor(parts: TaskContextParts & Pick<TaskContext, 'now'>, work: AttemptWork, context: EvaluationContext) {
    this.#parts = parts;
    this.#work = work;
    this.#context = context;
  }

  get run() {
    const { id, run } = this.#work.live;
    return { id, workflow: run.created.workflow };
  }

  get path() {
    return this.#work.unit.path;
  }

  get attempt() {
    return this.#work.number;
  }

  get signal() {
    return this.#work.attempt.signal;
  }

  get now() {
    return this.#parts.now;
  }

  get log(): TaskContext['log'] {
    return (level, text) => writeLog(this.#parts, this.#work, { level, text });
  }

  get files() {
    return this.#work.live.files;
  }

  get processes() {
    return this.#parts.processes;
  }

  get scripts() {
    return this.#parts.scripts;
  }

  get blobs(): TaskContext['blobs'] {
    const { blobs } = this.#parts;
    const { redactor } = this.#work.live;
    return { get: blobs.get, put: (bytes, mediaType) => blobs.put(redactor.bytes(bytes), mediaType) };
  }

  get network(): NetworkPolicy {
    const { privateRanges, ownPorts } = this.#parts;
    return { allowedHosts: this.#permissions?.hosts ?? null, privateRanges, ownPorts };
  }

  get allowedCommands() {
    return this.#permissions?.commands ?? null;
  }

  get evaluate() {
    this.#evaluate ??= createEvaluate(this.#work, this.#context);
    return this.#evaluate;
  }

  get notifyDesktop() {
    return this.#parts.notifyDesktop;
  }

  get #permissions() {
    return this.#work.live.run.program.workflow.permissions;
  }
}

function writeLog({ clock, logs, publishLine }: TaskContextParts, work: AttemptWork, line: { level: LogLevel; text: string }): void {
  const { live, unit, number } = work;
  const written = { at: clock.now(), level: line.level, task: unit.path, attempt: number, text: live.redactor.text(line.text) };
  logs.write(live.id, written);
  publishLine(live, written);
}

/** Made at the first use: few tasks evaluate anything themselves. */
function createEvaluate({ live, unit }: AttemptWork, context: EvaluationContext): TaskContext['evaluate'] {
  let evaluator: ReturnType<typeof createEvaluator> | null = null;
  return (source, variables) => {
    evaluator ??= createEvaluator(live.run, unit.path, context);
    const answer = evaluator(source, variables);
    if (!answer.ok) throw new TaskFailure(answer.failure);
    return answer.value;
  };
}
