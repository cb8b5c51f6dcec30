import { parseTaskPath } from './path.ts';
import { createUnit, type NodeState, type Run, type ScopeState, type Unit } from './run.ts';

/** The unit at a path, or null when the run has no such task or the item was not opened yet. O(depth). */
export function findUnit(run: Run, path: string): Unit | null {
  const index = run.program.root.indexOf.get(path);
  return index === undefined ? findByWalking(run, path) : (run.root.nodes[index] as NodeState).unit;
}

function findByWalking(run: Run, path: string): Unit | null {
  const steps = parseTaskPath(path);
  if (!steps) return null;
  let scope: ScopeState | null = path.startsWith('@') ? run.hooks : run.root;
  let unit: Unit | null = null;
  for (const step of steps) {
    const index: number | undefined = scope?.program.indexOf.get(step.id.startsWith('@') ? step.id.slice(1) : step.id);
    const node: NodeState | undefined = index === undefined ? undefined : scope?.nodes[index];
    if (!node) return null;
    unit = step.item === null ? node.unit : (node.items?.units[step.item] ?? null);
    if (!unit) return null;
    scope = unit.body;
  }
  return unit;
}

/** Opens item `index` of an expanded task; the caller decides when. */
export function openItem(run: Run, node: NodeState, index: number): Unit {
  const items = node.items;
  if (!items || index >= items.count) throw new Error(`Broken invariant: ${node.unit.path} has no item ${index}`);
  const path = `${node.unit.path}[${index}]`;
  const unit = createUnit(node, path, { item: index, attemptsBefore: run.attemptsByPath.get(path) ?? 0 });
  unit.prepared = true;
  unit.status = 'queued';
  items.units[index] = unit;
  for (let gap = items.next; gap < index; gap += 1) items.gaps.add(gap);
  items.next = Math.max(items.next, index + 1);
  items.gaps.delete(index);
  items.active += 1;
  run.queued.add(unit);
  run.toOffer.push(unit);
  return unit;
}

/** Like `findUnit`, and opens the items on the way: a journal says that an item started, not that it was opened. */
export function findOrOpenUnit(run: Run, path: string): Unit | null {
  const found = findUnit(run, path);
  if (found) return found;
  const steps = parseTaskPath(path);
  const last = steps?.at(-1);
  if (!steps || !last || last.item === null) return null;
  const task = findUnit(run, path.slice(0, path.lastIndexOf('[')));
  return task?.node.items && last.item < task.node.items.count ? openItem(run, task.node, last.item) : null;
}
