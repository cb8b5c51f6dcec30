import { useCallback } from 'react';
import { useStore } from 'zustand';
import { hasPin, marksOf, type RunMarksState } from '../../view/run-marks.ts';
import { useCanvas } from '../canvas-context.ts';

export function useHasBreakpoint(path: string): boolean {
  const { session, services } = useCanvas().model;
  const { id } = session;
  return useStore(
    services.marks.store,
    useCallback((state: RunMarksState) => marksOf(state, id).breakpoints.includes(path), [id, path]),
  );
}

export function useIsPinned(path: string): boolean {
  const { session, services } = useCanvas().model;
  const { id } = session;
  return useStore(
    services.marks.store,
    useCallback((state: RunMarksState) => hasPin(marksOf(state, id), path), [id, path]),
  );
}
