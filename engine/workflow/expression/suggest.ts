import { RecentSets } from './suggest-index.ts';

/** Above this many candidates, those one edit away are looked up instead of comparing with each. */
const comparedCandidates = 200;
const indexes = new RecentSets();

/**
 * The candidate that was probably meant: at most 1 edit away for names up to 5 characters, 2 up to 8, 3 beyond;
 * another case is no edit. Null when none is near. Pass a large set as such: it is then searched by an index.
 */
export function closest(name: string, candidates: Iterable<string>): string | null {
  const near = candidates instanceof Set && candidates.size > comparedCandidates ? indexes.near(name, candidates) : candidates;
  const allowed = name.length <= 2 ? 0 : name.length <= 5 ? 1 : name.length <= 8 ? 2 : 3;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let left = comparedCandidates;
  for (const candidate of near) {
    if (left-- === 0) break;
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = candidate.toLowerCase() === name.toLowerCase() ? 0 : editDistance(name, candidate, bestDistance);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** Damerau's distance with adjacent swaps (optimal string alignment); gives `bound` as soon as it cannot be less. */
function editDistance(a: string, b: string, bound: number): number {
  if (a.length > 100 || b.length > 100) return bound;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest >= bound) return bound;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
