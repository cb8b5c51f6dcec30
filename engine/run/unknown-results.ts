// Which results a simulation cannot know: those of tasks with side effects, and whatever is computed from them.
import { referencedTasks } from '../workflow/expression/references.ts';
import type { Json } from '../workflow/json.ts';
import type { NodeState, Unit } from './run.ts';
import { findInSight } from './variables.ts';

export class UnknownResults {
  readonly #nodes = new Set<NodeState>();

  add(unit: Unit): void {
    this.#nodes.add(unit.node);
    // A group's outputs are made of its members' results.
    for (let owner = unit.node.scope.owner; owner; owner = owner.node.scope.owner) this.#nodes.add(owner.node);
  }

  /** Whether the unit's parameters, or the items it stands for, are computed from something unknown. */
  reach(unit: Unit): boolean {
    const { task } = unit.node.program;
    if (this.#isRead((task.with ?? {}) as Json, unit)) return true;
    for (let at: Unit | null = unit; at; at = at.node.scope.owner) {
      const { each } = at.node.program.task;
      if (each && this.#isRead(each.in as Json, at)) return true;
    }
    return false;
  }

  #isRead(value: Json, unit: Unit): boolean {
    const ids = referencedTasks(value);
    if (ids === 'all') return this.#nodes.size > 0;
    return ids.some((id) => {
      const node = findInSight(unit.node.scope, id);
      return node !== null && this.#nodes.has(node);
    });
  }
}
