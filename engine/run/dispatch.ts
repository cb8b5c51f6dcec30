// Who starts next, over all runs: priority first, then age; never more at once than the engine's slots and each pool's.
import { Heap } from './heap.ts';

/** One attempt that wants a slot. */
export type SlotRequest = {
  readonly run: string;
  readonly path: string;
  readonly attempt: number;
  readonly pool: string | null;
  readonly priority: number;
};

export type DispatchLimits = {
  /** How many attempts at once in all. */
  readonly slots: number;
  /** How many at once in each named pool; others get `defaultPoolSlots`. */
  readonly pools: { readonly [pool: string]: number };
  readonly defaultPoolSlots: number;
};

type Waiting = { readonly request: SlotRequest; readonly age: number };

/** The requests of one pool, best first, and how many of its slots are taken. */
type Lane = { readonly limit: number; taken: number; readonly heap: Heap<Waiting> };

export class Dispatcher {
  readonly #limits: DispatchLimits;
  readonly #lanes = new Map<string | null, Lane>();
  /** Requests that keep their pool's slot and none of the engine's. */
  readonly #waiting = new Set<SlotRequest>();
  #age = 0;
  #running = 0;
  #queued = 0;

  constructor(limits: DispatchLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#queued;
  }

  offer(request: SlotRequest): void {
    this.#age += 1;
    this.#queued += 1;
    this.#lane(request.pool).heap.push({ request, age: this.#age });
  }

  /** Takes the best request that fits, and its slot; null when none fits. */
  next(): SlotRequest | null {
    if (this.#running >= this.#limits.slots) return null;
    let best: Lane | null = null;
    for (const lane of this.#lanes.values()) {
      const head = lane.heap.first;
      if (!head || lane.taken >= lane.limit) continue;
      if (best === null || isBefore(head, best.heap.first as Waiting)) best = lane;
    }
    if (!best) return null;
    best.taken += 1;
    this.#running += 1;
    this.#queued -= 1;
    return (best.heap.pop() as Waiting).request;
  }

  /** Gives back what is still taken for this request. */
  release(request: SlotRequest): void {
    this.#lane(request.pool).taken -= 1;
    if (!this.#waiting.delete(request)) this.#running -= 1;
  }

  /** Its task waits: gives back the engine's slot at once and keeps the pool's until `release`. */
  wait(request: SlotRequest): void {
    if (this.#waiting.has(request)) return;
    this.#waiting.add(request);
    this.#running -= 1;
  }

  /** Takes the pool's slot for a task that waits already, after a restart; also when the pool has become too small for it. */
  hold(request: SlotRequest): void {
    this.#lane(request.pool).taken += 1;
    this.#waiting.add(request);
  }

  #lane(pool: string | null): Lane {
    const known = this.#lanes.get(pool);
    if (known) return known;
    const lane: Lane = { limit: this.#limitOf(pool), taken: 0, heap: new Heap(isBefore) };
    this.#lanes.set(pool, lane);
    return lane;
  }

  #limitOf(pool: string | null): number {
    if (pool === null) return Number.POSITIVE_INFINITY;
    return Object.hasOwn(this.#limits.pools, pool) ? (this.#limits.pools[pool] as number) : this.#limits.defaultPoolSlots;
  }
}

export function createDispatcher(limits: DispatchLimits): Dispatcher {
  return new Dispatcher(limits);
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return a.request.priority > b.request.priority || (a.request.priority === b.request.priority && a.age < b.age);
}
