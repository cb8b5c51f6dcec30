import { useRef } from 'react';
import { useStore } from 'zustand';
import type { JsonPath, Problem } from '../../../engine/workflow/problem.ts';
import type { Session, SessionState } from '../../document/session.ts';
import { problemsWithin, sameProblems } from './problems-at.ts';

const problemsOf = (state: SessionState) => state.problems;

/** The problems of a part of the document: the same list as long as they say the same, however often the document is checked. */
export function useProblems(session: Session, root: JsonPath): readonly Problem[] {
  const all = useStore(session.store, problemsOf);
  const kept = useRef<readonly Problem[]>([]);
  const found = problemsWithin(all, root);
  if (!sameProblems(kept.current, found)) kept.current = found;
  return kept.current;
}
