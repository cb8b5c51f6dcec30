// For pipes and logs: a line per event.
import type { RunMessage } from '../../host/engine.ts';
import type { RunEvent } from '../../run/event.ts';
import { findUnit } from '../../run/find-unit.ts';
import { formatDuration } from '../../workflow/duration.ts';
import { oneLine } from '../terminal/text.ts';
import type { FollowedRun } from './followed-run.ts';
import { clock, originText } from './rows.ts';
import type { RunView } from './run-view.ts';

export function createPlainView(write: (line: string) => void): RunView {
  return {
    begin: ({ run, workflow }) => write(`${clock(run.created.at, run.created.at)} run ${run.id} of ${workflow.id}`),
    take: (followed, message) => {
      const line = plainLine(followed, message);
      if (line !== null) write(line);
    },
    say: write,
    pause: () => {},
    resume: () => {},
    end: () => {},
  };
}

/** `12:03:04 fetch succeeded (1.2s)`; null for what is only bookkeeping. */
export function plainLine(followed: FollowedRun, message: RunMessage): string | null {
  if (message.type === 'log') return `${clock(message.line.at, message.line.at)} ${message.line.task} │ ${oneLine(message.line.text)}`;
  const { event } = message;
  const text = 'path' in event ? taskText(followed, event) : runText(event);
  return text === null ? null : `${clock(event.at, event.at)} ${text}`;
}

function runText(event: RunEvent): string | null {
  switch (event.type) {
    case 'run.paused':
      return 'run paused';
    case 'run.resumed':
      return 'run resumed';
    case 'run.stopping':
      return `run stopping (${event.reason})${event.message ? `: ${oneLine(event.message)}` : ''}`;
    case 'run.finished':
      return `run ${event.status}`;
    default:
      return null;
  }
}

function taskText(followed: FollowedRun, event: Extract<RunEvent, { path: string }>): string | null {
  const { path } = event;
  switch (event.type) {
    case 'task.started':
      return `${path} started${event.attempt > 1 ? ` (attempt ${event.attempt})` : ''}`;
    case 'task.succeeded':
      return `${path} succeeded${event.from ? ` (from ${originText[event.from]})` : elapsedText(followed, event)}`;
    case 'task.failed': {
      const retry = event.retryAt === undefined ? '' : `; tries again in ${formatDuration(event.retryAt - event.at)}`;
      return `${path} failed: ${oneLine(event.failure.message)} (${event.failure.code})${retry}`;
    }
    case 'task.skipped':
      return `${path} skipped (${event.reason.replaceAll('_', ' ')})`;
    case 'task.canceled':
      return `${path} canceled`;
    case 'task.interrupted':
      return `${path} was interrupted${event.action === 'retry' ? ' and runs again' : ''}`;
    case 'task.waiting':
      if (event.cause.kind === 'approval') return `${path} needs a decision: ${oneLine(event.cause.title)}`;
      return event.cause.kind === 'breakpoint' ? `${path} waits at a breakpoint` : `${path} waits`;
    case 'task.expanded':
      return `${path}: ${event.count.toLocaleString('en-US')} items`;
    case 'approval.decided':
      return `${path} ${event.decision} by ${oneLine(event.by)}`;
    default:
      return null;
  }
}

function elapsedText({ run }: FollowedRun, event: RunEvent & { path: string }): string {
  const startedAt = findUnit(run, event.path)?.startedAt ?? null;
  return startedAt === null ? '' : ` (${formatDuration(event.at - startedAt)})`;
}
