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
  const now = () => parts.clock.now();
  const { processes, scripts, notifyDesktop, privateRanges, ownPorts } = parts;
  return {
    create: (work, context) => {
      const { live, unit, attempt, number } = work;
      const { permissions } = live.run.program.workflow;
      return {
        run: { id: live.id, workflow: live.run.created.workflow },
        path: unit.path,
        attempt: number,
        get signal() {
          return attempt.signal;
        },
        now,
        log: (level, text) => writeLog(parts, work, { level, text }),
        files: live.files,
        processes,
        scripts,
        blobs: { get: parts.blobs.get, put: (bytes, mediaType) => parts.blobs.put(live.redactor.bytes(bytes), mediaType) },
        network: { allowedHosts: permissions?.hosts ?? null, privateRanges, ownPorts },
        allowedCommands: permissions?.commands ?? null,
        evaluate: createEvaluate(work, context),
        notifyDesktop,
      };
    },
  };
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
