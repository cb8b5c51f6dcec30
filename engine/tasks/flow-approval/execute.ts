import { parseDuration } from '../../workflow/duration.ts';
import { userFailure } from '../../workflow/failure.ts';
import { failed, type TaskType } from '../execution.ts';
import { type FlowApprovalParameters, flowApprovalManifest } from './manifest.ts';

/** The decision itself is produced by the engine, when somebody takes it or when the time is up. */
export const flowApproval: TaskType<FlowApprovalParameters> = {
  manifest: flowApprovalManifest,
  execute: ({ title, message, form, approvers, timeout, onTimeout }, context) => {
    const timeoutMs = timeout === undefined ? undefined : parseDuration(timeout);
    if (timeoutMs === null) {
      return failed(userFailure('invalid_duration', `The timeout "${timeout}" is longer than a calendar can hold. Give a shorter one.`));
    }
    const expiresAt = timeoutMs === undefined ? {} : { expiresAt: context.now() + timeoutMs };
    return { type: 'waiting', cause: { kind: 'approval', title, message, form, approvers, ...expiresAt, onTimeout } };
  },
};
