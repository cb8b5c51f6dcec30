import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { procedure } from './procedure.ts';
import { logEntry, logLevel, runId, runList, streamMessage, taskPath } from './shapes.ts';

/** Which lines of a run. */
const ofLog = {
  id: runId,
  task: taskPath.optional().meta({ description: 'Of this task, its members and items.' }),
  level: logLevel.optional().meta({ description: 'This level and the more serious ones.' }),
};

/** What a run did and does, as it comes. */
export const runStreams = {
  events: procedure
    .route({
      method: 'GET',
      path: '/runs/{id}/events',
      tags: ['events'],
      summary: 'Follow a run',
      description:
        'Server-sent events: everything that happened in the run, then what happens, until the run has ended. ' +
        '`Last-Event-ID` goes on after that event, without gap or repetition. Who reads too slowly is cut off with a comment, and goes on the same way.',
    })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        id: runId,
        logs: z.stringbool().optional().meta({ description: 'Log lines too, each behind the events before it. Default: false.' }),
        follow: z.stringbool().optional().meta({ description: 'false: ends with what has happened so far. Default: true.' }),
      }),
    )
    .output(eventIterator(streamMessage)),
  logs: procedure
    .route({ method: 'GET', path: '/runs/{id}/logs', tags: ['runs'], summary: 'Read what the tasks of a run wrote' })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        ...ofLog,
        offset: z.coerce.number().int().min(0).optional().meta({ description: '`next` of the page before. Default: the beginning.' }),
        limit: z.coerce.number().int().min(1).max(10_000).optional().meta({ description: 'How many lines. Default: 1000.' }),
      }),
    )
    .output(
      z.strictObject({
        lines: z.array(logEntry).readonly(),
        next: z.number().int().meta({ description: 'Where to go on.' }),
        isEnd: z.boolean().meta({ description: 'Whether there is nothing behind `next` yet.' }),
      }),
    ),
  followLogs: procedure
    .route({
      method: 'GET',
      path: '/runs/{id}/logs/follow',
      tags: ['runs'],
      summary: 'Follow what the tasks of a run write',
      description:
        'Server-sent events: the lines from `offset` on, then what comes, until the run has ended. ' +
        '`Last-Event-ID` goes on after that line, without gap or repetition. It is sent as fast as the reader reads.',
    })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        ...ofLog,
        offset: z.coerce.number().int().min(0).optional().meta({ description: 'Default: the beginning.' }),
      }),
    )
    .output(eventIterator(streamMessage)),
};

export const events = {
  follow: procedure
    .route({
      method: 'GET',
      path: '/events',
      tags: ['events'],
      summary: 'Follow several runs',
      description:
        'Server-sent events of all runs, or of some, from now on or after `Last-Event-ID`. A reader may come back with other `runs`: it goes on ' +
        'where it was, and reads the past of a new run from the run itself. Where messages in between are gone, the first one is a `reset`: ' +
        'read the runs again. Who reads too slowly is cut off with a comment, and goes on the same way.',
    })
    .errors(errorsOf())
    .input(
      z.strictObject({
        logs: z.stringbool().optional().meta({ description: 'Log lines too, each behind the events before it. Default: false.' }),
        runs: runList.optional().meta({
          description: 'Only these runs, with commas between their ids. Default: all.',
          examples: ['20260301-081500-k3v9qz,20260301-081502-x7m2aa'],
        }),
      }),
    )
    .output(eventIterator(streamMessage)),
};
