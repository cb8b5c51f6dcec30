// The process that is killed: an engine with 32 tasks at once. It says on its output what it was told by its engine, one line each, the
// moment it was told. With `drain` it starts nothing new, waits until all runs have ended, and then says all that is recorded.
import { writeSync } from 'node:fs';
import { createEngine } from '../../engine/host/create-engine.ts';
import { fileStorage } from '../../engine/host/storage.ts';
import type { RunEvent } from '../../engine/run/event.ts';
import { taskTypes } from '../../engine/tasks/registry.ts';
import { createWorkType } from './work-type.ts';

const [dataDir = '', effectsPath = '', mode] = process.argv.slice(2);
const runsAtOnce = 4;

const work = { type: 'torture.work' };
const workflow = {
  format: 1,
  id: 'torture',
  tasks: {
    first: work,
    items: { ...work, needs: ['first'], each: { in: Array.from({ length: 16 }, (_, index) => index), concurrency: 8 } },
    pause: { type: 'flow.wait', with: { for: '20ms' }, needs: ['first'] },
    call: { type: 'flow.call', with: { workflow: 'called' }, needs: ['first'] },
    last: { ...work, needs: ['items', 'pause', 'call'] },
  },
};
const called = { format: 1, id: 'called', tasks: { one: work, two: { ...work, needs: ['one'] } } };

/** Waits for a person through all the lives of the engine, while the journal beside it comes and goes. */
const parked = {
  format: 1,
  id: 'parked',
  tasks: { one: work, ask: { type: 'flow.approval', with: { title: 'Go on?' }, needs: ['one'] }, two: { ...work, needs: ['ask'] } },
};
const mostParked = 5;

function say(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

function markOf(event: Extract<RunEvent, { type: 'task.succeeded' }>): string {
  return event.output.kind === 'value' && typeof event.output.value === 'string' ? event.output.value : '-';
}

// Small segments, so that many kills meet the change from one to the next.
const storage = fileStorage(dataDir, { env: {}, now: Date.now, segmentBytes: 64 * 1024 });
const engine = createEngine({ dataDir, slots: 32, taskTypes: [...taskTypes.values(), createWorkType(effectsPath)] }, storage);
engine.subscribe('*', (message) => {
  if (message.type === 'event' && message.event.type === 'task.succeeded') {
    say('done', message.event.run, message.event.path, message.event.attempt, markOf(message.event));
  }
});
const started = await engine.start();
if (!started.ok) throw new Error(started.failure.message);
for (const warning of started.value.warnings) say('warning', warning);
say('started', started.value.recovered.length);
const recovered = started.value.recovered.map(({ id }) => end(id));

async function end(id: string): Promise<void> {
  const record = await engine.whenFinished(id);
  say('ended', id, record.status);
}

async function start(value: object): Promise<string> {
  const created = await engine.startRun({ workflow: { value, folder: dataDir } });
  if (!created.ok) throw new Error(created.failure.message);
  say('created', created.value.id);
  return created.value.id;
}

async function startRuns(): Promise<never> {
  for (;;) await end(await start(workflow));
}

async function park(): Promise<void> {
  const { runs } = await engine.runs.list({ workflow: 'parked', limit: mostParked });
  if (runs.length < mostParked) await start(parked);
}

async function approveAll(): Promise<void> {
  const approve = (run: string, path: string) => engine.decide(run, path, { decision: 'approved', by: 'torture' });
  engine.subscribe('*', (message) => {
    if (message.type === 'event' && message.event.type === 'task.waiting') void approve(message.event.run, message.event.path);
  });
  for (const { run, path } of await engine.approvals()) await approve(run, path);
}

async function tellEverything(): Promise<void> {
  await Promise.all(recovered);
  for (const run of (await engine.runs.list({ limit: 1_000_000 })).runs) {
    say('run', run.id, run.status);
    for (const event of await engine.runs.events(run.id)) {
      if (event.type === 'task.succeeded') say('recorded', run.id, event.path, event.attempt, markOf(event));
      if (event.type === 'task.interrupted') say('interrupted', run.id, event.path, event.attempt);
    }
  }
  await engine.stop();
  say('told');
}

const saved = await engine.workflows.save('called', JSON.stringify(called));
if (!saved.ok) throw new Error(saved.failure.message);
if (mode === 'drain') {
  await approveAll();
  await tellEverything();
} else await Promise.all([park(), ...Array.from({ length: runsAtOnce }, () => startRuns())]);
