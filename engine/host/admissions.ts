// Keeps to each workflow's own limit of runs at once.
import { type Admission, admit } from '../run/admission.ts';
import type { Report } from '../run/event.ts';
import type { Workflow } from '../workflow/schema.ts';
import type { LiveRun } from './live-run.ts';
import type { RunRegistry } from './registry.ts';

export type AdmissionParts = { readonly registry: RunRegistry; readonly post: (live: LiveRun, report: Report) => void };

export class Admissions {
  readonly #parts: AdmissionParts;
  /** Runs that were told to start and have not yet: the limit counts them too. */
  readonly #starting = new Set<LiveRun>();

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Asked before a run is created, so that a refused one leaves no trace. */
  ask(workflow: Workflow): Admission {
    return admit(workflow.concurrency, this.#active(workflow.id));
  }

  /**
   * Whether a called run would wait for its own callers: they take all places of its workflow, and keep them until it has ended.
   * `caller` is the run that waits for it.
   */
  waitsForItself({ id, concurrency }: Workflow, caller: string): boolean {
    if (!concurrency || (concurrency.overflow ?? 'queue') !== 'queue') return false;
    let places = 0;
    let live = this.#parts.registry.get(caller);
    while (live) {
      const { created } = live.run;
      if (created.workflow === id) places += 1;
      const isAwaited = created.trigger.kind === 'call' && !live.host.isDetached;
      live = isAwaited && created.trigger.kind === 'call' ? this.#parts.registry.get(created.trigger.run) : undefined;
    }
    return places >= concurrency.limit;
  }

  /** Starts what may start now of a workflow's queued runs, by priority, then age. */
  settle(workflow: string): void {
    const { registry, post } = this.#parts;
    const queued = registry.unfinishedOf(workflow).filter((live) => live.run.phase === 'queued' && !this.#starting.has(live));
    const priorityOf = (live: LiveRun) => live.run.created.priority ?? 0;
    for (const live of queued.sort((a, b) => priorityOf(b) - priorityOf(a))) {
      const answer = admit(live.run.program.workflow.concurrency, this.#active(workflow));
      if (answer.type === 'replace') this.#cancel(answer.cancel);
      // It was accepted once, so it is never refused: with `skip` it waits its turn after a restart.
      if (answer.type !== 'start') return;
      this.#starting.add(live);
      post(live, { type: 'start' });
    }
  }

  started(live: LiveRun): void {
    this.#starting.delete(live);
  }

  #active(workflow: string) {
    return this.#parts.registry
      .unfinishedOf(workflow)
      .filter((live) => live.run.phase !== 'queued' || this.#starting.has(live))
      .map((live) => ({ id: live.id, startedAt: live.run.startedAt ?? live.run.created.at }));
  }

  #cancel(id: string): void {
    const oldest = this.#parts.registry.get(id);
    if (oldest) this.#parts.post(oldest, { type: 'cancel', by: 'engine', message: 'A newer run of this workflow took its place' });
  }
}
