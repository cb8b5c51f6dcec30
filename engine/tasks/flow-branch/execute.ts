import { succeeded, type TaskType } from '../execution.ts';
import { type FlowBranchParameters, flowBranchManifest } from './manifest.ts';

export const flowBranch: TaskType<FlowBranchParameters> = {
  manifest: flowBranchManifest,
  execute: (parameters) => {
    const taken = parameters.if ? 'yes' : 'no';
    return succeeded({ taken }, taken);
  },
};
