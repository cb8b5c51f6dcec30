// The engine of another process, through its API: the same interface as one in this process.

import { getEventMeta } from '@orpc/client';
import { holderText } from '../adapters/data-directory-holder.ts';
import { asResult, type OwnerClient, type Procedures, type RemoteFailure } from '../api/client.ts';
import type { LogQuery, Replaceable, RunsFilter, RunsPage, RunsQuery, StartRequest } from '../host/engine.ts';
import type { LogLine } from '../ports.ts';
import type { RunEvent } from '../run/event.ts';
import type { RunRecord, RunSummary } from '../run/view.ts';
import { taskCatalog } from '../tasks/catalog.ts';
import type { Failure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { OpenedEngine } from './opened-engine.ts';
import { refusal } from './refusal.ts';
import { openRemoteFeed } from './remote-feed.ts';

/** What a page of the API holds at most. */
const pageSize = 500;

export function remoteEngine({ procedures, owner }: OwnerClient): OpenedEngine {
  const { runs, statistics, workflows, secrets, environments, approvals } = procedures;
  const done = async (call: () => Promise<unknown>): Promise<Result<null, Failure>> => {
    const answer = await asResult(call);
    return answer.ok ? ok(null) : answer;
  };
  return {
    owner: holderText(owner),
    tasks: taskCatalog,
    fault: () => null,
    kill: async () => undefined,
    openFeed: () => openRemoteFeed(procedures),
    startRun: (request) => asResult(() => runs.start(wishOf(request))),
    preview: (request) => asResult(() => runs.preview(wishOf(request))),
    whenFinished: (id) => whenFinished(procedures, id),
    cancel: (id, { by, message } = {}) => done(() => runs.cancel({ id, by, message })),
    pause: (id, { by } = {}) => done(() => runs.pause({ id, by })),
    resume: (id, { by } = {}) => done(() => runs.resume({ id, by })),
    continue: (id, { path, by } = {}) => done(() => runs.continue({ id, path, by })),
    removeRuns: (ids) => removeRuns(procedures, ids),
    decide: (run, path, decision) => done(() => approvals.decide({ id: `${run}:${path}`, ...decision })),
    approvals: async () => (await given(() => approvals.list({}))).approvals,
    runs: {
      list: (query = {}) => listRuns(procedures, query),
      statistics: (filter = {}) => given(() => statistics.get(fieldsOf(filter))),
      get: (id) => found(() => runs.get({ id })),
      events: (id) => eventsOf(procedures, id),
      logs: (id, filter = {}) => logsOf(procedures, id, filter),
      followLogs: (id, filter) => followLogs(procedures, id, filter),
      definition: async (id) => (await found(() => runs.definition({ id }))) as Awaited<ReturnType<OpenedEngine['runs']['definition']>>,
    },
    workflows: {
      list: async () => (await given(() => workflows.list({}))).workflows,
      get: (id) => found(() => workflows.get({ id })),
      save: (id, text, replaces = 'any') =>
        asResult(() => workflows.save({ params: { id }, headers: { 'if-match': tagOf(replaces) }, body: { text } })),
      delete: (id) => asResult(() => workflows.delete({ id })),
    },
    secrets: {
      names: async () => mapped(await asResult(() => secrets.list({})), (answer) => answer.secrets),
      set: (name, value) => done(() => secrets.set({ name, value })),
      delete: (name) => wasThere('secret_not_found', () => secrets.delete({ name })),
    },
    environments: {
      list: async () =>
        mapped(
          await asResult(() => environments.list({})),
          (answer) => answer.environments as { [name: string]: { vars: { [variable: string]: never } } },
        ),
      setVar: (name, variable, value) => done(() => environments.setVar({ name, variable, value: value as never })),
      deleteVar: (name, variable) => wasThere('variable_not_found', () => environments.deleteVar({ name, variable })),
      save: (name, vars) => done(() => environments.save({ name, vars })),
      delete: (name) => wasThere('environment_not_found', () => environments.delete({ name })),
    },
  };
}

function wishOf({ workflow, inputs, environment, priority, rerun, upTo, breakpoints, pins }: StartRequest) {
  const source =
    typeof workflow === 'object'
      ? { document: workflow.value as { [field: string]: unknown }, ...(workflow.folder === null ? {} : { folder: workflow.folder }) }
      : { workflow };
  return { ...source, inputs, environment, priority, rerun, upTo, breakpoints, pins };
}

function tagOf(replaces: Replaceable): string | undefined {
  if (replaces === null) return undefined;
  return replaces === 'any' ? '*' : `"${replaces}"`;
}

/** The answer; what the API refuses ends the command. */
async function given<T>(call: () => Promise<T>): Promise<T> {
  const answer = await asResult(call);
  if (answer.ok) return answer.value;
  throw refusal(answer.failure);
}

/** Null when there is no such thing. */
async function found<T>(call: () => Promise<T>): Promise<T | null> {
  const answer = await asResult(call);
  if (answer.ok) return answer.value;
  if (answer.failure.code.endsWith('_not_found') || answer.failure.code === 'invalid_request') return null;
  throw refusal(answer.failure);
}

async function wasThere(missing: string, call: () => Promise<unknown>): Promise<Result<boolean, Failure>> {
  const answer = await asResult(call);
  if (answer.ok) return ok(true);
  return answer.failure.code === missing ? ok(false) : err(answer.failure);
}

function mapped<T, U>(result: Result<T, RemoteFailure>, map: (value: T) => U): Result<U, RemoteFailure> {
  return result.ok ? ok(map(result.value)) : result;
}

async function listRuns({ runs }: Procedures, { limit = 50, before, ...filter }: RunsQuery): Promise<RunsPage> {
  const all: RunSummary[] = [];
  for (let next: string | null | undefined = before; ; ) {
    const page: RunsPage = await given(() =>
      runs.list({ ...fieldsOf(filter), limit: Math.min(pageSize, limit - all.length), cursor: next ?? undefined }),
    );
    all.push(...page.runs);
    next = page.next;
    if (next === null || all.length >= limit) return { runs: all, next };
  }
}

/** As the query of a URL names them. */
function fieldsOf({ workflow, status, trigger, environment, since, until, text }: RunsFilter) {
  return { workflow, status: status?.join(','), trigger, environment, since: since?.toString(), until: until?.toString(), text };
}

async function removeRuns({ runs }: Procedures, ids: readonly string[]): Promise<Result<null, Failure>> {
  for (const id of ids) {
    const removed = await asResult(() => runs.remove({ id }));
    if (!removed.ok) return removed;
  }
  return ok(null);
}

async function logsOf({ runs }: Procedures, id: string, filter: Pick<LogQuery, 'task' | 'level'>): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for (let offset = 0; ; ) {
    const page = await found(() => runs.logs({ id, ...filter, offset }));
    lines.push(...(page?.lines ?? []));
    if (!page || page.isEnd) return lines;
    offset = page.next;
  }
}

/** A stream may end before the run does; it goes on behind the last line. */
async function* followLogs({ runs }: Procedures, id: string, filter: Pick<LogQuery, 'task' | 'level'>): AsyncGenerator<LogLine> {
  let lastEventId: string | undefined;
  for (let isOver = false; !isOver; ) {
    // Asked first, so that everything up to the end is read.
    isOver = (await given(() => runs.get({ id }))).finishedAt !== null;
    for await (const message of await given(() => runs.followLogs({ id, ...filter }, { lastEventId }))) {
      lastEventId = getEventMeta(message)?.id ?? lastEventId;
      if (message.type === 'log') yield message.line;
    }
  }
}

async function eventsOf({ runs }: Procedures, id: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const read = async () => {
    for await (const message of await runs.events({ id, follow: 'false' })) if (message.type === 'event') events.push(message.event);
  };
  await found(read);
  return events;
}

/** Rejects with the failure as its cause when the engine goes away before. */
async function whenFinished(procedures: Procedures, id: string): Promise<RunRecord> {
  const answer = await asResult(async () => {
    let last: string | undefined;
    for (;;) {
      // A stream may end before the run does: when its reader was too slow, say.
      for await (const message of await procedures.runs.events({ id }, { lastEventId: last })) {
        if (message.type !== 'event') continue;
        last = `${id}:${message.event.seq}`;
        if (message.event.type === 'run.finished') return await procedures.runs.get({ id });
      }
    }
  });
  if (answer.ok) return answer.value;
  throw new Error(answer.failure.message, { cause: answer.failure });
}
