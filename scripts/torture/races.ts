// Two engines race for one data directory, again and again: at once, after kills, and with one of them stopped in the middle of its start or
// of its work. Counts what went wrong; `--races <n>` (500), `--seed <n>`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../engine/adapters/testing/seeded-random.ts';
import { openReadOnly } from '../../engine/host/read-only.ts';
import { option } from './option.ts';

const racer = fileURLToPath(new URL('racer.js', import.meta.url));
const races = option('races', 500);
const random = seededRandom(option('seed', 1));
const folder = await mkdtemp(join(tmpdir(), 'millrace-races-'));
const dataDir = join(folder, 'data');

type Racer = {
  readonly child: ChildProcess;
  readonly tell: (order: 'go' | 'stop') => void;
  /** The next line that begins with one of these words. */
  readonly says: (...words: readonly string[]) => Promise<string>;
};

async function startRacer(): Promise<Racer> {
  const child = spawn(process.execPath, [racer, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said: string[] = [];
  let look: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  child.once('exit', (code) => code !== null && fail(new Error(`A racer ended by itself, with ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    look();
  });
  const says = (...words: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const at = said.findIndex((line) => words.includes(line.split(' ')[0] ?? ''));
        if (at !== -1) resolve(said.splice(at, 1)[0] ?? '');
      };
      fail = reject;
      look();
    });
  const started = { child, tell: (order: string) => void child.stdin.write(`${order}\n`), says };
  await started.says('ready');
  return started;
}

const counts = { races, won: 0, kills: 0, stoppedAtStart: 0, stoppedAtWork: 0, noOwner: 0, twoOwners: 0, notNamed: 0, torn: 0 };
let expected = 0;
const acknowledged: string[] = [];
let racers = [await startRacer(), await startRacer()] as const;

for (let race = 0; race < races; race += 1) {
  const answers = await raceOnce(race);
  const winners = racers.filter((_, index) => answers[index]?.startsWith('won'));
  if (winners.length === 0) counts.noOwner += 1;
  if (winners.length > 1) counts.twoOwners += 1;
  counts.won += winners.length;
  const [winner] = winners;
  if (!winner) continue;
  const did = await winner.says('did');
  acknowledged.push(did.slice('did '.length));
  expected += 1;
  const loser = racers[0] === winner ? racers[1] : racers[0];
  if (race % 50 === 25) await challengeWhileStopped(winner, loser);
  await end(winner, loser);
}

/** What both say, in the order of the racers. */
async function raceOnce(race: number): Promise<readonly string[]> {
  const stopped = race % 5 === 4 ? racers[random() < 0.5 ? 0 : 1] : null;
  const answers = racers.map((each) => each.says('won', 'lost'));
  const [first, second] = random() < 0.5 ? racers : [racers[1], racers[0]];
  first.tell('go');
  if (random() < 0.5) await setTimeout(random() * 3);
  second.tell('go');
  if (stopped) {
    counts.stoppedAtStart += 1;
    await setTimeout(random() * 12);
    stopped.child.kill('SIGSTOP');
    await answers[racers[0] === stopped ? 1 : 0];
    stopped.child.kill('SIGCONT');
  }
  const said = await Promise.all(answers);
  for (const [index, answer] of said.entries()) check(answer, racers[index === 0 ? 1 : 0], stopped !== null);
  return said;
}

/** The loser names the other one, if that could be asked, and each sees all runs that were acknowledged. */
function check(answer: string, other: Racer, mayBeUnknown: boolean): void {
  const [word, runs] = answer.split(' ');
  if (Number(runs) < acknowledged.length) counts.torn += 1;
  const isNamed = answer.includes(`process ${other.child.pid}`) || (mayBeUnknown && answer.includes('does not answer'));
  if (word === 'lost' && !isNamed) counts.notNamed += 1;
}

/** A process that is stopped keeps what it has. */
async function challengeWhileStopped(winner: Racer, loser: Racer): Promise<void> {
  counts.stoppedAtWork += 1;
  winner.child.kill('SIGSTOP');
  const answer = loser.says('won', 'lost');
  loser.tell('go');
  const said = await answer;
  winner.child.kill('SIGCONT');
  if (said.startsWith('won')) counts.twoOwners += 1;
  else if (!said.includes(`process ${winner.child.pid}, which does not answer`)) counts.notNamed += 1;
}

/** Every eighth winner is killed; the others let go. */
async function end(winner: Racer, loser: Racer): Promise<void> {
  if (random() >= 0.125) {
    winner.tell('stop');
    await winner.says('stopped');
    return;
  }
  counts.kills += 1;
  const gone = once(winner.child, 'exit');
  winner.child.kill('SIGKILL');
  await gone;
  racers = [await startRacer(), loser];
}

for (const { child } of racers) child.kill('SIGKILL');
const files = await openReadOnly({ dataDir });
const ids = new Set((await files.runs.list({ limit: 1_000_000 })).runs.map(({ id }) => id));
await files.close();
const lost = acknowledged.filter((id) => !ids.has(id)).length;
const miscounted = expected - Number.parseInt(await readFile(join(dataDir, 'counter.txt'), 'utf8'), 10);
process.stdout.write(`${JSON.stringify({ ...counts, acknowledged: acknowledged.length, lost, miscounted }, null, 2)}\n`);
await rm(folder, { recursive: true });
const broken = counts.noOwner + counts.twoOwners + counts.notNamed + counts.torn + lost + Math.abs(miscounted);
if (broken > 0) throw new Error('A promise was broken');
if (counts.won < races) throw new Error(`Only ${counts.won} of ${races} races had a winner`);
