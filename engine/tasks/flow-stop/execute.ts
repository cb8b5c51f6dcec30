import type { TaskType } from '../execution.ts';
import { type FlowStopParameters, flowStopManifest } from './manifest.ts';

export const flowStop: TaskType<FlowStopParameters> = {
  manifest: flowStopManifest,
  execute: ({ status, message }) => ({ type: 'stop', status, message }),
};
