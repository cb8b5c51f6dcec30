import { equalJson } from '../../workflow/equal.ts';
import { succeeded, type TaskType } from '../execution.ts';
import { type FlowSwitchParameters, flowSwitchManifest } from './manifest.ts';

export const flowSwitch: TaskType<FlowSwitchParameters> = {
  manifest: flowSwitchManifest,
  execute: ({ value, cases }) => {
    const taken = Object.entries(cases).find(([, candidate]) => equalJson(candidate, value))?.[0] ?? 'otherwise';
    return succeeded({ taken }, taken);
  },
};
