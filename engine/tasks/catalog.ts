// Every built-in task type, without how it runs: pure, so that the renderer and the documentation read the same list as the engine.
import { type Catalog, createCatalog, type TaskManifest } from '../workflow/catalog.ts';
import { dataSetManifest } from './data-set/manifest.ts';
import { flowApprovalManifest } from './flow-approval/manifest.ts';
import { flowBranchManifest } from './flow-branch/manifest.ts';
import { flowCallManifest } from './flow-call/manifest.ts';
import { flowFailManifest } from './flow-fail/manifest.ts';
import { flowStopManifest } from './flow-stop/manifest.ts';
import { flowSwitchManifest } from './flow-switch/manifest.ts';
import { flowWaitManifest } from './flow-wait/manifest.ts';
import { logWriteManifest } from './log-write/manifest.ts';

/** In the order of the palette. */
export const taskManifests: readonly TaskManifest[] = [
  flowBranchManifest,
  flowSwitchManifest,
  flowWaitManifest,
  flowApprovalManifest,
  flowCallManifest,
  flowFailManifest,
  flowStopManifest,
  dataSetManifest,
  logWriteManifest,
];

export const taskCatalog: Catalog = createCatalog(taskManifests);
