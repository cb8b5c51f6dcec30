// The ways a command that follows a run can show it.
import { note, print, printJson, printJsonLine } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Feed, OpenedEngine } from './opened-engine.ts';
import type { OutputOptions } from './output-options.ts';
import { failureLines, holdLines, summaryLine } from './run-report.ts';
import { styleFor } from './terminal/style.ts';
import { askApproval } from './watch/ask-approval.ts';
import { askToGoOn } from './watch/ask-to-go-on.ts';
import { followRun } from './watch/follow-run.ts';
import { cancelOnInterrupt } from './watch/interrupts.ts';
import { createLiveView } from './watch/live-view.ts';
import { createPlainView } from './watch/plain-view.ts';
import { type RunView, silentView } from './watch/run-view.ts';
import type { Hold } from './watch/stuck-run.ts';

function outputMode({ json, events, quiet }: OutputOptions): 'json' | 'events' | 'quiet' | 'live' | 'plain' {
  if (json) return 'json';
  if (events) return 'events';
  if (quiet) return 'quiet';
  return process.stdout.isTTY && process.env.TERM !== 'dumb' ? 'live' : 'plain';
}

type Showing = { readonly engine: OpenedEngine; readonly options: OutputOptions; readonly knownSeq: number };

/** Shows the run until it ends or stands still, and says how it went. */
export async function showRun(id: string, feed: Feed, { engine, options, knownSeq }: Showing): Promise<ExitCode> {
  const mode = outputMode(options);
  const isInteractive = (mode === 'live' || mode === 'plain') && process.stdin.isTTY && process.stdout.isTTY;
  const view = viewFor(mode);
  const interrupts = cancelOnInterrupt(engine, id, view.say);
  try {
    const ask = isInteractive
      ? (hold: Hold, signal: AbortSignal) =>
          hold.type === 'approval' ? askApproval(engine, hold.approval, signal) : askToGoOn(engine, hold, signal)
      : null;
    const followed = await followRun(id, feed, { engine, view, ask, knownSeq });
    const record = followed.type === 'finished' ? followed.record : await engine.runs.get(id);
    if (mode === 'json') printJson(record);
    const say = mode === 'live' || mode === 'plain' ? print : note;
    const style = styleFor(say === print ? process.stdout : process.stderr);
    if (record && (mode === 'live' || mode === 'plain')) say(summaryLine(record, style));
    if (interrupts.wasKilled()) return exitCode.interrupted;
    if (followed.type === 'waiting') {
      for (const line of holdLines(id, followed.holds, style)) say(line);
      return exitCode.ok;
    }
    for (const line of await failureLines(followed.record, engine, style)) say(line);
    return followed.record.status === 'succeeded' ? exitCode.ok : exitCode.failed;
  } finally {
    interrupts.release();
  }
}

function viewFor(mode: ReturnType<typeof outputMode>): RunView {
  if (mode === 'live') return createLiveView(process.stdout);
  if (mode === 'plain') return createPlainView(print);
  return mode === 'events' ? createEventsView() : silentView;
}

/** The journal's events, one JSON object a line. */
function createEventsView(): RunView {
  return {
    ...silentView,
    begin: ({ run }, knownSeq) => {
      if (knownSeq === 0) printJsonLine(run.created);
    },
    take: (_followed, message) => {
      if (message.type === 'event') printJsonLine(message.event);
    },
  };
}
