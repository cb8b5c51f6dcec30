import { userFailure } from '../../workflow/failure.ts';
import { failed, type TaskType } from '../execution.ts';
import { type FlowFailParameters, flowFailManifest } from './manifest.ts';

export const flowFail: TaskType<FlowFailParameters> = {
  manifest: flowFailManifest,
  execute: ({ message, code }) => failed(userFailure(code, message)),
};
