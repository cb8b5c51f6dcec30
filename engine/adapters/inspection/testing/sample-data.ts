// A data directory as an engine leaves it: finished runs, one of them with a large value, and one that waits.
import { join } from 'node:path';
import type { BlobRef } from '../../../ports.ts';
import { canonicalJson } from '../../../run/cache-key.ts';
import type { RunEvent, RunEventBody } from '../../../run/event.ts';
import { createTemporaryFolder } from '../../../tasks/testing/context.ts';
import { createFileBlobs, hashOf } from '../../blobs-file.ts';
import { createFileDefinitions } from '../../definitions-file.ts';
import { openFileHistory } from '../../history-file.ts';
import { openFileJournal } from '../../journal-file.ts';

export type SampleData = { readonly dataDir: string; readonly finished: readonly string[]; readonly waiting: string };

const at = Date.UTC(2026, 2, 1, 12);
const workflow = { format: 1, id: 'test', tasks: { a: { type: 'data.set' } } };
const definition = hashOf(Buffer.from(canonicalJson(workflow)));

/** `isKilled`: the engine had no time to say good-bye. */
export async function writeSampleData({ isKilled = false } = {}): Promise<SampleData> {
  const dataDir = createTemporaryFolder();
  const name = (number: number) => `20260301-12000${number}-${hashOf(Buffer.from(dataDir + number)).slice(0, 8)}`;
  const finished = [1, 2, 3, 4].map(name);
  const waiting = name(5);
  await createFileDefinitions(dataDir, () => at).keepVersion(definition, workflow);
  const blobs = createFileBlobs({ folder: join(dataDir, 'blobs'), now: () => at });
  const blob = await blobs.put(Buffer.from(JSON.stringify('x'.repeat(100_000))), 'application/json');

  const journal = await openFileJournal({ folder: join(dataDir, 'journal') });
  const history = await openFileHistory({ folder: join(dataDir, 'history') });
  for (const run of finished) await journal.append(finishedEvents(run, blob));
  await journal.append(finishedEvents(waiting, blob).slice(0, 3));
  await history.add(finished.map((run) => ({ summary: summaryOf(run), events: finishedEvents(run, blob) })));
  await journal.release(finished);
  await history.close();
  if (!isKilled) await journal.close();
  return { dataDir, finished, waiting };
}

function finishedEvents(run: string, { hash, sizeBytes, mediaType }: BlobRef): readonly RunEvent[] {
  const facts = { definition, workflow: 'test', inputs: {}, vars: {}, environment: null, trigger: { kind: 'manual' } } as const;
  const bodies: readonly RunEventBody[] = [
    { type: 'run.created', ...facts },
    { type: 'run.started' },
    { type: 'task.started', path: 'a', attempt: 1 },
    { type: 'task.succeeded', path: 'a', attempt: 1, output: { kind: 'blob', hash, sizeBytes, mediaType } },
    { type: 'run.finished', status: 'succeeded' },
  ];
  return bodies.map((body, index) => ({ ...body, run, seq: index + 1, at: at + index }));
}

function summaryOf(id: string) {
  return {
    id,
    workflow: 'test',
    status: 'succeeded',
    createdAt: at,
    startedAt: at + 1,
    finishedAt: at + 4,
    trigger: { kind: 'manual' },
    environment: null,
  } as const;
}
