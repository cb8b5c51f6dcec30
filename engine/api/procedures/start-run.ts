// Starting runs, once per idempotency key: the key becomes the run's id, so a repetition collides with itself, across restarts too.
import { createHash } from 'node:crypto';
import type { Engine, StartFailure, StartRequest, WorkflowSource } from '../../host/engine.ts';
import type { RunChoices, RunTrigger } from '../../run/event.ts';
import { equalJson } from '../../workflow/equal.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import { parseWorkflow } from '../../workflow/parse/parse-workflow.ts';
import { err, ok, type Result } from '../../workflow/result.ts';

export type Started = Result<{ readonly id: string }, StartFailure>;

export class RunStarts {
  readonly #engine: Engine;
  /** Two requests at once must both wait until the one run is on disk. */
  readonly #underway = new Map<string, Promise<Started>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async start(request: StartRequest, key: string | undefined): Promise<Started> {
    if (key === undefined) return this.#engine.startRun(request);
    const id = `key-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
    const before = this.#underway.get(id);
    if (before) {
      const other = await before;
      return other.ok ? this.#same(request, id) : other;
    }
    const starting = this.#startOnce(request, id);
    this.#underway.set(id, starting);
    try {
      return await starting;
    } finally {
      this.#underway.delete(id);
    }
  }

  async #startOnce(request: StartRequest, id: string): Promise<Started> {
    const started = await this.#engine.startRun({ ...request, id });
    return started.ok || started.failure.code !== 'run_exists' ? started : this.#same(request, id);
  }

  /** The run of the first request, unless this one asks for something else. */
  async #same(request: StartRequest, id: string): Promise<Started> {
    const { workflow, inputs = {}, environment, rerun } = request;
    const created = (await this.#engine.runs.events(id))[0];
    const isSame =
      created?.type === 'run.created' &&
      created.environment === (environment ?? (rerun ? created.environment : null)) &&
      isRerunOf(created.trigger, rerun) &&
      holds(created.inputs, inputs) &&
      equalJson(chosenBy(request), chosenIn(created)) &&
      (await this.#isWorkflowOf(id, created.workflow, workflow));
    return isSame
      ? ok({ id })
      : err(userFailure('idempotency_key_reused', `The key was used for another request, which started run ${id}`));
  }

  async #isWorkflowOf(id: string, ran: string, wanted: WorkflowSource | undefined): Promise<boolean> {
    if (wanted === undefined || typeof wanted === 'string') return wanted === undefined || wanted === ran;
    const parsed = parseWorkflow(wanted.value, this.#engine.tasks);
    const definition = await this.#engine.runs.definition(id);
    return parsed.ok && equalJson(definition as unknown as Json, parsed.value.workflow as unknown as Json);
  }
}

function isRerunOf(trigger: RunTrigger, rerun: StartRequest['rerun']): boolean {
  if (trigger.kind !== 'rerun' || rerun === undefined) return trigger.kind !== 'rerun' && rerun === undefined;
  const { kind: _kind, ...repeated } = trigger;
  return equalJson(repeated, rerun);
}

/** The run has defaults besides what was given. */
function holds(all: JsonObject, given: JsonObject): boolean {
  return Object.entries(given).every(([name, value]) => Object.hasOwn(all, name) && equalJson(all[name], value));
}

/** What a request chose besides the workflow and its inputs, in the form of `chosenIn`. */
function chosenBy({ upTo, breakpoints = [], pins = {} }: StartRequest): Json {
  const pinned = Object.entries(pins).map(([task, { run, path = task }]): [string, Json] => [task, { run, path }]);
  return { upTo: upTo ?? null, breakpoints: [...new Set(breakpoints)].sort(), pins: Object.fromEntries(pinned) };
}

function chosenIn({ upTo, breakpoints = [], pinned = {} }: RunChoices): Json {
  const pins = Object.entries(pinned).map(([task, { run, path }]): [string, Json] => [task, { run, path }]);
  return { upTo: upTo ?? null, breakpoints: [...breakpoints].sort(), pins: Object.fromEntries(pins) };
}
