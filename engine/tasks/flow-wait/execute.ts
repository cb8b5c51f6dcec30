import { parseDuration } from '../../workflow/duration.ts';
import { userFailure } from '../../workflow/failure.ts';
import { failed, type Outcome, succeeded, type TaskType } from '../execution.ts';
import { type FlowWaitParameters, flowWaitManifest } from './manifest.ts';

export const flowWait: TaskType<FlowWaitParameters> = {
  manifest: flowWaitManifest,
  execute: (parameters, context) => {
    const now = context.now();
    const until = parameters.for === undefined ? Date.parse(parameters.until ?? '') : now + (parseDuration(parameters.for) ?? Number.NaN);
    return waitUntil(until, now, parameters);
  },
};

/** The last instant that a date can hold. */
const lastInstant = 8.64e15;

function waitUntil(until: number, now: number, parameters: FlowWaitParameters): Outcome {
  if (!(until <= lastInstant)) {
    const given = parameters.for ?? parameters.until ?? '';
    return failed(userFailure('invalid_duration', `"${given}" cannot be waited for: no calendar holds that instant. Give a shorter time.`));
  }
  return until <= now ? succeeded(null) : { type: 'waiting', cause: { kind: 'timer', until } };
}
