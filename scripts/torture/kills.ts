import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../engine/adapters/testing/seeded-random.ts';
import { broken, Ledger } from './ledger.ts';
import { option } from './option.ts';

const victim = fileURLToPath(new URL('victim.js', import.meta.url));

const kills = option('kills', 1000);
const least = option('least', kills * 30);
const random = seededRandom(option('seed', 1));
const folder = await mkdtemp(join(tmpdir(), 'millrace-torture-'));
const effectsPath = join(folder, 'effects.txt');
const ledger = new Ledger();

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** The ledger takes every whole line; what a kill cut off in the middle was never said. */
function startVictim(mode: 'load' | 'drain') {
  const child = spawn(process.execPath, [victim, join(folder, 'data'), effectsPath, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  const { promise: started, resolve: isStarted } = deferred();
  let said = 0;
  let enough: { after: number; reached: () => void } = { after: Infinity, reached: () => undefined };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('started ')) isStarted();
      ledger.take(line);
      said += 1;
      if (said >= enough.after) enough.reached();
    }
  });
  /** Resolves when it has said that many lines more. */
  const hasSaid = (lines: number) => {
    const { promise, resolve } = deferred();
    enough = { after: said + lines, reached: resolve };
    return promise;
  };
  return { child, started, hasSaid, gone: once(child, 'close') };
}

let killsBeforeStart = 0;
for (let kill = 0; kill < kills; kill += 1) {
  const { child, started, hasSaid, gone } = startVictim('load');
  let hasStarted = false;
  const working = started.then(async () => {
    hasStarted = true;
    // In the middle of the work, however fast the machine is.
    await hasSaid(1 + Math.floor(random() * 100));
    await setTimeout(random() * 5);
  });
  // One in eight dies somewhere in its start.
  await (random() < 0.125 ? setTimeout(100 + random() * 200) : Promise.race([working, gone]));
  if (!hasStarted) killsBeforeStart += 1;
  child.kill('SIGKILL');
  const [code] = await gone;
  if (code !== null) throw new Error(`The engine ended by itself, with ${code}`);
}
const last = startVictim('drain');
const [code] = await last.gone;
const effects = (await readFile(effectsPath, 'utf8')).split('\n').filter((line) => line !== '');
const counts = ledger.counts(effects, { kills, killsBeforeStart });
process.stdout.write(
  `${JSON.stringify({ ...counts, warnings: counts.warnings.length, examples: counts.warnings.slice(0, 3) }, null, 2)}\n`,
);
await rm(folder, { recursive: true });
if (code !== 0) throw new Error(`The last engine ended with ${code}`);
if (broken(counts) > 0) throw new Error('A promise was broken');
if (counts.acknowledged < least) throw new Error(`Only ${counts.acknowledged} acknowledgements, and not ${least}: this proves too little`);
