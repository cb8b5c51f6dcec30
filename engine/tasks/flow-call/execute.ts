import type { TaskType } from '../execution.ts';
import { type FlowCallParameters, flowCallManifest } from './manifest.ts';

/** The engine starts the called run and gives its outputs. */
export const flowCall: TaskType<FlowCallParameters> = {
  manifest: flowCallManifest,
  execute: ({ workflow, inputs, wait }) => ({ type: 'waiting', cause: { kind: 'call', workflow, inputs, wait } }),
};
