// A host that does everything the contract allows and nothing in order: evaluations come late, slots are given at random, people interfere,
// and now and then it dies and goes on with what the journal kept.
import type { JsonObject } from '../../workflow/json.ts';
import { testCatalog } from '../../workflow/testing/catalog.ts';
import { evaluatingWorld } from '../evaluating-world.ts';
import type { AttemptOutcome, Effect, Report, RunEvent, Step, TaskWaiting } from '../event.ts';
import { findUnit } from '../find-unit.ts';
import { advance, nextWake, plan } from '../plan.ts';
import type { Program } from '../program.ts';
import { createRun, isLeaf, type Run, type Unit } from '../run.ts';
import { storedValue } from '../stored-value.ts';
import { transition } from '../transition.ts';
import { unitsOf } from '../view.ts';
import { fail, reach, succeed } from './world.ts';

type Wanted = { readonly path: string; readonly attempt: number };
type Choice = { readonly weight: number; readonly act: () => void };

const { prepare, complete, outputs } = evaluatingWorld(null);
/** What else people and other runs decide, and no time. */
const needsSomebody: ReadonlySet<string> = new Set(['approval', 'call', 'breakpoint']);

export class DisorderlyHost {
  readonly #program: Program;
  /** The next fraction in [0, 1). */
  readonly #random: () => number;
  run: Run;
  events: RunEvent[];
  /** What went against the contract. */
  readonly wrongs: string[] = [];
  #now: number;
  #asked: Effect[] = [];
  #wanted: Wanted[] = [];
  #running = new Map<string, Wanted>();
  #interjections = 6;
  #deaths = 3;

  constructor(program: Program, created: RunEvent, random: () => number) {
    this.#program = program;
    this.#random = random;
    this.run = createRun(program, created);
    this.events = [created];
    this.#now = created.at;
    this.#tell({ type: 'start' });
  }

  /** Does one thing; false when there is nothing that could be done. */
  step(): boolean {
    const choices = this.#choices();
    if (choices.length === 0) return false;
    if (this.#interjections > 0) choices.push({ weight: 0.5, act: () => this.#interject() });
    if (this.#deaths > 0) choices.push({ weight: 0.4, act: () => this.#die() });
    let left = this.#random() * choices.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, act } of choices) {
      left -= weight;
      if (left > 0) continue;
      act();
      break;
    }
    return true;
  }

  get attemptsUnderWay(): number {
    return this.#running.size;
  }

  #choices(): Choice[] {
    const choices: Choice[] = [];
    const decided = this.run.waiting > 0 ? this.#units().filter(({ waiting }) => waiting !== null && needsSomebody.has(waiting.kind)) : [];
    const wake = nextWake(this.run);
    if (this.#asked.length > 0) choices.push({ weight: 8, act: () => this.#answer(this.#take(this.#asked)) });
    if (this.#wanted.length > 0) choices.push({ weight: 6, act: () => this.#grant(this.#take(this.#wanted)) });
    if (this.#running.size > 0) choices.push({ weight: 6, act: () => this.#end(this.#take([...this.#running.values()])) });
    if (decided.length > 0) choices.push({ weight: 2, act: () => this.#decide(this.#take(decided)) });
    if (wake !== null) choices.push({ weight: 3, act: () => this.#sleep(wake) });
    if (this.run.isPaused) choices.push({ weight: 2, act: () => this.#tell({ type: 'resume' }) });
    return choices;
  }

  #take<T>(list: T[]): T {
    return list.splice(Math.floor(this.#random() * list.length), 1)[0] as T;
  }

  #units(): readonly Unit[] {
    return [...unitsOf(this.run.root), ...unitsOf(this.run.hooks)];
  }

  #tell(report: Report): Step {
    const step = advance(this.run, report, this.#now);
    this.#note(step);
    return step;
  }

  #note({ events, effects }: Step): void {
    this.events.push(...events);
    for (const effect of effects) {
      if (effect.type === 'ready') this.#wanted.push(effect);
      if (effect.type === 'abort' && !this.#running.has(effect.path) && this.#deaths === 3) this.wrongs.push(`${effect.path} does not run`);
      if (effect.type === 'prepare' || effect.type === 'complete' || effect.type === 'outputs') this.#asked.push(effect);
    }
  }

  #answer(effect: Effect): void {
    if (effect.type === 'outputs') this.#tell({ type: 'outputs', result: outputs(this.run) });
    const unit = 'path' in effect ? findUnit(this.run, effect.path) : null;
    if (!unit) return;
    const { path } = unit;
    if (effect.type === 'prepare') this.#tell({ type: 'prepared', path, result: prepare(this.run, unit) });
    if (effect.type === 'complete') this.#tell({ type: 'completed', path, result: complete(this.run, unit) });
  }

  #grant({ path, attempt }: Wanted): void {
    if (this.#tell({ type: 'started', path, attempt }).refused !== undefined) return;
    if (this.#running.has(path)) this.wrongs.push(`${path} runs twice at once`);
    this.#running.set(path, { path, attempt });
  }

  #end({ path, attempt }: Wanted): void {
    this.#running.delete(path);
    const { refused } = this.#tell({ type: 'outcome', path, attempt, outcome: this.#outcome(path) });
    if (refused !== undefined) this.wrongs.push(`the outcome of ${path} was refused: ${refused}`);
  }

  #outcome(path: string): AttemptOutcome {
    const fraction = this.#random();
    if (fraction < 0.3) return fail;
    if (fraction > 0.98) return { type: 'stop', status: this.#random() < 0.5 ? 'succeeded' : 'canceled', message: 'enough' };
    if (fraction > 0.8) return { type: 'waiting', cause: this.#cause() };
    const task = findUnit(this.run, path)?.node.program.task;
    const ports = testCatalog.get(task?.type ?? '')?.ports((task?.with ?? {}) as JsonObject) ?? [];
    return ports.length === 0 ? succeed : reach(ports[Math.floor(this.#random() * ports.length)] as string);
  }

  #cause(): TaskWaiting {
    const fraction = this.#random();
    const until = this.#now + Math.floor(this.#random() * 8000);
    if (fraction < 0.4) return { kind: 'timer', until };
    if (fraction < 0.6) return { kind: 'call', run: `called-${this.events.length}`, workflow: 'other' };
    return {
      kind: 'approval',
      title: 'Go?',
      message: '',
      form: {},
      approvers: [],
      expiresAt: until,
      onTimeout: fraction < 0.8 ? 'fail' : 'approve',
    };
  }

  #decide({ path, waiting }: Unit): void {
    const isGood = this.#random() < 0.6;
    if (waiting?.kind === 'call') {
      this.#tell({ type: 'call finished', path, run: waiting.run, status: isGood ? 'succeeded' : 'failed', outputs: storedValue(null) });
    } else if (waiting?.kind === 'breakpoint') this.#tell({ type: 'continue', path });
    else this.#tell({ type: 'decide', path, decision: isGood ? 'approved' : 'rejected', by: 'ann', comment: '', values: {} });
  }

  #sleep(wake: number): void {
    this.#now = Math.max(this.#now, wake + (this.#random() < 0.8 ? 0 : Math.floor(this.#random() * 20_000)));
    this.#note(plan(this.run, this.#now));
  }

  #interject(): void {
    this.#interjections -= 1;
    this.#tell({ type: this.#random() < 0.3 ? 'cancel' : 'pause' });
  }

  /** Up to three events had not reached the disk. */
  #die(): void {
    this.#deaths -= 1;
    const lost = Math.min(this.events.length - 1, Math.floor(this.#random() * 4));
    this.events = this.events.slice(0, this.events.length - lost);
    this.run = replayed(this.#program, this.events);
    [this.#asked, this.#wanted] = [[], []];
    this.#running.clear();
    this.#now += Math.floor(this.#random() * 3) * 10_000;
    if (this.run.phase === 'queued') this.#tell({ type: 'start' });
    for (const unit of this.#units()) {
      if (unit.status === 'running' && isLeaf(unit)) this.#tell({ type: 'interrupted', path: unit.path, attempt: unit.attempt });
    }
    this.#note(plan(this.run, this.#now));
  }
}

/** The state that a run's events lead to, as they are read from a disk. */
export function replayed(program: Program, events: readonly RunEvent[]): Run {
  const [created, ...rest] = JSON.parse(JSON.stringify(events)) as RunEvent[];
  const run = createRun(program, created as RunEvent);
  for (const event of rest) transition(run, event);
  return run;
}
