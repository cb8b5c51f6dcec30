// Keeps to each workflow's own limit of runs at once.
import { type Admission, admit } from '../run/admission.ts';
import type { Report } from '../run/event.ts';
import type { Workflow } from '../workflow/schema.ts';
import type { LiveRun } from './live-run.ts';
import type { RunRegistry } from './registry.ts';

export type AdmissionParts = { readonly registry: RunRegistry; readonly post: (live: LiveRun, report: Report) => void };

export class Admissions {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Asked before a run is created, so that a refused one leaves no trace. */
  ask(workflow: Workflow): Admission {
    return this.#admit(workflow, workflow.id);
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
    const queued = registry.queuedOf(workflow);
    if (queued.size === 0) return;
    const priorityOf = (live: LiveRun) => live.run.created.priority ?? 0;
    const inOrder = queued.size === 1 ? [...queued] : [...queued].sort((a, b) => priorityOf(b) - priorityOf(a));
    for (const live of inOrder) {
      const answer = this.#admit(live.run.program.workflow, workflow);
      if (answer.type === 'replace') this.#cancel(answer.cancel);
      // It was accepted once, so it is never refused: with `skip` it waits its turn after a restart.
      if (answer.type !== 'start') return;
      registry.leaveQueue(live);
      post(live, { type: 'start' });
    }
  }

  #admit({ concurrency }: Workflow, workflow: string): Admission {
    // Most workflows have no limit, and counting thousands of waiting runs for each new one would add up.
    if (!concurrency) return admit(concurrency, []);
    const active = [...this.#parts.registry.activeOf(workflow)];
    return admit(
      concurrency,
      active.map((live) => ({ id: live.id, startedAt: live.run.startedAt ?? live.run.created.at })),
    );
  }

  #cancel(id: string): void {
    const oldest = this.#parts.registry.get(id);
    if (oldest) this.#parts.post(oldest, { type: 'cancel', by: 'engine', message: 'A newer run of this workflow took its place' });
  }
}
