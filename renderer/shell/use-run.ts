import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { ok, type Result } from '../../engine/workflow/result.ts';
import { useServices } from '../app/services.ts';
import type { FollowedRun } from '../run-state/run-state.ts';

/** The run that the canvas of a workflow shows. */
export function useFollowedRun(workflow: string): FollowedRun | null {
  const { runs } = useServices();
  return useStore(
    runs.store,
    useCallback(({ runs: followed }: { readonly runs: { readonly [id: string]: FollowedRun } }) => followed[workflow] ?? null, [workflow]),
  );
}

export function useOutputReader(run: string | null): (path: string) => Promise<Result<Json | undefined, Failure>> {
  const { runs } = useServices();
  return useCallback((path) => (run === null ? Promise.resolve(ok(undefined)) : runs.output(run, path)), [runs, run]);
}
