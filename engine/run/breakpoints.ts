// Units that wait at a breakpoint, and those of them that somebody means.
import { findUnit } from './find-unit.ts';
import { definitionPath } from './path.ts';
import type { Run, Unit } from './run.ts';
import { unitsOf } from './view.ts';

/** The one at `path`, or those at places that stand for `path` in the definition; without a path, all of them. */
export function unitsAtBreakpoints(run: Run, path?: string): readonly Unit[] {
  if (run.waiting === 0) return [];
  const named = path === undefined ? null : findUnit(run, path);
  if (named && isAtBreakpoint(named)) return [named];
  return [...unitsOf(run.root)].filter((unit) => isAtBreakpoint(unit) && (path === undefined || definitionPath(unit.path) === path));
}

export function isAtBreakpoint({ waiting }: Unit): boolean {
  return waiting?.kind === 'breakpoint';
}
