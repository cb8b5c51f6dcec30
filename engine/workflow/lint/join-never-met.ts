import { type Need, parseNeed, printNeed } from '../needs.ts';
import type { CheckContext } from '../parse/context.ts';
import { type Findings, warning } from '../parse/finding.ts';
import type { Task } from '../schema.ts';

/** How far up a chain of single needs is followed. */
const farthest = 50;

/** A join `all` below two ports of one task that are never both reached: the two sides of a branch, success and failure. */
export function lintJoinNeverMet({ places }: CheckContext, findings: Findings): void {
  for (const { task, path, jsonPath, siblings } of places) {
    if (findings.isFull) return;
    if (task.join !== 'all' || !task.needs || task.needs.length < 2) continue;
    const clash = findClash(task.needs, siblings);
    if (!clash) continue;
    const [one, other] = clash;
    const message = `Task \`${path}\` waits for \`${printNeed(one)}\` and \`${printNeed(other)}\`, which are never both reached, so it is always skipped. Remove \`join\`: the default starts it after either.`;
    const fix = { title: 'Remove join', action: 'remove' as const, path: [...jsonPath, 'join'] };
    findings.add(warning('join_never_met', [...jsonPath, 'join'], message, { fix }));
  }
}

function findClash(needs: readonly string[], siblings: { readonly [id: string]: Task }): readonly [Need, Need] | null {
  const portOf = new Map<string, Need>();
  for (const text of needs) {
    for (const need of chainOf(parseNeed(text), siblings)) {
      const other = portOf.get(need.task);
      if (other && excludes(other.port, need.port)) return [other, need];
      if (!other || other.port === 'finished') portOf.set(need.task, need);
    }
  }
  return null;
}

/** The need, and what must have been reached for it as long as there is just one way. */
function chainOf(need: Need, siblings: { readonly [id: string]: Task }): readonly Need[] {
  const chain = [need];
  for (let at = need; chain.length < farthest; ) {
    const task = siblings[at.task];
    const [only, ...others] = task?.needs ?? [];
    if (only === undefined || others.length > 0 || task?.join === 'always') break;
    at = parseNeed(only);
    chain.push(at);
  }
  return chain;
}

function excludes(one: string, other: string): boolean {
  if (one === other || one === 'finished' || other === 'finished') return false;
  if (one === 'failed' || other === 'failed') return true;
  return one !== 'done' && other !== 'done';
}
