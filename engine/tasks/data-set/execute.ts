import { succeeded, type TaskType } from '../execution.ts';
import { type DataSetParameters, dataSetManifest } from './manifest.ts';

export const dataSet: TaskType<DataSetParameters> = {
  manifest: dataSetManifest,
  execute: ({ values }) => succeeded(values),
};
