// A process that wants the data directory whenever it is told to. On `go` it starts an engine there: `won <runs>` when it has the directory,
// then it does something with it that two at once would spoil, and says `did <run>`; or `lost <runs> <why>`. On `stop` it lets go: `stopped`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createEngine } from '../../engine/host/create-engine.ts';
import type { Engine } from '../../engine/host/engine.ts';
import { openReadOnly } from '../../engine/host/read-only.ts';

const [dataDir = ''] = process.argv.slice(2);
const counter = join(dataDir, 'counter.txt');
const document = { format: 1, id: 'race', tasks: { a: { type: 'data.set', with: { values: { n: 1 } } } } };
let engine: Engine | null = null;

function say(...words: readonly (string | number)[]): void {
  process.stdout.write(`${words.join(' ')}\n`);
}

async function go(): Promise<void> {
  engine = createEngine({ dataDir, env: {} });
  const started = await engine.start();
  if (!started.ok) {
    engine = null;
    if (started.failure.code !== 'data_directory_in_use') throw new Error(started.failure.message);
    say('lost', await countByReading(), started.failure.message);
    return;
  }
  if (started.value.warnings.length > 0) throw new Error(started.value.warnings.join('\n'));
  say('won', (await engine.runs.list({ limit: 1_000_000 })).runs.length);
  const run = await engine.startRun({ workflow: { value: document, folder: dataDir } });
  if (!run.ok) throw new Error(run.failure.message);
  await engine.whenFinished(run.value.id);
  await countOneMore();
  say('did', run.value.id);
}

/** Reads, thinks and writes in two halves: whoever does so at the same time loses a count or meets half of a number. */
async function countOneMore(): Promise<void> {
  const text = await readFile(counter, 'utf8').catch(() => '0000000.');
  if (!/^\d{7}\.$/.test(text)) throw new Error(`The counter is torn: ${text}`);
  const next = `${String(Number.parseInt(text, 10) + 1).padStart(7, '0')}.`;
  await writeFile(counter, next.slice(0, 4));
  await new Promise((resolve) => setImmediate(resolve));
  await writeFile(counter, next);
}

async function countByReading(): Promise<number> {
  const files = await openReadOnly({ dataDir });
  const { runs } = await files.runs.list({ limit: 1_000_000 });
  await files.close();
  return runs.length;
}

async function stop(): Promise<void> {
  await engine?.stop();
  engine = null;
  say('stopped');
}

say('ready');
for await (const order of createInterface({ input: process.stdin })) {
  // Orders do not wait for one another: it can be told to stop while it works.
  if (order === 'go') void go();
  else await stop();
}
